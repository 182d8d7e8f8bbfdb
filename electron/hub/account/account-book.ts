import type { SenderChoice } from '../../ipc/contract/account-views.ts'
import type { Credentials } from '../carrier/account-types.ts'
import type { CarrierAccount } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import type { SecretChanges, Vault } from '../secrets/types.ts'
import type { AccountFindings } from './checks.ts'
import { credentialFields, secretOf, storedValues, toCredentials, valuesOf } from './credentials.ts'
import type { CredentialValues } from './credentials.ts'
import type { AccountMemory, TestedAccount } from './memory.ts'
import { senderChoices, senderId } from './sender.ts'
import type { Sender } from './sender.ts'

export interface AccountBookOptions {
  /** From the environment: wins over the vault and is never stored. */
  readonly environmentAccount: CarrierAccount | null
  readonly vault: Vault
  readonly memory: AccountMemory
  readonly clock: Clock
  readonly log: Log
  /** Where Twilio's addresses lead (a stand-in, for tests), and what is trusted there. */
  readonly api: Pick<Credentials, 'apiOrigin' | 'apiCertificateAuthority'>
  readonly defaultCountry: () => string
  /** The old Auth Token's time is over. */
  readonly oldTokenEnded: () => void
}

/** What is known of the account: its credentials, what the last good test found, what is sent from. */
export interface AccountBook {
  readonly isFromEnvironment: boolean
  readonly values: CredentialValues
  /** Null while they do not suffice to sign in. */
  readonly credentials: Credentials | null
  readonly tested: TestedAccount | null
  /** All that could be sent from, by the last test, or as it was read since; empty while nobody knows. */
  readonly senders: readonly SenderChoice[]
  readonly sender: Sender | null
  /** Numbers in E.164 that texts of the sender come from, its own first. */
  readonly numbers: readonly string[]
  readonly oldTokenUntil: number | null
  /** Auth Tokens that may sign webhooks now, the present one first. */
  tokens(): readonly string[]
  /** What the live line should be on: complete credentials and something to send from. */
  wantedAccount(): CarrierAccount | null
  /** Keeps credentials; the Auth Token before them counts on for a while. @throws {CallFailure} as the vault does */
  store(next: CredentialValues, oldTokenHours: number): Promise<void>
  /** Keeps what a test found, and its sender. */
  remember(findings: AccountFindings): void
  /** Takes in what could be sent from, read without a test. Not kept. */
  learn(senders: readonly SenderChoice[]): void
  /** @throws {CallFailure} there is no such sender, or it cannot text. */
  chooseSender(id: string): void
  forget(): Promise<void>
  /** Lets the old token end when its time comes. */
  start(): void
  stop(): void
}

const hour = 3_600_000

