import { setImmediate as turn } from 'node:timers/promises'
import { awaitsLookBack, knownSids, moveSurePoint, surePoint } from '../../../db/catch-up.ts'
import { assertNever } from '../assert-never.ts'
import type { Carrier, CarrierMessage } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import { sleep } from '../clock.ts'
import type { Link } from '../link/types.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { Store } from '../store.ts'
import { createCallsCatchUp } from './calls.ts'
import { fillIn } from './fill-in.ts'
import type { FilledIn } from './fill-in.ts'
import { settleRestoredCalls } from './restored-calls.ts'

export interface CatchUpOptions {
  readonly store: Store
  readonly carrier: Carrier
  readonly link: Link
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Our numbers, in E.164. */
  readonly numbers: () => readonly string[]
  /** Milliseconds until the next look when nothing calls for one sooner: short where no webhook can reach us. */
  readonly interval: () => number
  /** What a look added, after its commits. */
  readonly filledIn: (added: readonly FilledIn[]) => void
  /** A look has ended; `complete`: the carrier was asked to the end. */
  readonly looked: (complete: boolean) => void
}

/** Asks the carrier by REST what arrived and what happened while no webhook could reach us. */
export interface CatchUp {
  /** When the last complete look ended (epoch ms); null before the first. */
  readonly lastAt: number | null
  start(): void
  /** Looks at once; resolves when a look that began no earlier is over, true when it was complete. */
  now(): Promise<boolean>
  /** The interval is another one: the next look comes sooner where it is a shorter one. */
  intervalChanged(): void
  stop(): void
}

/** Before the first sure point so much is looked at: a laptop that joins in the middle of a camp day sees the day. */
const firstLook = 24 * 3_600_000
/** The carrier's clock is not ours and its list lags: every look goes back this much further. Milliseconds. */
const overlap = 10 * 60_000
/** Twilio's filter is by the day and its order by the date sent; a page is 200 messages. */
const mostPages = 200
/** So many requests a minute at most, one at a time: sending comes first. */
const requestPause = 600
/** The first request loads the SDK, in which time nothing else moves: not while the window is still being filled. */
const startPause = 3_000
/** So many are stored at once; between them everything else has its turn. */
const chunk = 25
/** Clocks that differ by no more than this agree: an answer takes its time, and its date is cut to the second. */
const sameTime = 5_000
const afterTrouble = 30_000
const betweenCallLooks = 30_000

