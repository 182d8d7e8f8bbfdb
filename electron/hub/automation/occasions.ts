import { attendedOn, campHours, isDone, tickedSince } from '../../../db/automations.ts'
import type { AutomationRow, CampHours } from '../../../db/automations.ts'
import type { Db } from '../../../db/open.ts'
import { readBoard } from '../checkin/board.ts'
import { assertNever } from '../assert-never.ts'
import { addDays, instantOf, localTimeAt } from '../local-time.ts'
import type { LocalDay } from '../local-time.ts'
import type { AutomationContext } from './context.ts'
import { settingsOf } from './kinds.ts'

const minute = 60_000
const hour = 60 * minute
/** A tick at the board may be a slip: what follows from it waits this long, in milliseconds. */
export const slipTime = minute
/** Of use for so many minutes where the template says nothing. */
const usualUse = { ticked: 60, planned: 600 } as const
/** A follow-up is at most so many days after its day. */
const mostDays = 4

/** Something that happened, or a time that has come, and the players it is about. */
export interface Occasion {
  /** Names it among all of its automation's. */
  readonly key: string
  /** When it fell due (epoch ms). */
  readonly at: number
  /** After this time its texts are of no use (epoch ms). */
  readonly until: number
  readonly players: readonly number[]
  readonly campOf: ReadonlyMap<number, number>
  /** What {{time}} says; null: nothing. */
  readonly time: string | null
}

/** Name of a player's part of an occasion. */
export function subjectKey({ key, campOf }: Pick<Occasion, 'key' | 'campOf'>, playerId: number): string {
  return `${key} k${campOf.get(playerId) ?? 0} p${playerId}`
}

/**
 * What has fallen due since an automation was turned on and has not been dealt with. What is past its use is among it: it is
 * left, and the log says so.
 * @param useMinutes of the template; null: as usual
 */
export function dueOccasions(
  db: Db,
  automation: AutomationRow,
  useMinutes: number | null,
  context: AutomationContext,
): readonly Occasion[] {
  const since = automation.enabled_at
  if (since === null) return []
  return occasionsOf(db, automation, useMinutes, context, since)
    .filter(({ at }) => at >= since && at <= context.now)
    .map((occasion) => ({
      ...occasion,
      players: occasion.players.filter((id) => !isDone(db, automation.id, subjectKey(occasion, id))),
    }))
    .filter(({ players }) => players.length > 0)
}

function occasionsOf(
  db: Db,
  automation: AutomationRow,
  useMinutes: number | null,
  context: AutomationContext,
  since: number,
): readonly Occasion[] {
  const settings = settingsOf(automation)
  switch (settings.kind) {
    case 'check-in':
    case 'pick-up':
      return ticked(db, settings.kind, useMinutes ?? usualUse.ticked, context, since)
    case 'follow-up': {
      const today = localTimeAt(context.now, context.zone).day
      return days(today, -mostDays, 0).flatMap((day) =>
        followUps(db, day, settings, useMinutes ?? usualUse.planned, context),
      )
    }
    case 'reminder': {
      const today = localTimeAt(context.now, context.zone).day
      return reminders(db, addDays(today, 1), settings, useMinutes ?? usualUse.planned, context)
    }
    // They answer what comes in.
    case 'keyword':
    case 'after-hours':
      return []
    default:
      return assertNever(settings)
  }
}

function days(from: LocalDay, first: number, last: number): readonly LocalDay[] {
  return Array.from({ length: last - first + 1 }, (_, index) => addDays(from, first + index))
}

/** One occasion for those who were ticked about the same time: siblings are told of together. */
function ticked(
  db: Db,
  kind: 'check-in' | 'pick-up',
  useMinutes: number,
  { now, zone }: AutomationContext,
  since: number,
): readonly Occasion[] {
  const { day } = localTimeAt(now, zone)
  const groups = new Map<string, { at: number; players: number[]; campOf: Map<number, number> }>()
  for (const row of tickedSince(db, kind, day, since)) {
    if (row.at > now - slipTime) continue
    const key = `${kind} ${day}`
    const slot = `${key} ${Math.floor(row.at / (5 * minute))}`
    const group = groups.get(slot) ?? { at: row.at, players: [], campOf: new Map<number, number>() }
    groups.set(slot, group)
    group.players.push(row.player_id)
    group.campOf.set(row.player_id, row.camp_id)
  }
  return [...groups.values()].map(({ at, players, campOf }) => ({
    key: `${kind} ${day}`,
    at,
    until: at + useMinutes * minute,
    players,
    campOf,
    time: null,
  }))
}

/** Of a day: one for each camp that ran on it. */
export function followUps(
  db: Db,
  day: LocalDay,
  { hours, which }: { readonly hours: number; readonly which: 'each-day' | 'last-day' },
  useMinutes: number,
  { zone }: AutomationContext,
): readonly Occasion[] {
  return campHours(db)
    .filter((camp) => which === 'each-day' || camp.last_day === day)
    .map((camp) => {
      const at = instantOf(day, camp.ends_at, zone) + hours * hour
      const players = attendedOn(db, camp.id, day)
      return {
        key: `follow-up ${day}`,
        at,
        until: at + useMinutes * minute,
        players,
        campOf: new Map(players.map((id) => [id, camp.id])),
        time: null,
      }
    })
}

/** For a day to come: one for each camp that begins, or goes on, on it. */
export function reminders(
  db: Db,
  day: LocalDay,
  { minutes, which }: { readonly minutes: number; readonly which: 'each-day' | 'first-day' },
  useMinutes: number,
  { zone }: AutomationContext,
): readonly Occasion[] {
  const at = instantOf(addDays(day, -1), minutes, zone)
  // "Tomorrow" is over at midnight.
  const until = Math.min(at + useMinutes * minute, instantOf(day, 0, zone))
  const camps = new Map<number, CampHours>(campHours(db).map((camp) => [camp.id, camp]))
  const rows = readBoard(db, { now: instantOf(day, 0, zone), zone })
  const byCamp = new Map<number, number[]>()
  for (const { campId, playerId, isListed, state } of rows) {
    if (!isListed || state === 'absent') continue
    const players = byCamp.get(campId)
    if (players) players.push(playerId)
    else byCamp.set(campId, [playerId])
  }
  return [...byCamp].flatMap(([campId, players]) => {
    const camp = camps.get(campId)
    if (!camp || (which === 'first-day' && camp.first_day !== day)) return []
    return [
      {
        key: `reminder ${day}`,
        at,
        until,
        players,
        campOf: new Map(players.map((id) => [id, campId])),
        time: clockWords(camp.begins_at),
      },
    ]
  })
}

/** "9:05". */
function clockWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