export function openAccountBook(options: AccountBookOptions): AccountBook {
  const { environmentAccount, vault, memory, clock, log, api } = options
  /** Of the environment's account: not kept. */
  let environmentTested: TestedAccount | null = null
  /** Read without a test, since the last one. */
  let read: readonly SenderChoice[] | null = null
  let oldTokenTimer: Timer | null = null

  const tested = (): TestedAccount | null => (environmentAccount ? environmentTested : memory.read('account.tested'))

  const senders = (): readonly SenderChoice[] => read ?? tested()?.senders ?? []

  function values(): CredentialValues {
    return environmentAccount ? valuesOf(environmentAccount) : storedValues(vault)
  }

  function credentials(): Credentials | null {
    return environmentAccount ?? toCredentials(values(), api)
  }

  function sender(): Sender | null {
    if (!environmentAccount) return memory.read('account.sender')
    const { number, messagingServiceSid: sid } = environmentAccount
    return sid === null ? { kind: 'number', number } : { kind: 'service', sid, number }
  }

  function oldTokenUntil(): number | null {
    const until = memory.read('account.oldTokenUntil')
    return until !== null && until > clock.now() ? until : null
  }

  function endOldToken(): void {
    memory.keep('account.oldTokenUntil', null)
    vault
      .set('twilio.previousAuthToken', null)
      .then(options.oldTokenEnded)
      .catch((error: unknown) => log.error('old-token-not-removed', { error }))
  }

  function planOldTokensEnd(): void {
    oldTokenTimer?.cancel()
    oldTokenTimer = null
    const until = memory.read('account.oldTokenUntil')
    if (environmentAccount || until === null || vault.state.kind !== 'open') return
    // Looked at again when it fires: the laptop's clock may have been set back, and timers end after 24 days.
    oldTokenTimer = clock.after(Math.max(0, until - clock.now()), () =>
      oldTokenUntil() === null ? endOldToken() : planOldTokensEnd(),
    )
  }

  return {
    isFromEnvironment: environmentAccount !== null,
    get values() {
      return values()
    },
    get credentials() {
      return credentials()
    },
    get tested() {
      return tested()
    },
    get senders() {
      return senders()
    },
    get sender() {
      return sender()
    },
    get numbers() {
      const from = sender()
      if (!from) return []
      const pool = senders().find(({ id }) => id === senderId(from))?.numbers ?? []
      return [...new Set([from.number, ...pool])]
    },
    get oldTokenUntil() {
      return oldTokenUntil()
    },
    tokens() {
      const old = environmentAccount || oldTokenUntil() === null ? null : vault.read('twilio.previousAuthToken')
      return [values().authToken, old].filter((one): one is string => one !== null)
    },
    wantedAccount() {
      if (environmentAccount) return environmentAccount
      const [signIn, from] = [credentials(), sender()]
      if (!signIn || !from) return null
      return { ...signIn, number: from.number, messagingServiceSid: from.kind === 'service' ? from.sid : null }
    },
    async store(next, oldTokenHours) {
      const before = storedValues(vault)
      const isSameTwilio = before.accountSid === next.accountSid
      const changes: Record<string, string | null> = {}
      for (const field of credentialFields) if (before[field] !== next[field]) changes[secretOf[field]] = next[field]
      const isRotated = isSameTwilio && before.authToken !== null && before.authToken !== next.authToken
      const keepsOld = isRotated && oldTokenHours > 0
      if (isRotated || !isSameTwilio) changes['twilio.previousAuthToken'] = keepsOld ? before.authToken : null
      await vault.setMany(changes as SecretChanges)
      if (isRotated || !isSameTwilio) {
        memory.keep('account.oldTokenUntil', keepsOld ? clock.now() + oldTokenHours * hour : null)
      }
      if (!isSameTwilio) {
        memory.keep('account.sender', null)
        memory.keep('account.tested', null)
        read = null
      }
      planOldTokensEnd()
    },
    remember({ account, numbers, services, checks, verdict, sender: found }) {
      const result: TestedAccount = {
        at: clock.now(),
        answered: verdict === 'answered',
        name: account?.name ?? null,
        kind: account?.kind ?? 'unknown',
        checks,
        // Numbers that could not be read this time are not gone.
        senders: numbers === null ? senders() : senderChoices(numbers, services, options.defaultCountry()),
      }
      read = null
      if (environmentAccount) environmentTested = result
      else {
        memory.keep('account.tested', result)
        // One that can no longer text stays chosen: its account goes on listening, and the check says what to do.
        if (found !== null) memory.keep('account.sender', found)
      }
    },
    learn(found) {
      read = found
    },
    chooseSender(id) {
      const choice = tested()?.senders.find((one) => one.id === id)
      if (!choice) throw new CallFailure('not-found', 'This account has no such number. Test it again.')
      memory.keep('account.sender', senderOf(choice))
    },
    async forget() {
      const gone = [...credentialFields.map((field) => secretOf[field]), 'twilio.previousAuthToken']
      await vault.setMany(Object.fromEntries(gone.map((name) => [name, null])) as SecretChanges)
      for (const name of ['account.sender', 'account.tested', 'account.oldTokenUntil'] as const) memory.keep(name, null)
      read = null
      planOldTokensEnd()
    },
    start: planOldTokensEnd,
    stop: () => oldTokenTimer?.cancel(),
  }
}

function senderOf({ id, kind, label, canText, numbers }: SenderChoice): Sender {
  const number = numbers[0]
  if (!canText || number === undefined) throw new CallFailure('invalid', `${label} cannot text. Choose another one.`)
  return kind === 'number' ? { kind, number } : { kind, sid: id, number }
}
