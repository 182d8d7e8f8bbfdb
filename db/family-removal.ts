import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** What one family has in the store besides its own rows. */
export interface FamilyTraces {
  readonly familyId: number
  readonly players: readonly number[]
  readonly guardians: readonly number[]
  /** Whole names, as records may quote them. */
  readonly names: readonly string[]
  /** Numbers that reach nobody else. */
  readonly addresses: readonly string[]
  /** Conversations with those numbers. */
  readonly conversations: readonly number[]
}

/** What records say in place of whom they were about. */
export const removedWords = 'About a family that was deleted'

const among = 'IN (SELECT value FROM json_each(?))'
const json = (values: readonly unknown[]): string => JSON.stringify(values)

/** Reads what a deletion has to reach. */
export function familyTraces(db: Db, familyId: number): FamilyTraces {
  const all = <Row>(sql: string, ...bound: readonly unknown[]): readonly Row[] => statement<Row>(db, sql).all(...bound)
  const people = (table: 'player' | 'guardian') =>
    all<{ id: number; name: string }>(
      `SELECT id, trim(first_name || ' ' || last_name) AS name FROM ${table} WHERE family_id = ?`,
      familyId,
    )
  const players = people('player')
  const guardians = people('guardian')
  const former = all<{ name: string }>('SELECT name FROM former_number WHERE family_id = ?', familyId)
  const addresses = all<{ address: string }>(
    `SELECT own.address FROM (
       SELECT n.address FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE g.family_id = ?
       UNION SELECT address FROM former_number WHERE family_id = ?) own
     WHERE NOT EXISTS (SELECT 1 FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id
       WHERE n.address = own.address AND g.family_id <> ?)`,
    familyId,
    familyId,
    familyId,
  ).map(({ address }) => address)
  return {
    familyId,
    players: players.map(({ id }) => id),
    guardians: guardians.map(({ id }) => id),
    names: [
      ...new Set([
        ...[...players, ...guardians, ...former].map(({ name }) => name),
        ...earlierNames(db, 'player', players),
        ...earlierNames(db, 'guardian', guardians),
      ]),
    ].filter((name) => name !== ''),
    addresses,
    conversations: all<{ id: number }>(
      `SELECT id FROM conversation WHERE kind = 'phone' AND address ${among}`,
      json(addresses),
    ).map(({ id }) => id),
  }
}

/** What they were called before, as imports and acts by hand kept it. */
function earlierNames(
  db: Db,
  entity: 'player' | 'guardian',
  people: readonly { readonly id: number }[],
): readonly string[] {
  const ids = json(people.map(({ id }) => id))
  const named = (row: string): string =>
    `trim(coalesce(json_extract(${row}, '$.first_name'), '') || ' ' || coalesce(json_extract(${row}, '$.last_name'), '')) AS name`
  const of = (source: string, row: string, kind: string): string =>
    `SELECT ${named(row)} FROM ${source} WHERE ${kind} = $entity AND json_extract(${row}, '$.id') IN (SELECT value FROM json_each($ids))`
  const acts = 'people_act a, json_each(a.changes) c'
  const kind = `json_extract(c.value, '$.entity')`
  return statement<{ name: string }>(
    db,
    [
      of('roster_change', 'before', 'entity'),
      of('roster_change', 'after', 'entity'),
      of(acts, `json_extract(c.value, '$.before')`, kind),
      of(acts, `json_extract(c.value, '$.after')`, kind),
    ].join(' UNION '),
  )
    .all({ entity, ids })
    .map(({ name }) => name)
}

/** How many texts of these conversations are with the carrier at this moment: nobody can say what becomes of them. */
export function textsUnderWay(db: Db, conversations: readonly number[] | null): number {
  const phases = `phase IN ('sending', 'uncertain')`
  const row =
    conversations === null
      ? statement<{ n: number }>(db, `SELECT count(*) AS n FROM outbox WHERE ${phases}`).get()
      : statement<{ n: number }>(
          db,
          `SELECT count(*) AS n FROM outbox WHERE ${phases} AND conversation_id ${among}`,
        ).get(json(conversations))
  return row?.n ?? 0
}

/** Names of the media files of these conversations. */
export function mediaOfConversations(db: Db, conversations: readonly number[]): readonly string[] {
  return statement<{ id: string }>(
    db,
    `SELECT d.id FROM media d JOIN message m ON m.seq = d.message_seq WHERE m.conversation_id ${among}`,
  )
    .all(json(conversations))
    .map(({ id }) => id)
}

/**
 * Takes conversations out with all their texts, and remembers the carrier's ids of these, so that catching up does not bring
 * them back.
 * @returns how many texts went
 */
