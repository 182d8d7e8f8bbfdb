import type { AccountView, CheckView, SaveResult } from '../../ipc/contract/account-views.ts'
import type { Change } from '../../ipc/contract/changes.ts'
import type { MessageView } from '../../ipc/contract/views.ts'
import { createAccountClient } from '../carrier/account-client.ts'
import type { AccountClient, Credentials } from '../carrier/account-types.ts'
import type { CarrierAccount } from '../carrier/types.ts'
import type { Timer } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import type { Vault } from '../secrets/types.ts'
import { openAccountBook } from './account-book.ts'
import type { AccountBookOptions } from './account-book.ts'
import { callerOf, createNumberReader, isMute } from './callers.ts'
import { checkAccount } from './checks.ts'
import type { AccountFindings } from './checks.ts'
import { isSignInRefused } from './check-words.ts'
import { credentialFields, marksOf, mergeCredentials, protectionOf, toCredentials } from './credentials.ts'
import { usualPace } from './pace.ts'
import { createTokenWatch } from './rotation.ts'
import type { TokenProof } from './rotation.ts'
import { senderId } from './sender.ts'
import type { Sender } from './sender.ts'
import { credentialFaults } from './shapes.ts'
import type { CredentialInput } from './shapes.ts'

/** What the account moves: the live store's line to Twilio. */
export interface AccountHost {
  /** The account live texts go through now; null while there is none. */
  connected(): CarrierAccount | null
  /** Puts the live store on this account, in place of the one before; null takes it off. */
  connect(account: CarrierAccount | null): Promise<void>
  /** Credentials were found good: what bad ones have paused may go on. */
  resume(): void
  /** Twilio's calls are turned away from now on, or are let in again. */
  hearingChanged(): void
  /** Who can be called from, perhaps, is known otherwise. */
  callersChanged(): void
}

export interface AccountRoomOptions extends Omit<AccountBookOptions, 'oldTokenEnded'> {
  readonly host: AccountHost
  readonly publish: (changes: readonly Change[]) => void
}

export interface SaveInput extends CredentialInput {
  readonly keepUntested?: boolean | undefined
  readonly oldTokenHours?: number | undefined
}

/** Settings → Twilio: the credentials, their test, and what texts are sent from. */
export interface AccountRoom {
  readonly view: AccountView
  /** Whether live texts are to be expected: an account in the environment, or credentials that lie stored. */
  readonly hasAccount: boolean
  readonly sender: Sender | null
  /** Our numbers in E.164 that texts of the sender come from. */
  readonly numbers: readonly string[]
  /** Whether it is known that no call can be made from our numbers. */
  readonly isMute: boolean
  /** The number of ours that a call goes out from whose conversation goes by this one. */
  callerOf(number: string): string
  /** There is a way out to Twilio. */
  online(): void
  /** Every Auth Token that webhooks may be signed with now, the present one first. */
  readonly webhookTokens: readonly string[]
  /** Whether Twilio's calls are known to be turned away: then what comes in has to be looked up. */
  readonly isDeaf: boolean
  /** Connects what is stored, now and whenever the vault opens. */
  start(): Promise<void>
  saveAndTest(input: SaveInput): Promise<SaveResult>
  chooseSender(id: string): Promise<AccountView>
  forget(): Promise<AccountView>
  /** With the present credentials, to be closed by whoever asked; null where there are none. */
  client(): AccountClient | null
  /** A webhook that names our account had a right or a wrong signature. */
  heard(signature: 'right' | 'wrong'): void
  /** A text whose way is told by `test-text`, whatever the screen shows. */
  watchTestText(message: MessageView): void
  /** What changed in the live store; the test text may be among it. */
  liveChanged(changes: readonly Change[]): void
  stop(): void
}

const defaultOldTokenHours = 24
/** Credentials that were stored without an answer of Twilio's are tested again this often. Real milliseconds. */
const retestEvery = 30_000

const fromEnvironment =
  'These credentials come from the environment of this start and cannot be changed here. Start without PTP_TWILIO_… to enter others.'
const testRuns = 'A test runs already. Wait until it has ended.'

