import type { CheckView } from '../../ipc/contract/account-views.ts'
import type { AccountClient, AccountFacts, NoValue, OwnNumber, Reply } from '../carrier/account-types.ts'
import type { Clock } from '../clock.ts'
import { displayAddress } from '../people/number.ts'
import { createChecklist } from './checklist.ts'
import type { CheckResult, Checklist } from './checklist.ts'
import { isSignInRefused, spanWords, troubleOf } from './check-words.ts'
import { readServices } from './read-webhooks.ts'
import { checkRegistration } from './registration.ts'
import { capabilityWords, findSender, onlySender } from './sender.ts'
import type { PooledService, Sender } from './sender.ts'

export interface AccountCheckOptions {
  readonly client: AccountClient
  readonly clock: Pick<Clock, 'rate'>
  readonly hasApiKey: boolean
  /** `id` of the sender chosen before; null: none. */
  readonly wanted: string | null
  /** For numbers as people read them. */
  readonly country: string
  /** Hears the whole list whenever a check begins or ends. */
  readonly tell: (checks: readonly CheckView[]) => void
}

/** `answered`: Twilio accepted the credentials, whatever else is wrong with the account. */
export type Verdict = 'answered' | 'refused' | 'no-answer'

export interface AccountFindings {
  readonly verdict: Verdict
  /** Why, where the verdict is not `answered`. */
  readonly reason: string
  readonly checks: readonly CheckView[]
  readonly account: AccountFacts | null
  /** Null where they could not be read. */
  readonly numbers: readonly OwnNumber[] | null
  readonly services: readonly PooledService[]
  /** What texts can be sent from: the wanted one, or the only one there is. */
  readonly sender: Sender | null
}

/** A clock this far off makes times on the screen wrong; further off, secure connections fail. Milliseconds. */
const mostSkew = 30_000
/** In the account's currency: a few dozen texts. */
const lowBalance = 2

/**
 * Asks Twilio everything that decides whether this account can text, one request at a time, and says each finding in words.
 * Some ten requests. What the account does not show is `unknown`, not a problem.
 */
export async function checkAccount(options: AccountCheckOptions): Promise<AccountFindings> {
  const { client, country, wanted } = options
  const list = createChecklist(options.tell)
  const signIn = await checkSignIn(list, options)
  if (signIn.verdict !== 'answered') {
    await checkClock(list, options)
    return { ...signIn, checks: list.checks, numbers: null, services: [], sender: null }
  }
  const owned = await list.run('numbers', 'Numbers', client.numbers, (reply) =>
    reply.kind === 'ok' ? numbersResult(reply.value, country) : fromTrouble(reply),
  )
  const pooled = await list.run('services', 'Messaging Services', () => readServices(client), servicesResult)
  const numbers = owned.kind === 'ok' ? owned.value : null
  const services = pooled.kind === 'ok' ? pooled.value : []
  const sender = numbers === null ? null : wanted === null ? onlySender(numbers) : findSender(wanted, numbers, services)
  await list.run(
    'sender',
    'Send from',
    () => sender,
    () => senderResult(wanted, sender, numbers, services, country),
  )
  await list.run('balance', 'Balance', client.balance, balanceResult)
  if (sender !== null && numbers !== null) {
    const registration = (): Promise<CheckResult> => checkRegistration(client, sender, numbers, services, country)
    await list.run('registration', 'Registration', registration, (result) => result)
  }
  await checkClock(list, options)
  return { ...signIn, checks: list.checks, numbers, services, sender }
}

type SignIn = Pick<AccountFindings, 'verdict' | 'reason' | 'account'>

