import type { CredentialField, ProtectionView, SecretMarkView } from '../../ipc/contract/account-views.ts'
import { assertNever } from '../assert-never.ts'
import type { Credentials } from '../carrier/account-types.ts'
import type { CarrierAccount } from '../carrier/types.ts'
import { markOf } from '../secrets/names.ts'
import type { SecretName } from '../secrets/names.ts'
import type { Vault, VaultState } from '../secrets/types.ts'
import { cleanCredential } from './shapes.ts'
import type { CredentialInput } from './shapes.ts'

export const credentialFields: readonly CredentialField[] = ['accountSid', 'authToken', 'apiKey', 'apiSecret']

export const secretOf: Readonly<Record<CredentialField, SecretName>> = {
  accountSid: 'twilio.accountSid',
  authToken: 'twilio.authToken',
  apiKey: 'twilio.apiKey',
  apiSecret: 'twilio.apiSecret',
}

/** By field; null where there is none. Never shown, never logged. */
export type CredentialValues = Readonly<Record<CredentialField, string | null>>

export function storedValues(vault: Pick<Vault, 'read'>): CredentialValues {
  return {
    accountSid: vault.read(secretOf.accountSid),
    authToken: vault.read(secretOf.authToken),
    apiKey: vault.read(secretOf.apiKey),
    apiSecret: vault.read(secretOf.apiSecret),
  }
}

export function valuesOf(account: Pick<CarrierAccount, 'accountSid' | 'authToken' | 'apiKey'>): CredentialValues {
  const { accountSid, authToken, apiKey } = account
  return { accountSid, authToken, apiKey: apiKey?.sid ?? null, apiSecret: apiKey?.secret ?? null }
}

export function marksOf(values: CredentialValues): Readonly<Record<CredentialField, SecretMarkView>> {
  return {
    accountSid: markOf(values.accountSid),
    authToken: markOf(values.authToken),
    apiKey: markOf(values.apiKey),
    apiSecret: markOf(values.apiSecret),
  }
}

/** What would be used once `input` is put over what is kept. A key without its secret goes with it. */
export function mergeCredentials(
  kept: CredentialValues,
  input: CredentialInput,
): { readonly values: CredentialValues; readonly given: ReadonlySet<CredentialField> } {
  const values: Record<CredentialField, string | null> = { ...kept }
  const given = new Set<CredentialField>()
  for (const field of credentialFields) {
    const typed = input[field]
    if (typed === undefined) continue
    values[field] = (typed === null ? '' : cleanCredential(typed)) || null
    if (values[field] !== null) given.add(field)
  }
  if (values.apiKey === null && input.apiKey !== undefined && !given.has('apiSecret')) values.apiSecret = null
  return { values, given }
}

/** Null while they do not suffice to sign in. */
export function toCredentials(
  values: CredentialValues,
  { apiOrigin, apiCertificateAuthority }: Pick<Credentials, 'apiOrigin' | 'apiCertificateAuthority'>,
): Credentials | null {
  const { accountSid, authToken, apiKey, apiSecret } = values
  if (accountSid === null || authToken === null) return null
  return {
    accountSid,
    authToken,
    apiKey: apiKey !== null && apiSecret !== null ? { sid: apiKey, secret: apiSecret } : null,
    apiOrigin,
    apiCertificateAuthority,
  }
}

export function protectionOf(state: VaultState): ProtectionView {
  switch (state.kind) {
    case 'open':
      return { kind: state.protection }
    case 'locked':
      return { kind: 'locked' }
    case 'closed':
      return { kind: 'closed' }
    case 'no-keychain':
      return { kind: 'needs-choice', reason: state.reason, hasStored: state.hasStored }
    case 'unreadable':
      return { kind: 'unreadable', reason: state.reason }
    default:
      return assertNever(state)
  }
}