export function openAccountRoom(options: AccountRoomOptions): AccountRoom {
  const { vault, host, clock, log, api, publish } = options
  const book = openAccountBook({ ...options, oldTokenEnded: () => void sync().then(tell) })
  let testing = false
  /** Of a test whose findings are not kept: it runs, or Twilio said no. */
  let checks: { readonly list: readonly CheckView[]; readonly at: number } | null = null
  let testText: MessageView | null = null
  let tokens: readonly string[] = book.tokens()
  let syncing: Promise<void> = Promise.resolve()
  let retest: Timer | null = null
  let isStopped = false

  const watch = createTokenWatch({
    clock,
    proveToken,
    changed() {
      host.hearingChanged()
      tell()
    },
  })

  const numberReader = createNumberReader({
    clock,
    log,
    // What was stored untested is tested again by itself.
    isNeeded: () => !testing && host.connected() !== null && book.senders.length === 0 && retest === null,
    client: newClient,
    sender: () => book.sender,
    country: options.defaultCountry,
    learnt(senders) {
      book.learn(senders)
      tell()
    },
  })

  async function proveToken(): Promise<TokenProof> {
    const client = newClient()
    if (!client) return 'unknown'
    try {
      const reply = await client.account()
      return reply.kind === 'ok' ? 'right' : isSignInRefused(reply) ? 'wrong' : 'unknown'
    } finally {
      client.close()
    }
  }

  function newClient(): AccountClient | null {
    return book.credentials && createAccountClient({ credentials: book.credentials, clock })
  }

  function view(): AccountView {
    const { values, tested, sender, isFromEnvironment } = book
    const isStored = !isFromEnvironment && values.accountSid !== null && values.authToken !== null
    return {
      source: isFromEnvironment ? 'environment' : isStored ? 'vault' : null,
      protection: isFromEnvironment ? { kind: 'environment' } : protectionOf(vault.state),
      secrets: marksOf(values),
      stored: isStored ? (tested?.answered ? 'tested' : 'untested') : 'nothing',
      name: tested?.name ?? null,
      kind: tested?.kind ?? 'unknown',
      senders: book.senders,
      sender: sender && senderId(sender),
      usualPace: sender && usualPace(sender.number),
      checks: checks?.list ?? tested?.checks ?? [],
      testing,
      testedAt: checks?.at ?? tested?.at ?? null,
      tokenTrouble: watch.trouble,
      oldTokenUntil: book.oldTokenUntil,
      testText,
    }
  }

  function tell(): void {
    if (isStopped) return
    publish([{ type: 'account', account: view() }])
    host.callersChanged()
  }

  /** Brings the live line to what is stored; one change after the other. */
  function sync(): Promise<void> {
    syncing = syncing
      .then(async () => {
        if (isStopped) return
        tokens = book.tokens()
        const wanted = book.wantedAccount()
        if (!isSameAccount(host.connected(), wanted)) await host.connect(wanted)
      })
      .catch((error: unknown) => log.error('account-not-connected', { error }))
    return syncing
  }

  async function test(credentials: Credentials, sender: Sender | null): Promise<AccountFindings> {
    if (testing) throw new CallFailure('conflict', testRuns)
    testing = true
    const at = clock.now()
    const client = createAccountClient({ credentials, clock })
    const show = (list: readonly CheckView[]): void => {
      checks = { list, at }
      if (!isStopped) publish([{ type: 'account-checks', checks: list, testing }])
    }
    show([])
    try {
      const findings = await checkAccount({
        client,
        clock,
        hasApiKey: credentials.apiKey !== null,
        wanted: sender && senderId(sender),
        country: options.defaultCountry(),
        tell: show,
      })
      const problems = findings.checks.filter(({ state }) => state === 'problem').map(({ id }) => id)
      log.info('account-tested', { verdict: findings.verdict, problems })
      return findings
    } finally {
      testing = false
      client.close()
      show(checks?.list ?? [])
    }
  }

  function remember(findings: AccountFindings): void {
    book.remember(findings)
    checks = null
  }

  /** Twilio accepts the credentials that are kept now: what it said is kept too, and the line follows. */
  async function takeOver(findings: AccountFindings): Promise<void> {
    remember(findings)
    watch.reset()
    await sync()
    host.resume()
  }

  async function testKept(): Promise<SaveResult> {
    if (!book.credentials) throw new CallFailure('conflict', 'There are no credentials to test.')
    const findings = await test(book.credentials, book.sender)
    if (findings.verdict === 'answered') await takeOver(findings)
    tell()
    return resultOf(findings)
  }

  function planRetest(): void {
    retest?.cancel()
    retest = clock.after(retestEvery * clock.rate, () => {
      if (isStopped || view().stored !== 'untested') return
      if (testing || !book.credentials) return planRetest()
      testKept().then(
        ({ outcome }) => outcome === 'no-answer' && planRetest(),
        (error: unknown) => log.error('account-not-tested', { error }),
      )
    })
  }

  async function saveAndTest(input: SaveInput): Promise<SaveResult> {
    if (testing) throw new CallFailure('conflict', testRuns)
    if (book.isFromEnvironment) {
      if (credentialFields.some((field) => input[field] !== undefined))
        throw new CallFailure('conflict', fromEnvironment)
      return testKept()
    }
    await openVault(vault)
    const before = book.values
    const { values, given } = mergeCredentials(before, input)
    const fields = credentialFaults(values, given)
    const credentials = toCredentials(values, api)
    if (Object.keys(fields).length > 0 || !credentials) return { outcome: 'invalid', fields, account: view() }
    const findings = await test(credentials, before.accountSid === values.accountSid ? book.sender : null)
    const hours = input.oldTokenHours ?? defaultOldTokenHours
    if (findings.verdict === 'answered') {
      await book.store(values, hours)
      await takeOver(findings)
    } else if (findings.verdict === 'no-answer' && input.keepUntested === true) {
      await book.store(values, hours)
      remember(findings)
      await sync()
      planRetest()
      tell()
      return { outcome: 'kept-untested', reason: findings.reason, account: view() }
    }
    tell()
    return resultOf(findings)
  }

  function resultOf({ verdict, reason }: AccountFindings): SaveResult {
    return verdict === 'answered'
      ? { outcome: 'saved', account: view() }
      : { outcome: verdict, reason, account: view() }
  }

  function assertChangeable(): void {
    if (book.isFromEnvironment) throw new CallFailure('conflict', fromEnvironment)
    if (testing) throw new CallFailure('conflict', testRuns)
  }

  const unsubscribe = vault.onChange(() => {
    // A test that is under way stores and connects by itself.
    if (testing) return
    book.start()
    void sync().then(tell)
  })

  return {
    get view() {
      return view()
    },
    get hasAccount() {
      return book.isFromEnvironment || book.values.accountSid !== null || liesStored(vault.state)
    },
    get sender() {
      return book.sender
    },
    get numbers() {
      return book.numbers
    },
    get isMute() {
      return isMute(book.senders, book.numbers)
    },
    callerOf: (number) => callerOf(book.senders, book.numbers, number),
    online: numberReader.online,
    get webhookTokens() {
      return tokens
    },
    get isDeaf() {
      return watch.trouble !== null
    },
    async start() {
      await sync()
      book.start()
      if (view().stored === 'untested') planRetest()
    },
    saveAndTest,
    async chooseSender(id) {
      assertChangeable()
      book.chooseSender(id)
      await sync()
      // Registration and more depend on it.
      await testKept()
      return view()
    },
    async forget() {
      assertChangeable()
      await openVault(vault)
      await book.forget()
      checks = null
      testText = null
      retest?.cancel()
      watch.reset()
      await sync()
      tell()
      return view()
    },
    client: newClient,
    heard: watch.heard,
    watchTestText(message) {
      testText = message
      tell()
    },
    liveChanged(changes) {
      for (const change of changes) {
        if (change.type !== 'message' || change.message.id !== testText?.id) continue
        testText = change.message
        publish([{ type: 'test-text', message: testText }])
      }
    },
    stop() {
      isStopped = true
      unsubscribe()
      retest?.cancel()
      numberReader.stop()
      book.stop()
      watch.stop()
    },
  }
}

