import { newestSeq, textsWritten, unfinishedTexts } from '../../../db/away.ts'
import type { AwayCause, AwayView } from '../../ipc/contract/away-views.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Link } from '../link/types.ts'
import type { Log } from '../log.ts'
import type { Store, Touched } from '../store.ts'
import { readMark, readOutage, writeMark, writeOutage } from './record.ts'
import type { Mark, Outage } from './record.ts'
import { summarize } from './summary.ts'

export interface AwayOptions {
  readonly store: Store
  readonly clock: Clock
  readonly link: Link
  readonly log: Log
  readonly defaultCountry: () => string
  /** Looks at once for what no webhook brought. */
  readonly catchUp: () => void
  /** What the screen shows of it has changed. */
  readonly changed: (view: AwayView) => void
}

/** Notices that nobody could reach this laptop for a while, and keeps what belongs to that time. */
export interface Away {
  /** The last such time as it stands now; null where there was none yet. */
  view(): AwayView | null
  dismiss(): AwayView | null
  /** The machine is about to sleep. */
  suspended(): void
  /** A look for what no webhook brought has ended. */
  lookedBack(complete: boolean): void
  /** These messages and conversations have changed. */
  touched(touched: Pick<Touched, 'messages' | 'conversations'>): void
  start(): void
  stop(): void
}

/** Shorter ones are not worth a word, in milliseconds. */
const shortestOutage = 2 * 60_000
/** How often the mark is renewed in memory, and on disk. The link proves itself every 30 s at the latest. */
const markPace = { memory: 10_000, disk: 30_000 } as const
/** The screen hears of changes once in so many ms. */
const tellPace = 1_000
/** More texts than this are counted no further. */
const mostTexts = 2_000
/** Two times away are told together while nobody has seen the first, unless it lies further back. */
const longestMerge = 12 * 3_600_000

/**
 * Every answer of the carrier marks a moment in which this laptop was in reach. A gap between two of them is an outage, whatever
 * its cause: the way out was gone, the laptop slept, the app was closed, or one after the other. Its end is told once
 * catch-up has asked what came meanwhile.
 */
export function createAway(options: AwayOptions): Away {
  const { store, clock, link, log } = options
  const { db } = store
  let mark: Mark | null = null
  /** When the mark was last stored. */
  let storedAt = Number.NEGATIVE_INFINITY
  let lastProofAt: number | null = null
  /** What is known of the cause since the last proof. */
  let cause: AwayCause | null = null
  let outage: Outage | null = null
  /** Over, and not yet told: catch-up is still looking. */
  let isAwaited = false
  let telling: Timer | null = null
  let shownMessages: ReadonlySet<number> = new Set()
  let shownConversations: ReadonlySet<number> = new Set()
  let subscriptions: readonly (() => void)[] = []
  let isRunning = false

  function takeMark(at: number): Mark {
    return { at, seq: newestSeq(db), unfinished: unfinishedTexts(db, mostTexts) }
  }

  function storeMark(next: Mark): void {
    storedAt = next.at
    store.write((write) => writeMark(write.db, next, write.now))
  }

  /** Whoever has news of the link goes on, whatever becomes of it here: the disk may be full. */
  function guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      log.error('away-failed', { error })
    }
  }

  function withUnfinished(known: Mark): Mark {
    return { ...known, unfinished: [...new Set([...known.unfinished, ...unfinishedTexts(db, mostTexts)])] }
  }

  function lost(): void {
    if (cause !== null) return
    cause = 'offline'
    // The app may be closed before the way out is back.
    if (mark) storeMark((mark = withUnfinished(mark)))
  }

  function proved(): void {
    const now = clock.now()
    const before = lastProofAt
    if (before !== null && now - before > shortestOutage) over(before, now)
    lastProofAt = now
    cause = null
    if (mark === null || Math.abs(now - mark.at) >= markPace.memory) mark = takeMark(now)
    // A clock that was set back counts as well.
    if (Math.abs(now - storedAt) >= markPace.disk) storeMark(mark)
  }

  function over(from: number, to: number): void {
    const found = { from, to, cause: cause ?? 'asleep' } as const
    const before = withUnfinished(mark ?? takeMark(from))
    const merged = outage && !outage.dismissed && to - outage.to < longestMerge ? outage : null
    outage = {
      ...found,
      from: merged?.from ?? from,
      afterSeq: merged?.afterSeq ?? before.seq,
      throughSeq: newestSeq(db),
      unfinished: [...new Set([...(merged?.unfinished ?? []), ...before.unfinished])].slice(0, mostTexts),
      complete: false,
      dismissed: false,
    }
    log.info('was-away', { cause: outage.cause, seconds: Math.round((to - from) / 1000) })
    isAwaited = true
    mark = takeMark(to)
    keep()
    storeMark(mark)
    // The link speaks of its return only after its proof; before that nobody would look.
    queueMicrotask(options.catchUp)
  }

  function keep(): void {
    const kept = outage
    if (kept) store.write((write) => writeOutage(write.db, kept, write.now))
  }

  function view(): AwayView | null {
    if (!outage) return null
    const { view: made, messages, conversations } = summarize(db, outage, clock.now(), options.defaultCountry())
    shownMessages = messages
    shownConversations = conversations
    return made
  }

  function tell(): void {
    telling?.cancel()
    telling = null
    const made = view()
    if (made) options.changed(made)
  }

  function lookedBack(complete: boolean): void {
    // A look that was cut off by the stop ends too.
    if (!isRunning || !outage || outage.complete || (!complete && !isAwaited)) return
    isAwaited = false
    const through = newestSeq(db)
    const written = textsWritten(db, { after: outage.afterSeq, through }, mostTexts)
    outage = {
      ...outage,
      complete,
      throughSeq: through,
      unfinished: [...new Set([...outage.unfinished, ...written])].slice(0, mostTexts),
    }
    keep()
    tell()
  }

  return {
    view,
    dismiss() {
      if (outage && !outage.dismissed) {
        outage = { ...outage, dismissed: true }
        keep()
        tell()
      }
      return view()
    },
    suspended() {
      cause ??= 'asleep'
    },
    lookedBack: (complete) => guarded(() => lookedBack(complete)),
    touched({ messages, conversations }) {
      // What commits during the stop is told by the next start.
      if (!isRunning || !outage || outage.dismissed || isAwaited || telling) return
      if (!overlap(messages, shownMessages) && !overlap(conversations, shownConversations)) return
      telling = clock.after(tellPace, tell)
    },
    start() {
      isRunning = true
      outage = readOutage(db)
      mark = readMark(db)
      if (mark) {
        lastProofAt = mark.at
        cause = 'closed'
        // What expires before the way out is back was waiting too.
        mark = withUnfinished(mark)
      }
      subscriptions = [
        link.onProof(() => guarded(proved)),
        link.onChange((state) => {
          if (state === 'offline' || state === 'captive') guarded(lost)
        }),
      ]
    },
    stop() {
      isRunning = false
      for (const unsubscribe of subscriptions) unsubscribe()
      subscriptions = []
      telling?.cancel()
      telling = null
      const now = clock.now()
      const isInReach = link.state === 'online' && lastProofAt !== null && now - lastProofAt <= shortestOutage
      if (isInReach) guarded(() => storeMark(takeMark(now)))
    },
  }
}

function overlap<Item>(some: ReadonlySet<Item>, others: ReadonlySet<Item>): boolean {
  for (const item of some) if (others.has(item)) return true
  return false
}
