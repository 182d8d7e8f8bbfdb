import type { Db } from '../../../../db/open.ts'
import { statement } from '../../../../db/statement.ts'

/** Whose rows go into an export; null: everybody's. */
export interface ExportScope {
  readonly players: readonly number[]
  readonly guardians: readonly number[]
  readonly families: readonly number[]
  readonly conversations: readonly number[]
}

export interface ExportTable {
  readonly file: string
  readonly columns: readonly string[]
  /** Before every key. */
  readonly start: number | string
  /** One page behind a row's `key`; the last column is the key itself, and is not written. */
  page(db: Db, scope: ExportScope | null, after: number | string, limit: number): readonly (readonly unknown[])[]
}

type Owner = keyof ExportScope

/** A table of the export by its select, which names its key column, by which it is paged, last. */
function table(file: string, columns: readonly string[], owner: Owner | null, of: string, select: string): ExportTable {
  return {
    file,
    columns,
    start: select.includes('AS TEXT') ? '' : 0,
    page(db, scope, after, limit) {
      const isPart = scope !== null && owner !== null
      const sql = select.replace('/*SCOPE*/', isPart ? `AND ${of} IN (SELECT value FROM json_each(?))` : '')
      const prepared = statement<readonly unknown[]>(db, `${sql} LIMIT ?`).raw(true)
      const bound = isPart ? [after, JSON.stringify(scope[owner]), limit] : [after, limit]
      return prepared.all(...bound) as readonly (readonly unknown[])[]
    },
  }
}

const time = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%SZ', ${column} / 1000, 'unixepoch')`
/** Two ids in one text that sorts as they do: as a number they would not fit. */
const pairKey = `printf('%015d %015d', b.guardian_id, b.player_id)`
const name = (alias: string): string => `trim(${alias}.first_name || ' ' || ${alias}.last_name)`

export const peopleTables: readonly ExportTable[] = [
  table(
    'players.csv',
    ['First name', 'Last name', 'Birth year', 'Camps', 'Notes', 'Tags', 'Registration', 'Family'],
    'players',
    'p.id',
    `SELECT p.first_name, p.last_name, p.birth_year,
       (SELECT group_concat(c.name || coalesce(' · ' || e.camp_group, '') || coalesce(' · ' || e.field, '') || coalesce(' · ' || e.days, ''), '; ')
        FROM enrolment e JOIN camp c ON c.id = e.camp_id WHERE e.player_id = p.id),
       p.note, (SELECT group_concat(tag, '; ') FROM player_tag t WHERE t.player_id = p.id), p.registration, p.family_id, p.id
     FROM player p WHERE p.id > ? /*SCOPE*/ ORDER BY p.id`,
  ),
  table(
    'guardians.csv',
    ['First name', 'Last name', 'Role', 'Phones', 'E-mail', 'Language', 'Players', 'Family'],
    'guardians',
    'g.id',
    `SELECT g.first_name, g.last_name, g.role,
       (SELECT group_concat(n.address, '; ') FROM guardian_number n WHERE n.guardian_id = g.id), g.email, g.language,
       (SELECT group_concat(${name('p')}, '; ') FROM player p WHERE p.family_id = g.family_id), g.family_id, g.id
     FROM guardian g WHERE g.id > ? /*SCOPE*/ ORDER BY g.id`,
  ),
  table(
    'pick-ups.csv',
    ['Player', 'Who', 'Allowed'],
    'players',
    'u.player_id',
    `SELECT ${name('p')}, coalesce(u.name, ${name('g')}), iif(u.allowed = 1, 'yes', 'NOT'), u.id
     FROM pick_up u JOIN player p ON p.id = u.player_id LEFT JOIN guardian g ON g.id = u.guardian_id
     WHERE u.id > ? /*SCOPE*/ ORDER BY u.id`,
  ),
  table(
    'no-information.csv',
    ['Guardian', 'Must not hear about', 'Reason', 'Since', 'Staff'],
    'players',
    'b.player_id',
    `SELECT ${name('g')}, ${name('p')}, b.reason, ${time('b.since')}, b.staff, ${pairKey} AS key
     FROM no_information b JOIN guardian g ON g.id = b.guardian_id JOIN player p ON p.id = b.player_id
     WHERE ${pairKey} > CAST(? AS TEXT) /*SCOPE*/ ORDER BY key`,
  ),
  table(
    'notes.csv',
    ['Family', 'Note', 'Staff', 'At'],
    'families',
    'n.family_id',
    `SELECT n.family_id, n.words, n.staff, ${time('n.at')}, n.id FROM family_note n WHERE n.id > ? /*SCOPE*/ ORDER BY n.id`,
  ),
  table(
    'attendance.csv',
    [
      'Day',
      'Player',
      'Camp',
      'State',
      'Expected',
      'Arrived',
      'Checked in by',
      'Left',
      'Checked out by',
      'Picked up by',
      'Note',
    ],
    'players',
    'a.player_id',
    `SELECT a.day, ${name('p')}, c.name, a.state, ${time('a.expected_at')}, ${time('a.arrived_at')}, a.arrived_by, ${time('a.left_at')},
       a.left_by, a.picked_up_by, a.note, a.day || ' ' || a.player_id || ' ' || a.camp_id AS key
     FROM attendance a JOIN player p ON p.id = a.player_id JOIN camp c ON c.id = a.camp_id
     WHERE a.day || ' ' || a.player_id || ' ' || a.camp_id > CAST(? AS TEXT) /*SCOPE*/ ORDER BY key`,
  ),
  table(
    'messages.csv',
    ['Number', 'With', 'Direction', 'Kind', 'State', 'Written', 'Sent', 'Delivered', 'Author', 'Text', 'Pictures'],
    'conversations',
    'm.conversation_id',
    `SELECT c.address,
       (SELECT group_concat(DISTINCT ${name('g')}) FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE n.address = c.address),
       m.direction, m.channel, m.state, ${time('m.created_at')}, ${time('m.sent_at')}, ${time('m.delivered_at')}, m.author, m.body,
       (SELECT count(*) FROM media d WHERE d.message_seq = m.seq), m.seq
     FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.seq > ? /*SCOPE*/ ORDER BY m.seq`,
  ),
]

export const consentTable: ExportTable = table(
  'consent.csv',
  ['Number', 'Sender', 'State', 'Source', 'At'],
  'conversations',
  '(SELECT id FROM conversation v WHERE v.address = k.address)',
  `SELECT k.address, k.sender, iif(k.state = 'out', 'no texts', 'texts'), k.source, ${time('k.at')}, k.address || ' ' || k.sender AS key
   FROM consent k WHERE k.address || ' ' || k.sender > CAST(? AS TEXT) /*SCOPE*/ ORDER BY key`,
)

export const activityTable: ExportTable = table(
  'activity.csv',
  ['At', 'Staff', 'Kind', 'What'],
  'players',
  'a.player_id',
  `SELECT ${time('a.at')}, a.staff, a.kind, a.words, a.id FROM activity a WHERE a.id > ? /*SCOPE*/ ORDER BY a.id`,
)