/** The Auth Token by itself, and the API key by itself: either may be wrong while the other works. */
async function checkSignIn(list: Checklist, { client, hasApiKey }: AccountCheckOptions): Promise<SignIn> {
  const byToken = await list.run('account', 'Account', client.account, (reply) => {
    if (reply.kind === 'ok') return accountResult(reply.value)
    return isSignInRefused(reply) ? tokenRefused(reply, hasApiKey) : fromTrouble(reply)
  })
  const account = byToken.kind === 'ok' ? byToken.value : null
  const failed = (reply: NoValue, id: string): SignIn => ({
    verdict: isNo(reply) ? 'refused' : 'no-answer',
    reason: list.checks.find((check) => check.id === id)?.words ?? '',
    account,
  })
  // Where nobody answers, the key would be waited for in vain too.
  const isReached = byToken.kind === 'ok' || isNo(byToken)
  const byKey =
    hasApiKey && isReached
      ? await list.run('api-key', 'API key', client.tryKey, (reply) => {
          if (reply.kind === 'ok') return { state: 'ok', words: 'Twilio accepts the API key. Texts are sent with it.' }
          return isSignInRefused(reply) ? keyRefused(reply) : fromTrouble(reply)
        })
      : null
  if (byToken.kind !== 'ok') return failed(byToken, 'account')
  if (byKey !== null && byKey.kind !== 'ok') return failed(byKey, 'api-key')
  return { verdict: 'answered', reason: '', account }
}

/** Twilio's own no, as against no answer or none for now. */
function isNo(reply: NoValue): boolean {
  return reply.kind === 'refused' || reply.kind === 'not-found'
}

function tokenRefused(reply: NoValue, hasApiKey: boolean): CheckResult {
  const { details } = troubleOf(reply)
  const both = hasApiKey
    ? 'Twilio does not accept this Account SID with this Auth Token. Texts could go out by the API key, but Twilio’s own calls could not be told from a stranger’s.'
    : 'Twilio does not accept this Account SID with this Auth Token.'
  return {
    state: 'problem',
    words: `${both} Copy both again from the start page of Twilio’s console; after a rotation only the new token counts. A suspended account is turned away like this too.`,
    details,
  }
}

function keyRefused(reply: NoValue): CheckResult {
  return {
    state: 'problem',
    words:
      'Twilio does not accept this API key with this secret. Make a new Standard key in Twilio’s console and paste both, or leave both fields empty.',
    details: troubleOf(reply).details,
  }
}

function fromTrouble(reply: NoValue): CheckResult {
  return { state: 'problem', ...troubleOf(reply) }
}

function accountResult({ name, status, kind }: AccountFacts): CheckResult {
  const who = name === '' ? 'The account' : `“${name}”`
  if (status === 'suspended') {
    return {
      state: 'problem',
      words: `${who} is suspended: Twilio sends nothing for it. Sign in to Twilio and look for a notice; most often it needs to be topped up.`,
    }
  }
  if (status === 'closed') {
    return { state: 'problem', words: `${who} is closed for good. Use the credentials of another account.` }
  }
  if (kind === 'trial') {
    return {
      state: 'ok',
      words: `${who}, a trial account: it texts only numbers that are verified at Twilio, and puts a notice before each text. Upgrade it before camp.`,
    }
  }
  return { state: 'ok', words: kind === 'full' ? `${who}, a full account.` : `${who}.` }
}

function numbersResult(numbers: readonly OwnNumber[], country: string): CheckResult {
  if (numbers.length === 0) {
    return {
      state: 'problem',
      words:
        'This account has no phone number. Buy one in Twilio’s console under Phone Numbers, one that can text, then test again.',
    }
  }
  const shown = numbers
    .slice(0, 5)
    .map((number) => `${displayAddress('phone', number.phoneNumber, country)}: ${capabilityWords(number)}`)
  const more = numbers.length > shown.length ? `; and ${numbers.length - shown.length} more` : ''
  const words = `${shown.join('; ')}${more}.`
  if (numbers.some(({ capabilities }) => capabilities.sms)) return { state: 'ok', words }
  return {
    state: 'problem',
    words: `${words} None of them can text. Buy one that can in Twilio’s console under Phone Numbers.`,
  }
}

