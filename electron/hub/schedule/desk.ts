import { waitsInOtherZone, wantedBack } from '../../../db/schedules.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import { followZone } from './follow-zone.ts'
import { takeBack } from './take-back.ts'

/** Milliseconds between two looks whether the zone is another one: a setting may come with a copy that was put back. */
const pace = 60_000
/** What the carrier did not take back is asked for again after so many milliseconds. */
const askAgainAfter = 15_000

/** Keeps planned texts at the hour that was chosen for them, and takes back what the carrier holds. */
export interface ScheduleDesk extends DayDesk {
  /** The camp's time zone may be another one. */
  settingsChanged(): void
}

export function createScheduleDesk({ store, clock, settings, log, line }: DayParts): ScheduleDesk {
  let timer: Timer | null = null
  let soon: Timer | null = null
  let isFirst = true
  let isStopped = false
  let taking: Promise<void> | null = null

  function look(): void {
    try {
      // At a start the zone's rules may be others than before, too: an update of the system brings them.
      if (isFirst || waitsInOtherZone(store.db, settings().timeZone)) {
        const moved = store.write(followZone)
        if (moved > 0) log.info('scheduled-texts-moved', { count: moved })
        isFirst = false
      }
    } catch (error) {
      log.error('zone-not-followed', { error })
    }
    timer?.cancel()
    timer = isStopped ? null : clock.after(pace, look)
    takeBackSoon(0)
  }

  function takeBackSoon(delay: number): void {
    if (!isStopped && !taking) soon ??= clock.after(delay, begin)
  }

  function begin(): void {
    soon = null
    const ready = line()
    if (isStopped || taking || !ready) return
    const wanted = wantedBack(store.db)
    if (wanted.length === 0) return
    let isAllDone = true
    const work = async (): Promise<void> => {
      for (const one of wanted) {
        if (isStopped) return
        isAllDone = (await takeBack(store, ready.carrier, one)) && isAllDone
      }
    }
    taking = work()
      .catch((error: unknown) => {
        isAllDone = false
        log.error('not-taken-back', { error })
      })
      .finally(() => {
        taking = null
        takeBackSoon(isAllDone ? 0 : askAgainAfter)
      })
  }

  // In a turn of its own: the store is being opened, and its settings are read after it.
  timer = clock.after(0, look)
  return {
    settingsChanged: look,
    committed(touched) {
      if (touched.stale.has('scheduled')) takeBackSoon(0)
    },
    async stop() {
      isStopped = true
      timer?.cancel()
      soon?.cancel()
      await taking
    },
  }
}
