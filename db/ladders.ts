import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type {
  LadderAsks,
  LadderEnd,
  LadderKind,
  LadderOutcome,
  LadderState,
  LadderWaits,
  MessageState,
} from './words.ts'

export interface LadderRow {
  readonly camp_id: number
  readonly kind: LadderKind
  readonly enabled: 0 | 1
  /** JSON. */
  readonly rungs: string
  readonly template_id: number | null
}

/** A player on a ladder on a day. */
export interface CaseRow {
  readonly id: number
  readonly camp_id: number
  readonly kind: LadderKind
  readonly player_id: number
  /** '2027-06-14'. */
  readonly day: string
  readonly state: LadderState
  /** The last rung that was taken or passed over; -1: none yet. */
  readonly rung: number
  readonly why: LadderAsks | LadderWaits | LadderEnd | null
  /** Epoch ms. */
  readonly opened_at: number
  readonly changed_at: number
}

export interface StepRow {
  readonly case_id: number
  readonly rung: number
  readonly at: number
  readonly outcome: LadderOutcome
  readonly words: string
  readonly message_seq: number | null
  readonly done_at: number | null
  readonly done_by: string | null
}

/** Ladders that somebody has set; camps without a row have the usual one, off. */
export function listLadders(db: Db): readonly LadderRow[] {
  return statement<LadderRow>(db, 'SELECT * FROM ladder').all()
}

export function writeLadder(db: Db, row: LadderRow): void {
  statement(
    db,
    `INSERT INTO ladder (camp_id, kind, enabled, rungs, template_id) VALUES ($camp_id, $kind, $enabled, $rungs, $template_id)
     ON CONFLICT (camp_id, kind) DO UPDATE SET enabled = excluded.enabled, rungs = excluded.rungs, template_id = excluded.template_id`,
  ).run({ ...row })
}

/** Every case of a day. */
export function casesOf(db: Db, day: string): readonly CaseRow[] {
  return statement<CaseRow>(db, 'SELECT * FROM ladder_case WHERE day = ? ORDER BY id').all(day)
}

/** Cases of any day that are not at their end. */
export function openCases(db: Db): readonly CaseRow[] {
  return statement<CaseRow>(db, `SELECT * FROM ladder_case WHERE state IN ('climbing', 'asks') ORDER BY day, id`).all()
}

/** Open cases that want a person now: to look, to call, or the director. */
export function casesThatWant(
  db: Db,
): readonly { readonly id: number; readonly day: string; readonly wants: 'look' | 'call' | 'director' }[] {
  return statement<{ id: number; day: string; wants: 'look' | 'call' | 'director' }>(
    db,
    `SELECT c.id, c.day, CASE WHEN c.state = 'asks' THEN 'look' WHEN s.outcome = 'alarm' THEN 'director' ELSE 'call' END AS wants
     FROM ladder_case c LEFT JOIN ladder_step s ON s.case_id = c.id AND s.rung = c.rung
     WHERE c.state IN ('climbing', 'asks')
       AND (c.state = 'asks' OR s.outcome = 'alarm' OR (s.outcome = 'call' AND s.done_at IS NULL))`,
  ).all()
}

export function findCase(db: Db, id: number): CaseRow | undefined {
  return statement<CaseRow>(db, 'SELECT * FROM ladder_case WHERE id = ?').get(id)
}

export function insertCase(db: Db, key: Pick<CaseRow, 'camp_id' | 'kind' | 'player_id' | 'day'>, now: number): void {
  statement(
    db,
    `INSERT INTO ladder_case (camp_id, kind, player_id, day, state, opened_at, changed_at) VALUES (?, ?, ?, ?, 'climbing', ?, ?)`,
  ).run(key.camp_id, key.kind, key.player_id, key.day, now, now)
}

/** Sets what is given. */
export function updateCase(
  db: Db,
  id: number,
  patch: Partial<Pick<CaseRow, 'state' | 'rung' | 'why' | 'opened_at'>>,
  now: number,
): void {
  const names = Object.keys(patch).sort()
  statement(
    db,
    `UPDATE ladder_case SET ${names.map((name) => `${name} = $${name}`).join(', ')}, changed_at = $changed_at WHERE id = $id`,
  ).run({ ...patch, id, changed_at: now })
}

/** Writes down what became of a rung. @throws where the case has taken it before: nothing is done twice */
export function insertStep(db: Db, step: Omit<StepRow, 'done_at' | 'done_by'>): void {
  statement(
    db,
    'INSERT INTO ladder_step (case_id, rung, at, outcome, words, message_seq) VALUES ($case_id, $rung, $at, $outcome, $words, $message_seq)',
  ).run({ ...step })
}

export function stepsOf(db: Db, caseIds: readonly number[]): readonly StepRow[] {
  return statement<StepRow>(
    db,
    'SELECT * FROM ladder_step WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY case_id, rung',
  ).all(JSON.stringify(caseIds))
}