function servicesResult(reply: Reply<readonly PooledService[]>): CheckResult {
  if (reply.kind !== 'ok') return { ...fromTrouble(reply), state: 'unknown' }
  const services = reply.value
  if (services.length === 0) return { state: 'ok', words: 'None; texts go out from a number.' }
  const shown = services.map(({ name, pool }) => {
    const count = pool === null ? 'numbers unknown' : pool.length === 1 ? '1 number' : `${pool.length} numbers`
    return `“${name}”: ${count}`
  })
  return { state: 'ok', words: `${shown.join('; ')}.` }
}

function senderResult(
  wanted: string | null,
  sender: Sender | null,
  numbers: readonly OwnNumber[] | null,
  services: readonly PooledService[],
  country: string,
): CheckResult {
  if (numbers === null) return { state: 'unknown', words: 'The numbers could not be read. Test again.' }
  if (sender) {
    const shown = displayAddress('phone', sender.number, country)
    if (sender.kind === 'number') return { state: 'ok', words: `Texts go out from ${shown}.` }
    const name = services.find(({ sid }) => sid === sender.sid)?.name ?? ''
    return { state: 'ok', words: `Texts go out through the Messaging Service “${name}”, first number ${shown}.` }
  }
  if (wanted === null) {
    const able = numbers.filter(({ capabilities }) => capabilities.sms).length
    return able === 0
      ? { state: 'problem', words: 'There is no number to send from yet.' }
      : { state: 'problem', words: 'Choose the number or Messaging Service to send from.' }
  }
  const number = numbers.find(({ phoneNumber }) => phoneNumber === wanted)
  if (number) {
    return {
      state: 'problem',
      words: `${displayAddress('phone', wanted, country)} cannot text (${capabilityWords(number)}). Choose another number to send from.`,
    }
  }
  const service = services.find(({ sid }) => sid === wanted)
  if (service) {
    return {
      state: 'problem',
      words: `The Messaging Service “${service.name}” has no number that can text. Add one to its senders at Twilio, or choose a number to send from.`,
    }
  }
  const what = wanted.startsWith('MG')
    ? 'The Messaging Service chosen before'
    : displayAddress('phone', wanted, country)
  return { state: 'problem', words: `${what} does not belong to this account. Choose another one to send from.` }
}

function balanceResult(reply: Reply<{ readonly amount: string; readonly currency: string }>): CheckResult {
  if (reply.kind !== 'ok') {
    return {
      state: 'unknown',
      words: 'Twilio does not show the balance to this sign-in. Look on the start page of its console.',
      details: reply.kind === 'refused' ? reply.failure.details : null,
    }
  }
  const { amount, currency } = reply.value
  const left = Number(amount)
  if (amount.trim() === '' || Number.isNaN(left))
    return { state: 'unknown', words: 'Twilio gave no balance.', details: amount }
  const shown = `${left.toFixed(2)} ${currency}`.trim()
  if (left < lowBalance) {
    return {
      state: 'problem',
      words: `Only ${shown} is left; texts stop when it is used up. Top the account up in Twilio’s console under Billing.`,
    }
  }
  return { state: 'ok', words: `${shown} left.` }
}

/** By the `Date` of the latest answer, whatever that said. */
async function checkClock(list: Checklist, { client, clock }: AccountCheckOptions): Promise<void> {
  const skew = client.clockSkew
  if (skew === null) return
  await list.run(
    'clock',
    'Clock',
    () => skew,
    () => {
      if (clock.rate !== 1)
        return { state: 'unknown', words: 'Time runs faster here, for a rehearsal; it is not compared with Twilio’s.' }
      if (Math.abs(skew) <= mostSkew) return { state: 'ok', words: 'This laptop’s clock agrees with Twilio’s.' }
      const way = skew > 0 ? 'behind' : 'ahead of'
      return {
        state: 'problem',
        words: `This laptop’s clock is ${spanWords(skew)} ${way} Twilio’s. Switch on automatic time in the system’s settings: times of texts are wrong until then.`,
      }
    },
  )
}
