import { waitingTimes, moveWaiting, saveSchedule } from '../../../db/schedules.ts'
import type { Write } from '../store.ts'
import { followWall } from './wall-clock.ts'

/**
 * Works out anew when the planned texts leave, after the camp's time zone or its rules became others: the hour that a person chose
 * stays, the instant moves. Returns how many moved.
 */
export function followZone(write: Write): number {
  const { zone } = write
  let moved = 0
  for (const row of waitingTimes(write.db)) {
    const sendAt = followWall(row, row.send_at, zone)
    if (sendAt === row.send_at && row.zone === zone) continue
    const { send_at, ...plan } = row
    saveSchedule(write.db, { ...plan, zone })
    if (sendAt === send_at) continue
    moveWaiting(write.db, row.message_seq, sendAt, sendAt + row.use_minutes * 60_000)
    write.message(row.message_seq)
    moved += 1
  }
  if (moved > 0) {
    write.stale('scheduled')
    write.wakeOutbox()
  }
  return moved
}
