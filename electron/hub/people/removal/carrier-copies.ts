import { nextRemoval, postponeRemoval, settleRemoval } from '../../../../db/carrier-removal.ts'
import type { CarrierRemovalRow } from '../../../../db/carrier-removal.ts'
import { assertNever } from '../../assert-never.ts'
import type { ReadOutcome } from '../../carrier/types.ts'
import type { Timer } from '../../clock.ts'
import type { DayDesk, DayParts } from '../../day/day.ts'

/** Milliseconds: between two deletions; until a text's delivery has ended; the first and the longest wait after no answer. */
const pace = { next: 100, busy: 10 * 60_000, first: 60_000, longest: 3_600_000, noLine: 60_000 } as const

/** Deletes the carrier's copies of texts that were deleted here, where that was wished: one after the other, until each is gone. */
export function openCarrierCopies({
  store,
  clock,
  log,
  line,
}: Pick<DayParts, 'store' | 'clock' | 'log' | 'line'>): DayDesk {
  let timer: Timer | null = null
  let underWay: Promise<void> | null = null
  let isStopped = false

  function lookIn(delay: number): void {
    if (isStopped) return
    timer?.cancel()
    timer = clock.after(delay, look)
  }

  function look(): void {
    timer?.cancel()
    timer = null
    if (isStopped || underWay) return
    const row = nextRemoval(store.db)
    if (!row) return
    const wait = row.due_at - clock.now()
    if (wait > 0) return lookIn(Math.min(wait, pace.longest))
    const at = line()
    if (!at || at.link.state === 'offline') return lookIn(pace.noLine)
    underWay = at.carrier
      .remove(row.sid)
      .then((outcome) => settle(row, outcome))
      .then(
        () => pace.next,
        (error: unknown) => {
          // The disk is full, say: Twilio is asked again, which does no harm to what is gone.
          log.error('carrier-copy-not-deleted', { error })
          return pace.longest
        },
      )
      .then((delay) => {
        underWay = null
        lookIn(delay)
      })
  }

  function settle(row: CarrierRemovalRow, outcome: ReadOutcome<'removed' | 'busy'>): void {
    const backOff = Math.min(pace.first * 2 ** row.tries, pace.longest)
    switch (outcome.kind) {
      case 'ok':
        if (outcome.value === 'busy') return postpone(row, pace.busy)
        return store.write(({ db }) => settleRemoval(db, row.sid))
      case 'not-found':
        return store.write(({ db }) => settleRemoval(db, row.sid))
      case 'wait':
        return postpone(row, Math.max(outcome.retryAfter ?? 0, backOff))
      case 'account-trouble':
        return postpone(row, pace.longest)
      case 'no-answer':
        return postpone(row, backOff)
      default:
        return assertNever(outcome)
    }
  }

  function postpone({ sid }: CarrierRemovalRow, delay: number): void {
    store.write(({ db, now }) => postponeRemoval(db, sid, now + delay))
  }

  // A start after a crash finds what is left.
  lookIn(pace.first)
  return {
    committed({ stale }) {
      if (stale.has('people') && !underWay) lookIn(0)
    },
    async stop() {
      isStopped = true
      timer?.cancel()
      await underWay
    },
  }
}