/** A person called. @returns whether that call waited to be ticked */
export function tickStep(db: Db, caseId: number, rung: number, staff: string, now: number): boolean {
  return (
    statement(
      db,
      `UPDATE ladder_step SET done_at = ?, done_by = ? WHERE case_id = ? AND rung = ? AND outcome = 'call' AND done_at IS NULL`,
    ).run(now, staff, caseId, rung).changes > 0
  )
}

/** Takes a rung back whose text never left: it is taken anew. */
export function forgetStep(db: Db, caseId: number, rung: number): void {
  statement(db, 'DELETE FROM ladder_step WHERE case_id = ? AND rung = ?').run(caseId, rung)
}

/** Texts of a case that wait on this laptop, with every case that each of them was for. */
export function textsNotLeft(
  db: Db,
  caseId: number,
): readonly { readonly id: string; readonly seq: number; readonly cases: readonly number[]; readonly rung: number }[] {
  return statement<{ id: string; seq: number; cases: string; rung: number }>(
    db,
    `SELECT m.id, m.seq, s.rung,
       (SELECT json_group_array(o.case_id) FROM ladder_step o WHERE o.message_seq = s.message_seq) AS cases
     FROM ladder_step s JOIN outbox b ON b.message_seq = s.message_seq JOIN message m ON m.seq = s.message_seq
     WHERE s.case_id = ? AND s.outcome = 'sent' AND b.phase IN ('scheduled', 'ready', 'held')`,
  )
    .all(caseId)
    .map(({ cases, ...text }) => ({ ...text, cases: JSON.parse(cases) as number[] }))
}

/**
 * Open cases that texted somebody and that a text in this conversation answers: it is of a guardian of the player, and not of one
 * from whom word of the player is kept.
 */
export function casesAnswered(db: Db, conversationId: number): readonly CaseRow[] {
  return statement<CaseRow>(
    db,
    `SELECT k.* FROM ladder_case k JOIN player p ON p.id = k.player_id
     WHERE k.state IN ('climbing', 'asks')
       AND EXISTS (SELECT 1 FROM ladder_step s WHERE s.case_id = k.id AND s.outcome = 'sent')
       AND EXISTS (
         SELECT 1 FROM guardian g JOIN guardian_number n ON n.guardian_id = g.id
           JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
         WHERE c.id = ? AND g.family_id = p.family_id AND ${mayHear})
     ORDER BY k.day, k.id`,
  ).all(conversationId)
}

const mayHear = `NOT EXISTS (SELECT 1 FROM no_information b WHERE b.guardian_id = g.id AND b.player_id = p.id)`

/** Of these players, those one of whose guardians has written since (epoch ms) and has no answer yet, with the conversation. */
export function playersWrittenOf(db: Db, playerIds: readonly number[], since: number): ReadonlyMap<number, number> {
  const rows = statement<{ id: number; conversation_id: number }>(
    db,
    `SELECT p.id, c.id AS conversation_id FROM json_each($players) j JOIN player p ON p.id = j.value
       JOIN guardian g ON g.family_id = p.family_id JOIN guardian_number n ON n.guardian_id = g.id
       JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
     WHERE c.needs_reply = 1 AND c.last_at >= $since AND ${mayHear} ORDER BY c.last_at`,
  ).all({ players: JSON.stringify(playerIds), since })
  return new Map(rows.map((row) => [row.id, row.conversation_id]))
}

/** Whom to call about a player, and at which number; those who must not hear of the player are not among them. */
export interface CallRow {
  readonly player_id: number
  readonly name: string
  readonly role: string | null
  readonly address: string
}

export function whomToCall(db: Db, playerIds: readonly number[]): readonly CallRow[] {
  return statement<CallRow>(
    db,
    `SELECT p.id AS player_id, trim(g.first_name || ' ' || g.last_name) AS name, g.role, n.address
     FROM json_each($players) j JOIN player p ON p.id = j.value
       JOIN guardian g ON g.family_id = p.family_id JOIN guardian_number n ON n.guardian_id = g.id
     WHERE ${mayHear} ORDER BY p.id, g.id`,
  ).all({ players: JSON.stringify(playerIds) })
}

/** How these messages stand. */
export function statesOf(
  db: Db,
  seqs: readonly number[],
): readonly { readonly seq: number; readonly state: MessageState }[] {
  return statement<{ seq: number; state: MessageState }>(
    db,
    'SELECT seq, state FROM message WHERE seq IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(seqs))
}

/** Whether any of these messages was written by a ladder. */
export function hasStepOf(db: Db, seqs: readonly number[]): boolean {
  if (seqs.length === 0) return false
  return (
    statement(db, 'SELECT 1 FROM ladder_step WHERE message_seq IN (SELECT value FROM json_each(?)) LIMIT 1').get(
      JSON.stringify(seqs),
    ) !== undefined
  )
}
