import type { Db } from '../../db/open.ts'
import type { Settings } from '../ipc/contract/views.ts'
import { campViews } from './checkin/camps.ts'
import { localTimeAt } from './local-time.ts'

/** The laptop stays awake so many minutes before a camp's day begins, and after it ends. */
const around = 60

/**
 * Whether the clock on the camp's wall shows camp hours, of a camp with players that runs today.
 * @param now epoch ms by the hub's clock
 */
export function isCampHours(db: Db, now: number, zone: string): boolean {
  const { minutes } = localTimeAt(now, zone)
  return campViews(db, { now, zone }).some(
    ({ runsToday, players, beginsAt, endsAt }) =>
      runsToday && players > 0 && minutes >= beginsAt - around && minutes <= endsAt + around,
  )
}

/** Whether the laptop should not fall asleep: a broadcast runs, or it was asked for and these are camp hours. */
export function shouldKeepAwake(
  live: { readonly db: Db; readonly isSending: boolean },
  settings: Pick<Settings, 'keepAwake' | 'timeZone'>,
  now: number,
): boolean {
  return live.isSending || (settings.keepAwake && isCampHours(live.db, now, settings.timeZone))
}