/** @throws {CallFailure} there is no place to keep a secret in yet. */
async function openVault(vault: Vault): Promise<void> {
  const state = vault.state.kind === 'closed' ? await vault.open() : vault.state
  switch (state.kind) {
    case 'open':
      return
    case 'locked':
      throw new CallFailure('unavailable', 'The credentials are locked. Enter the passphrase first.')
    case 'no-keychain': {
      const choose = 'Choose how the credentials are kept first: by a passphrase, or for this session only.'
      throw new CallFailure('unavailable', `${state.reason} ${choose}`)
    }
    case 'unreadable':
      throw new CallFailure('unavailable', state.reason)
    case 'closed':
      throw new CallFailure('unavailable', 'Credentials cannot be kept yet. Try again.')
  }
}

function liesStored(state: Vault['state']): boolean {
  return state.kind === 'locked' || ((state.kind === 'closed' || state.kind === 'no-keychain') && state.hasStored)
}

function isSameAccount(one: CarrierAccount | null, other: CarrierAccount | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.accountSid === other.accountSid &&
    one.authToken === other.authToken &&
    one.apiKey?.sid === other.apiKey?.sid &&
    one.apiKey?.secret === other.apiKey?.secret &&
    one.number === other.number &&
    one.messagingServiceSid === other.messagingServiceSid
  )
}
