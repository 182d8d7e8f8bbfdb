import { removeActivity } from '../../../db/activity.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'

const day = 24 * 3_600_000
/** So long the record is kept: a season, and what is asked about it in the year after. */
const kept = 365 * day
/** The first look, once the start is over. */
const afterStart = 5 * 60_000
/** Acts that are removed in one commit; the others follow in a moment. */
const most = 2_000
const moment = 1_000

/** Removes what was done more than a year ago from the record, a little each day. */
export function createActivityKeeper({ store, clock, log }: Pick<DayParts, 'store' | 'clock' | 'log'>): DayDesk {
  let timer: Timer = clock.after(afterStart, look)

  function look(): void {
    let removed = 0
    try {
      // A disk without room has more urgent things to do.
      if (!store.isShort) removed = store.write(({ db, now }) => removeActivity(db, now - kept, most))
    } catch (error) {
      log.error('activity-not-tidied', { error })
    }
    timer = clock.after(removed === most ? moment : day, look)
  }

  return {
    committed() {},
    stop() {
      timer.cancel()
      return Promise.resolve()
    },
  }
}
