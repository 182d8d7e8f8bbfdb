import type { Clock } from '../clock.ts'
import type { AccountKind, Carrier } from './types.ts'

/** What is known of the account's kind: learnt when somebody first asks, never waited for. */
export interface KnownAccountKind {
  /** Whether the carrier has said that the account is a full one. The first question sets off the asking. */
  isFull(): boolean
}

/** A trial account may be upgraded, and a question may get no answer: asked again this much later, in milliseconds. */
const askAgainAfter = 60_000

/** An account by its type and status as the carrier writes them (Twilio docs: "Account resource", Full or Trial, active). */
export function toAccountKind(type: unknown, status: unknown): AccountKind {
  if (status !== 'active') return 'unknown'
  if (type === 'Full') return 'full'
  return type === 'Trial' ? 'trial' : 'unknown'
}

/** Asks the carrier for the account's kind, once it matters and at most once a minute, until it is a full one. */
export function knowAccountKind(carrier: Pick<Carrier, 'accountKind'>, clock: Clock): KnownAccountKind {
  let isFull = false
  let isResting = false

  async function ask(): Promise<void> {
    isResting = true
    const answer = await carrier.accountKind().catch(() => null)
    isFull = answer?.kind === 'ok' && answer.value === 'full'
    if (!isFull) clock.after(askAgainAfter, () => (isResting = false))
  }

  return {
    isFull() {
      if (!isFull && !isResting) void ask()
      return isFull
    },
  }
}
