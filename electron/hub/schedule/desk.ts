import { waitsInOtherZone } from '../../../db/schedules.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import { followZone } from './follow-zone.ts'

/** Milliseconds between two looks whether the zone is another one: a setting may come with a copy that was put back. */
const pace = 60_000

/** Keeps planned texts at the hour that was chosen for them, whatever becomes of the time zone. */
export interface ScheduleDesk extends DayDesk {
  /** The camp's time zone may be another one. */
  settingsChanged(): void
}

export function createScheduleDesk({ store, clock, settings, log }: DayParts): ScheduleDesk {
  let timer: Timer | null = null
  let isFirst = true

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
    timer = clock.after(pace, look)
  }

  // In a turn of its own: the store is being opened, and its settings are read after it.
  timer = clock.after(0, look)
  return {
    settingsChanged: look,
    committed: () => undefined,
    stop() {
      timer?.cancel()
      timer = null
      return Promise.resolve()
    },
  }
}