export function removeConversations(db: Db, conversations: readonly number[]): number {
  const ids = json(conversations)
  const ours = `IN (SELECT seq FROM message WHERE conversation_id ${among})`
  statement(
    db,
    `INSERT INTO forgotten_text (sid) SELECT sid FROM message WHERE sid IS NOT NULL AND conversation_id ${among}
     UNION SELECT sid FROM attempt WHERE sid IS NOT NULL AND message_seq ${ours}
     UNION SELECT call_sid FROM voice_call WHERE call_sid IS NOT NULL AND message_seq ${ours} ON CONFLICT DO NOTHING`,
  ).run(ids, ids, ids)
  statement(
    db,
    `DELETE FROM carrier_status WHERE attempt_id IN (SELECT id FROM attempt WHERE message_seq ${ours})
       OR sid IN (SELECT sid FROM message WHERE conversation_id ${among})`,
  ).run(ids, ids)
  statement(
    db,
    `UPDATE message SET replaces_id = NULL, replaced_by_id = NULL
     WHERE conversation_id ${among} AND (replaces_id IS NOT NULL OR replaced_by_id IS NOT NULL)`,
  ).run(ids)
  statement(db, `UPDATE automation_run SET words = ? WHERE conversation_id ${among} OR message_seq ${ours}`).run(
    removedWords,
    ids,
    ids,
  )
  const { changes } = statement(db, `DELETE FROM message WHERE conversation_id ${among}`).run(ids)
  statement(db, `DELETE FROM conversation WHERE id ${among}`).run(ids)
  return changes
}

/** Takes the names out of what stays of these conversations: ledgers of broadcasts, drafts, pick-up changes. */
export function anonymizeConversations(db: Db, conversations: readonly number[]): void {
  const ids = json(conversations)
  statement(
    db,
    `UPDATE broadcast_recipient SET name = '', players = '[]', player_ids = '[]' WHERE conversation_id ${among}`,
  ).run(ids)
  statement(db, `DELETE FROM draft WHERE conversation_id ${among}`).run(ids)
  statement(db, `DELETE FROM pick_up_change WHERE conversation_id ${among}`).run(ids)
  statement(db, `UPDATE automation_run SET words = ? WHERE conversation_id ${among}`).run(removedWords, ids)
}

/** Takes a family's own rows out, and what imports, acts and records say of it. */
export function removeFamilyRows(db: Db, traces: FamilyTraces): void {
  const { familyId, players, guardians, names } = traces
  forgetActivity(db, traces)
  forgetActs(db, traces)
  for (const column of ['before', 'after'] as const) {
    statement(
      db,
      `DELETE FROM roster_change WHERE (entity = 'player' AND json_extract(${column}, '$.id') ${among})
         OR (entity = 'guardian' AND json_extract(${column}, '$.id') ${among})
         OR json_extract(${column}, '$.player_id') ${among} OR json_extract(${column}, '$.guardian_id') ${among}
         OR (entity = 'family' AND json_extract(${column}, '$.id') = ?)`,
    ).run(json(players), json(guardians), json(players), json(guardians), familyId)
  }
  statement(db, `DELETE FROM broadcast_left_out WHERE name ${among}`).run(json(names))
  statement(db, `DELETE FROM no_information WHERE player_id ${among} OR guardian_id ${among}`).run(
    json(players),
    json(guardians),
  )
  statement(db, 'DELETE FROM player WHERE family_id = ?').run(familyId)
  statement(db, 'DELETE FROM guardian WHERE family_id = ?').run(familyId)
  statement(db, 'DELETE FROM family WHERE id = ?').run(familyId)
}

/** As whole words: "Al" is not in "Also". */
const spaced = (column: string): string =>
  `' ' || ${['.', ',', ':', ';'].reduce((text, mark) => `replace(${text}, '${mark}', ' ')`, column)} || ' '`

function forgetActivity(db: Db, { players, conversations, names }: FamilyTraces): void {
  statement(
    db,
    `UPDATE activity SET words = ?, player_id = NULL, conversation_id = NULL
     WHERE player_id ${among} OR conversation_id ${among}
       OR EXISTS (SELECT 1 FROM json_each(?) n
         WHERE instr(${spaced('activity.words')}, ${spaced('n.value')}) > 0)`,
  ).run(removedWords, json(players), json(conversations), json(names))
}

interface StoredChange {
  readonly entity: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** Acts by hand keep rows as they were: those of this family go, and with the last one the act. */
function forgetActs(db: Db, traces: FamilyTraces): void {
  const players = new Set<unknown>(traces.players)
  const guardians = new Set<unknown>(traces.guardians)
  const isOurs = ({ entity, before, after }: StoredChange): boolean =>
    [before, after].some(
      (row) =>
        row !== null &&
        (row['family_id'] === traces.familyId ||
          players.has(row['player_id']) ||
          guardians.has(row['guardian_id']) ||
          (entity === 'player' && players.has(row['id'])) ||
          (entity === 'guardian' && guardians.has(row['id'])) ||
          (entity === 'family' && row['id'] === traces.familyId)),
    )
  const acts = statement<{ id: number; words: string; changes: string }>(
    db,
    'SELECT id, words, changes FROM people_act ORDER BY id',
  ).all()
  for (const { id, words, changes } of acts) {
    const kept = (JSON.parse(changes) as readonly StoredChange[]).filter((change) => !isOurs(change))
    const said = words.replace(/[.,:;]/g, ' ')
    const isNamed = traces.names.some((name) => ` ${said} `.includes(` ${name.replace(/[.,:;]/g, ' ')} `))
    const says = isNamed ? removedWords : words
    if (kept.length === 0) statement(db, 'DELETE FROM people_act WHERE id = ?').run(id)
    else statement(db, 'UPDATE people_act SET words = ?, changes = ? WHERE id = ?').run(says, JSON.stringify(kept), id)
  }
}

/** What numbers said yes to is nobody's any more; what they said no to stays. */
export function forgetConsentGiven(db: Db, addresses: readonly string[]): void {
  statement(db, `DELETE FROM consent WHERE state = 'in' AND address ${among}`).run(json(addresses))
}