export function createCatchUp(options: CatchUpOptions): CatchUp {
  const { store, carrier, link, clock, random, log } = options
  let running = false
  let timer: Timer | null = null
  let plannedFor = Number.POSITIVE_INFINITY
  let lastAt: number | null = null
  let isTroubled = false
  let looking: Promise<boolean> | null = null
  let isAskedMeanwhile = false
  let unsubscribe: (() => void) | null = null
  /** No request before this time is over. */
  let rest = { from: 0, span: 0 }
  let calledAt = Number.NEGATIVE_INFINITY
  const asking = { store, carrier, room, isRunning: () => running }
  const calls = createCallsCatchUp(asking)

  function look(): Promise<boolean> {
    looking ??= lookAtAll()
      .catch((error: unknown) => {
        log.error('catch-up-failed', { error })
        return false
      })
      .then((complete) => {
        looking = null
        if (complete) lastAt = clock.now()
        isTroubled = !complete
        plan(complete ? options.interval() : afterTrouble)
        if (isAskedMeanwhile && running) {
          isAskedMeanwhile = false
          return look()
        }
        options.looked(complete)
        return complete
      })
    return looking
  }

  /** What runs may have begun before the laptop slept, and have asked already for what came since: then another one follows. */
  function lookNow(): Promise<boolean> {
    isAskedMeanwhile ||= looking !== null
    return look()
  }

  function plan(delay: number): void {
    timer?.cancel()
    timer = null
    // A little jitter: two laptops on one number do not ask in step.
    const wait = delay * (0.9 + random.next() * 0.2)
    plannedFor = clock.now() + wait
    if (running) timer = clock.after(wait, () => void look())
  }

  async function lookAtAll(): Promise<boolean> {
    if (!running || link.state === 'offline' || link.state === 'captive') return false
    const startedAt = clock.now()
    // Where no webhook comes, texts are asked for every few seconds; calls less often.
    const sinceCalls = startedAt - calledAt
    const isTimeForCalls = sinceCalls < 0 || sinceCalls >= betweenCallLooks
    for (const number of options.numbers()) {
      if (!(await lookAt('in', number)) || !(await lookAt('out', number))) return false
      if (isTimeForCalls && !(await lookAtCalls(number, startedAt))) return false
    }
    if (awaitsLookBack(store.db) && !(await settleRestoredCalls(asking))) return false
    if (isTimeForCalls) calledAt = startedAt
    return true
  }

  async function lookAtCalls(number: string, startedAt: number): Promise<boolean> {
    const { missed, isComplete } = await calls.lookAt(number, startedAt)
    const news = missed.map((call): FilledIn => {
      const { conversationId, words, kind, whileAway } = call
      return { kind: 'text-in', what: kind, conversationId, body: words, whileAway }
    })
    if (news.length > 0) options.filledIn(news)
    return isComplete
  }

  /** One number, one direction: gathers the pages, stores what is missing oldest first, then moves the sure point. */
  async function lookAt(direction: 'in' | 'out', number: string): Promise<boolean> {
    const startedAt = clock.now()
    // One that was set by a clock that ran ahead must not hide what came before it.
    const since = Math.min(startedAt, surePoint(store.db, direction, number) ?? startedAt - firstLook) - overlap
    const gathered = await gather(direction, number, since)
    if (gathered === null) return false
    const { missing, ahead } = gathered
    const sure = startedAt - Math.max(0, ahead)
    missing.sort((a, b) => timeOf(a) - timeOf(b) || (a.sid < b.sid ? -1 : 1))
    const news: FilledIn[] = []
    try {
      for (let from = 0; from === 0 || from < missing.length; from += chunk) {
        if (from > 0) await turn()
        if (!running) return false
        const part = missing.slice(from, from + chunk)
        const isLast = from + chunk >= missing.length
        const added = store.write((write) => {
          const filled = part.map((message) => fillIn(write, message, ahead))
          if (isLast) moveSurePoint(write.db, direction, number, sure, write.now)
          return filled
        })
        news.push(...added.filter((one) => one.kind !== 'nothing'))
      }
    } finally {
      // Told together: a week's texts are one notification.
      if (news.length > 0) options.filledIn(news)
    }
    if (missing.length > 0) log.info('caught-up', { direction, count: missing.length })
    return true
  }

  /** What is not known here, or whose status may have moved; null when the carrier could not be asked to the end. */
  async function gather(direction: 'in' | 'out', number: string, since: number): Promise<Gathered | null> {
    const found: CarrierMessage[] = []
    let ahead = 0
    let next: string | null = null
    for (let page = 0; page < mostPages; page++) {
      await room()
      if (!running) return null
      const answer = await carrier.listPage(direction === 'in' ? { to: number } : { from: number }, since, next)
      if (!running) return null
      switch (answer.kind) {
        case 'ok': {
          const { messages, at } = answer.value
          if (at !== null && Math.abs(clock.now() - at) > sameTime) ahead = clock.now() - at
          log.debug?.('catch-up-page', { direction, page, count: messages.length })
          const known =
            direction === 'in'
              ? knownSids(
                  store.db,
                  messages.map((message) => message.sid),
                )
              : null
          for (const message of messages) {
            if (timeOf(message) >= since && !known?.has(message.sid)) found.push(message)
          }
          next = answer.value.next
          if (next === null || messages.every((message) => timeOf(message) < since)) return { missing: found, ahead }
          break
        }
        case 'wait':
          rest = { from: clock.now(), span: answer.retryAfter ?? afterTrouble }
          return null
        case 'not-found':
        case 'account-trouble':
        case 'no-answer':
          return null
        default:
          assertNever(answer)
      }
    }
    return null
  }

  /** Keeps to the budget of requests. */
  async function room(): Promise<void> {
    // A clock that was set back makes it no longer.
    const wait = Math.min(rest.span, rest.from + rest.span - clock.now())
    if (wait > 0) await sleep(clock, wait)
    rest = { from: clock.now(), span: requestPause }
  }

  return {
    get lastAt() {
      return lastAt
    },
    start() {
      running = true
      rest = { from: clock.now(), span: startPause }
      unsubscribe = link.onChange((state) => {
        if (state === 'online') void look()
      })
      plan(0)
    },
    now: lookNow,
    intervalChanged() {
      // A look under way plans the next one by itself; after trouble the carrier is left in peace.
      if (looking !== null || timer === null || lastAt === null || isTroubled) return
      const interval = options.interval()
      const wait = Math.min(interval, Math.max(0, lastAt + interval - clock.now()))
      if (clock.now() + wait < plannedFor) plan(wait)
    },
    stop() {
      running = false
      timer?.cancel()
      unsubscribe?.()
    },
  }
}

interface Gathered {
  readonly missing: CarrierMessage[]
  /** How far this laptop's clock is ahead of the carrier's, in milliseconds; negative: behind. */
  readonly ahead: number
}

function timeOf(message: CarrierMessage): number {
  return message.dateSent ?? message.dateCreated
}
