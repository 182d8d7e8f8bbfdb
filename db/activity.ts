import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** What somebody did at this laptop. */
export interface Activity {
  /** Who; empty where nobody is on duty. */
  readonly staff: string
  /** What kind of act, to look for it by: 'check-in', 'broadcast', 'pin-wrong'. */
  readonly kind: string
  /** In words, without phone numbers and without what was texted. */
  readonly words: string
  readonly playerId?: number | null
  readonly conversationId?: number | null
}

/** Writes an act into the record, in the transaction of the act itself. @param now epoch ms */
export function recordActivity(db: Db, activity: Activity, now: number): void {
  statement(
    db,
    'INSERT INTO activity (at, staff, kind, words, player_id, conversation_id) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(now, activity.staff, activity.kind, activity.words, activity.playerId ?? null, activity.conversationId ?? null)
}

/** What of the record is looked for; null: everything. */
export interface ActivityFilter {
  readonly staff: string | null
  readonly kind: string | null
  /** From this time on and before that one (epoch ms). */
  readonly from: number | null
  readonly until: number | null
  /** What was done about these players or in these conversations. */
  readonly people: { readonly players: readonly number[]; readonly conversations: readonly number[] } | null
}

export interface ActivityRow {
  readonly id: number
  readonly at: number
  readonly staff: string
  readonly kind: string
  readonly words: string
  readonly player_id: number | null
  readonly conversation_id: number | null
}

/** A page of the record, newest first, from a key on. */
export function listActivity(
  db: Db,
  filter: ActivityFilter,
  before: { readonly at: number; readonly id: number } | null,
  limit: number,
): readonly ActivityRow[] {
  const { staff, kind, from, until, people } = filter
  const given: readonly (readonly [string, readonly unknown[]] | null)[] = [
    before && ['(at, id) < (?, ?)', [before.at, before.id]],
    kind === null ? null : ['kind = ?', [kind]],
    staff === null ? null : ['staff = ?', [staff]],
    from === null ? null : ['at >= ?', [from]],
    until === null ? null : ['at < ?', [until]],
    people && [
      '(player_id IN (SELECT value FROM json_each(?)) OR conversation_id IN (SELECT value FROM json_each(?)))',
      [JSON.stringify(people.players), JSON.stringify(people.conversations)],
    ],
  ]
  const wanted = given.filter((one) => one !== null)
  const where = wanted.length === 0 ? '' : `WHERE ${wanted.map(([sql]) => sql).join(' AND ')}`
  return statement<ActivityRow>(
    db,
    `SELECT id, at, staff, kind, words, player_id, conversation_id FROM activity ${where}
     ORDER BY at DESC, id DESC LIMIT ?`,
  ).all(...wanted.flatMap(([, values]) => values), limit)
}

/** Every name that stands in the record, and every kind of act. */
export function activityChoices(db: Db): { readonly staff: readonly string[]; readonly kinds: readonly string[] } {
  const distinct = (column: 'staff' | 'kind'): readonly string[] =>
    statement<{ value: string }>(
      db,
      // From one value to the next by the index, whatever number of acts lies between.
      `WITH RECURSIVE known (value) AS (
         SELECT min(${column}) FROM activity
         UNION ALL
         SELECT (SELECT min(${column}) FROM activity WHERE ${column} > value) FROM known WHERE value IS NOT NULL)
       SELECT value FROM known WHERE value IS NOT NULL AND value <> ''`,
    )
      .all()
      .map(({ value }) => value)
  return { staff: distinct('staff'), kinds: distinct('kind') }
}

/** How many acts of a kind there were since a time (epoch ms), and when the last one was. */
export function countActivity(
  db: Db,
  kind: string,
  since: number,
): { readonly count: number; readonly lastAt: number | null } {
  return (
    statement<{ count: number; lastAt: number | null }>(
      db,
      'SELECT count(*) AS count, max(at) AS lastAt FROM activity WHERE kind = ? AND at >= ?',
    ).get(kind, since) ?? { count: 0, lastAt: null }
  )
}

/** Removes the oldest acts from before a time (epoch ms), at most so many. @returns how many there were */
export function removeActivity(db: Db, before: number, limit: number): number {
  return statement(
    db,
    'DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE at < ? ORDER BY at, id LIMIT ?)',
  ).run(before, limit).changes
}

/** Players whose name matches an FTS query, or a guardian's of their family. */
export function playersCalled(db: Db, match: string): readonly number[] {
  return statement<{ id: number }>(
    db,
    `SELECT rowid / 2 AS id FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 1
     UNION
     SELECT p.id FROM player p JOIN guardian g ON g.family_id = p.family_id
     WHERE g.id IN (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 0)`,
  )
    .all(match, match)
    .map(({ id }) => id)
}
