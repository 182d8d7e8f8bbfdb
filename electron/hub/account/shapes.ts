import type { CredentialField } from '../../ipc/contract/account-views.ts'

export type CredentialInput = Readonly<Partial<Record<CredentialField, string | null>>>

/** What comes along when something is copied from a page: spaces of all kinds, invisible characters, quotes. */
const copied = /[\s\u00a0\u200b-\u200d\u2060\ufeff"'“”‘’`]/g

/** A pasted credential without what came along. */
export function cleanCredential(text: string): string {
  return text.replace(copied, '')
}

const names: Readonly<Record<CredentialField, string>> = {
  accountSid: 'Account SID',
  authToken: 'Auth Token',
  apiKey: 'API key',
  apiSecret: 'API secret',
}

/** What a value looks like by Twilio's own marks (Twilio docs: "String identifier"). */
const sidKinds: readonly (readonly [string, string, CredentialField | null])[] = [
  ['AC', 'an Account SID', 'accountSid'],
  ['SK', 'the SID of an API key', 'apiKey'],
  ['US', 'the SID of a user of Twilio', null],
  ['MG', 'the SID of a Messaging Service', null],
  ['PN', 'the SID of a phone number', null],
  ['OR', 'the SID of an organization', null],
]

const where: Readonly<Record<CredentialField, string>> = {
  accountSid: 'The Account SID begins with AC and stands on the start page of Twilio’s console.',
  authToken:
    'The Auth Token is 32 letters and digits and stands below the Account SID on the start page of Twilio’s console.',
  apiKey: 'The SID of an API key begins with SK.',
  apiSecret: 'Twilio shows the secret of an API key once, when the key is made. Make a new key where it is lost.',
}

function isWhole(field: CredentialField, value: string): boolean {
  switch (field) {
    case 'accountSid':
      return /^AC[0-9a-f]{32}$/i.test(value)
    case 'apiKey':
      return /^SK[0-9a-f]{32}$/i.test(value)
    case 'authToken':
      return /^[0-9a-z]{32}$/i.test(value)
    case 'apiSecret':
      return /^[0-9a-z]{16,64}$/i.test(value)
  }
}

/** What is wrong with the value of one field, as a sentence with what to do; null where it may be right. */
function faultOf(field: CredentialField, value: string): string | null {
  const kind = sidKinds.find(([prefix]) => new RegExp(`^${prefix}[0-9a-f]{30,34}$`, 'i').test(value))
  if (kind && kind[2] !== field) {
    const place = kind[2] === null ? 'it is not needed here' : `it belongs in the field ${names[kind[2]]}`
    return `This is ${kind[1]}; ${place}. ${where[field]}`
  }
  if (isWhole(field, value)) return null
  const expected = field === 'accountSid' || field === 'apiKey' ? 34 : field === 'authToken' ? 32 : null
  if (expected === 34 && /^[0-9a-f]{32}$/i.test(value)) return `This looks like an Auth Token. ${where[field]}`
  if (/^[*•.…]+/.test(value)) return `This is the covered value. Show it at Twilio first, then copy it. ${where[field]}`
  if (expected !== null && /^[0-9a-z]+$/i.test(value) && value.length !== expected) {
    return `The ${names[field]} has ${expected} characters, this has ${value.length}. Copy it again.`
  }
  return `This is not the ${names[field]}. ${where[field]}`
}

/**
 * What is wrong with credentials before anybody is asked, by field. Values are clean (`cleanCredential`).
 * @param values all that would be used: what was given now and what is kept; null where there is none
 * @param given the fields that were given now; what is stored already is not doubted
 */
export function credentialFaults(
  values: Readonly<Record<CredentialField, string | null>>,
  given: ReadonlySet<CredentialField>,
): Partial<Record<CredentialField, string>> {
  const faults: Partial<Record<CredentialField, string>> = {}
  for (const field of given) {
    const value = values[field]
    const fault = value === null ? null : faultOf(field, value)
    if (fault !== null) faults[field] = fault
  }
  if (values.accountSid === null) faults.accountSid = `Paste the Account SID. ${where.accountSid}`
  if (values.authToken === null) {
    const why =
      values.apiKey === null ? '' : ' It is needed beside an API key, to know Twilio’s own calls from a stranger’s.'
    faults.authToken = `Paste the Auth Token.${why} ${where.authToken}`
  }
  if (values.apiKey !== null && values.apiSecret === null) {
    faults.apiSecret = `An API key works with its secret only. ${where.apiSecret}`
  }
  if (values.apiKey === null && values.apiSecret !== null) {
    faults.apiKey = `An API secret works with its key only. ${where.apiKey}`
  }
  return faults
}
