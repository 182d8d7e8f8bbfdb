import { guardianIdsOf, playerIdsOf } from '../../db/people.ts'
import { findAttendance, putAttendance, recordTick } from '../../db/attendance.ts'
import type { AttendanceRow } from '../../db/attendance.ts'
import { insertRosterRow } from '../../db/roster.ts'
import type { Db } from '../../db/open.ts'
import { nameKey } from './people/import/name-key.ts'
import { newId } from './ids.ts'
import type { LocalDay } from './local-time.ts'
import type { SampleDay, SampleTick } from './practice/sample-day.ts'

/**
 * Enrolls the sample camp's players in its camp of today, with what was ticked already.
 * @param families ids of the sample camp's families, in its order
 * @param campId the camp's id, which nothing of the live store has
 */
export function fillDay(
  db: Db,
  day: SampleDay,
  families: readonly number[],
  at: { readonly day: LocalDay; readonly now: number; readonly campId: number },
): void {
  insertRosterRow(db, 'camp', {
    id: at.campId,
    name: day.camp,
    name_key: nameKey(day.camp),
    created_at: at.now,
    begins_at: day.beginsAt,
    ends_at: day.endsAt,
    grace: day.grace,
  })
  for (const { family, player, field, tick } of day.players) {
    const playerId = playerIdsOf(db, families[family] ?? 0)[player]
    if (playerId === undefined) continue
    insertRosterRow(db, 'enrolment', { player_id: playerId, camp_id: at.campId, camp_group: null, field, days: null })
    if (tick === null) continue
    const key = { player_id: playerId, camp_id: at.campId, day: at.day }
    putAttendance(db, key, { ...key, ...rowOf(tick) })
    recordTick(db, newId(tick.at), tick.staff, key, { before: null, after: findAttendance(db, key) ?? null }, tick.at)
  }
  for (const { family, guardian } of day.mayPickUp) {
    const guardianId = guardianIdsOf(db, families[family] ?? 0)[guardian]
    if (guardianId === undefined) continue
    for (const playerId of playerIdsOf(db, families[family] ?? 0))
      insertRosterRow(db, 'pick_up', { player_id: playerId, guardian_id: guardianId, allowed: 1 })
  }
  if (day.barred === null) return
  const { family, guardian, reason } = day.barred
  const guardianId = guardianIdsOf(db, families[family] ?? 0)[guardian]
  if (guardianId === undefined) return
  for (const playerId of playerIdsOf(db, families[family] ?? 0)) {
    insertRosterRow(db, 'pick_up', { player_id: playerId, guardian_id: guardianId, allowed: 0 })
    insertRosterRow(db, 'no_information', {
      guardian_id: guardianId,
      player_id: playerId,
      reason,
      since: at.now,
      staff: '',
    })
  }
}

type DayFacts = Omit<AttendanceRow, 'player_id' | 'camp_id' | 'day'>

const nothing = {
  expected_at: null,
  arrived_at: null,
  arrived_by: null,
  left_at: null,
  left_by: null,
  picked_up_by: null,
  note: null,
} as const

function rowOf(tick: SampleTick): DayFacts {
  switch (tick.state) {
    case 'here':
      return { ...nothing, state: 'here', arrived_at: tick.at, arrived_by: tick.staff }
    case 'late':
      return { ...nothing, state: 'late', expected_at: tick.expectedAt }
    case 'absent':
      return { ...nothing, state: 'absent', note: tick.note }
  }
}
