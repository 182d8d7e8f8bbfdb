import type { SenderChoice } from '../../ipc/contract/account-views.ts'
import type { AccountClient } from '../carrier/account-types.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PooledService, Sender } from './sender.ts'
import { senderChoices } from './sender.ts'

type Senders = readonly SenderChoice[]

/** Whether a number can call, as far as Twilio said; null where it is not among what was read. */
function canCall(senders: Senders, number: string): boolean | null {
  return senders.find(({ kind, id }) => kind === 'number' && id === number)?.canCall ?? null
}

/** Whether it is known that none of these numbers can call. */
export function isMute(senders: Senders, ours: readonly string[]): boolean {
  const known = ours.map((number) => canCall(senders, number)).filter((can) => can !== null)
  return known.length > 0 && !known.includes(true)
}

/**
 * The number that a call goes out from: the one its conversation goes by, or, where that cannot call, the first of ours that can.
 * Where nobody knows, or none can, it stays, and Twilio has the word.
 */
export function callerOf(senders: Senders, ours: readonly string[], wanted: string): string {
  if (senders.length === 0 || canCall(senders, wanted) === true) return wanted
  return ours.find((number) => canCall(senders, number) === true) ?? wanted
}

export interface NumberReaderOptions {
  readonly clock: Clock
  readonly log: Log
  /** Whether it has to be asked now. */
  readonly isNeeded: () => boolean
  /** To be closed by whoever asked; null where there are no credentials. */
  readonly client: () => AccountClient | null
  readonly sender: () => Sender | null
  readonly country: () => string
  readonly learnt: (senders: Senders) => void
}

/** Asks Twilio what our numbers can do where no test has told it yet. */
export interface NumberReader {
  /** There is a way out. Asks in a while, and again where nobody answers; the start and the link know nothing of it. */
  online(): void
  stop(): void
}

/** Behind what a start has to do, the loading of the SDK among it. Milliseconds. */
const inQuiet = 4_000
/** From a question that got no answer to the next one. Milliseconds. */
const askAgain = 60_000

/** Opens a reader that has asked nothing yet. */
export function createNumberReader(options: NumberReaderOptions): NumberReader {
  const { clock, log, isNeeded } = options
  let timer: Timer | null = null
  let isAsking = false
  let isStopped = false

  function plan(delay: number): void {
    if (isStopped || timer !== null || isAsking || !isNeeded()) return
    timer = clock.after(delay, () => {
      timer = null
      isAsking = true
      ask()
        .catch((error: unknown) => {
          log.error('numbers-not-read', { error })
          return false
        })
        .then((again) => {
          isAsking = false
          if (again) plan(askAgain)
        })
        .catch((error: unknown) => log.error('numbers-not-read', { error }))
    })
  }

  /** @returns whether to ask again */
  async function ask(): Promise<boolean> {
    const client = isStopped || !isNeeded() ? null : options.client()
    if (!client) return false
    try {
      const sender = options.sender()
      const numbers = await client.numbers()
      if (numbers.kind !== 'ok') return numbers.kind === 'no-answer' || numbers.kind === 'busy'
      const services = sender?.kind === 'service' ? await readService(client, sender.sid) : []
      // A test may have told more meanwhile, or another account may be in use.
      if (!isStopped && isNeeded()) options.learnt(senderChoices(numbers.value, services, options.country()))
      return false
    } finally {
      client.close()
    }
  }

  return {
    online: () => plan(inQuiet),
    stop() {
      isStopped = true
      timer?.cancel()
    },
  }
}

/** The one service that is sent from, with its pool; none where it cannot be read: the numbers alone tell enough. */
async function readService(client: AccountClient, sid: string): Promise<readonly PooledService[]> {
  const service = await client.service(sid)
  if (service.kind !== 'ok') return []
  const pool = await client.serviceNumbers(sid)
  return [{ ...service.value, pool: pool.kind === 'ok' ? pool.value : null }]
}
