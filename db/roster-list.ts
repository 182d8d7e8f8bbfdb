import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** A player as the list of people shows one, with the camps, guardians and tags as JSON. */
export interface ListedPlayerRow {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
  readonly birth_year: number | null
  readonly note: string | null
  readonly camp_group: string | null
  readonly camps: string
  readonly guardians: string
  readonly tags: string
}

/** Where a page of the list ends: names as they are sorted, then the id. */
export interface PlayerKey {
  readonly lastName: string
  readonly firstName: string
  readonly id: number
}

const columns = `p.id, p.family_id, p.first_name, p.last_name, p.birth_year, p.note, p.camp_group,
  (SELECT json_group_array(json_object('name', c.name, 'group', e.camp_group, 'field', e.field, 'days', e.days))
   FROM enrolment e JOIN camp c ON c.id = e.camp_id WHERE e.player_id = p.id) AS camps,
  (SELECT json_group_array(json_object('id', g.id, 'name', trim(g.first_name || ' ' || g.last_name), 'role', g.role,
     'noInformation', (SELECT b.reason FROM no_information b WHERE b.player_id = p.id AND b.guardian_id = g.id),
     'mayPickUp', (SELECT u.allowed FROM pick_up u WHERE u.player_id = p.id AND u.guardian_id = g.id),
     'numbers', json((SELECT json_group_array(n.address) FROM guardian_number n WHERE n.guardian_id = g.id))))
   FROM guardian g WHERE g.family_id = p.family_id) AS guardians,
  (SELECT json_group_array(t.tag) FROM player_tag t WHERE t.player_id = p.id) AS tags`

const order = 'ORDER BY p.last_name COLLATE NOCASE, p.first_name COLLATE NOCASE, p.id LIMIT ?'
const behind = `(p.last_name COLLATE NOCASE, p.first_name COLLATE NOCASE, p.id) > (? COLLATE NOCASE, ? COLLATE NOCASE, ?)`

/** Only players in a camp, of a group, with a tag; null: whatever theirs is. */
export interface PlayerFilter {
  readonly campId: number | null
  readonly group: string | null
  readonly tag: string | null
}

type Condition = readonly [sql: string, ...bound: readonly (string | number)[]]

const everybody: PlayerFilter = { campId: null, group: null, tag: null }

/** Conditions and what they are bound to. */
function conditionsOf({ campId, group, tag }: PlayerFilter): readonly Condition[] {
  return [
    ...(campId === null
      ? []
      : [['EXISTS (SELECT 1 FROM enrolment e WHERE e.player_id = p.id AND e.camp_id = ?)', campId] as const]),
    ...(group === null
      ? []
      : [
          [
            '(p.camp_group = ? OR EXISTS (SELECT 1 FROM enrolment e WHERE e.player_id = p.id AND e.camp_group = ?))',
            group,
            group,
          ] as const,
        ]),
    ...(tag === null
      ? []
      : [['EXISTS (SELECT 1 FROM player_tag t WHERE t.player_id = p.id AND t.tag = ?)', tag] as const]),
  ]
}

function select(db: Db, conditions: readonly Condition[], limit: number): readonly ListedPlayerRow[] {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => `(${sql})`).join(' AND ')}`
  const bound = conditions.flatMap(([, ...values]) => values)
  return statement<ListedPlayerRow>(db, `SELECT ${columns} FROM player p ${where} ${order}`).all(...bound, limit)
}

/** Players by name, from a place on. */
export function listPlayers(
  db: Db,
  after: PlayerKey | null,
  limit: number,
  filter: PlayerFilter = everybody,
): readonly ListedPlayerRow[] {
  const place = after === null ? [] : [[behind, after.lastName, after.firstName, after.id] as const]
  return select(db, [...place, ...conditionsOf(filter)], limit)
}

/** Players whose name, or one of whose guardians' names, matches an FTS query; or whose family's numbers hold digits. */
export function findPlayers(
  db: Db,
  by: { readonly match: string } | { readonly digits: string },
  limit: number,
  filter: PlayerFilter = everybody,
): readonly ListedPlayerRow[] {
  const found =
    'digits' in by
      ? ([
          `p.family_id IN (SELECT g.family_id FROM guardian g JOIN guardian_number n ON n.guardian_id = g.id
             WHERE n.address LIKE '%' || ? || '%')`,
          by.digits,
        ] as const)
      : ([
          `p.id IN (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 1)
           OR p.family_id IN (SELECT g.family_id FROM guardian g
             WHERE g.id IN (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 0))`,
          by.match,
          by.match,
        ] as const)
  return select(db, [found, ...conditionsOf(filter)], limit)
}

export function countPlayers(db: Db): number {
  return statement<{ n: number }>(db, 'SELECT count(*) AS n FROM player').get()?.n ?? 0
}
