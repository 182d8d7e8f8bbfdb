import type { Db } from './open.ts'
import { statement } from './statement.ts'

export type AutomationKind = 'check-in' | 'pick-up' | 'follow-up' | 'reminder' | 'keyword' | 'after-hours'

export interface AutomationRow {
  readonly id: number
  readonly kind: AutomationKind
  readonly name: string
  readonly enabled: 0 | 1
  readonly template_id: number | null
  /** What the kind needs to know, in JSON. */
  readonly settings: string
  readonly created_at: number
  readonly enabled_at: number | null
}

/** All of them, in the order in which they were made. */
export function listAutomations(db: Db): readonly AutomationRow[] {
  return statement<AutomationRow>(db, 'SELECT * FROM automation ORDER BY id').all()
}

export function findAutomation(db: Db, id: number): AutomationRow | undefined {
  return statement<AutomationRow>(db, 'SELECT * FROM automation WHERE id = ?').get(id)
}

/** Stores one, turned off. @returns its id */
export function insertAutomation(
  db: Db,
  automation: Pick<AutomationRow, 'kind' | 'name' | 'template_id' | 'settings'>,
  now: number,
): number {
  return Number(
    statement(
      db,
      'INSERT INTO automation (kind, name, template_id, settings, created_at) VALUES ($kind, $name, $template_id, $settings, $now)',
    ).run({ ...automation, now }).lastInsertRowid,
  )
}

/** Changes the named columns. */
export function updateAutomation(
  db: Db,
  id: number,
  patch: Partial<Pick<AutomationRow, 'name' | 'enabled' | 'template_id' | 'settings' | 'enabled_at'>>,
): void {
  const names = Object.keys(patch).sort()
  if (names.length === 0) return
  statement(db, `UPDATE automation SET ${names.map((name) => `${name} = $${name}`).join(', ')} WHERE id = $id`).run({
    ...patch,
    id,
  })
}

/** Those that are on have nothing to do with what happened before this time (epoch ms). */
export function beginAutomationsAnew(db: Db, now: number): void {
  statement(db, 'UPDATE automation SET enabled_at = ? WHERE enabled = 1').run(now)
}

export function deleteAutomation(db: Db, id: number): void {
  statement(db, 'DELETE FROM automation WHERE id = ?').run(id)
}

/** Whether it has dealt with a subject. */
export function isDone(db: Db, automationId: number, key: string): boolean {
  return (
    statement(db, 'SELECT 1 FROM automation_done WHERE automation_id = ? AND key = ?').get(automationId, key) !==
    undefined
  )
}

/** Remembers that it has dealt with a subject. Returns false where it had before. */
export function markDone(db: Db, automationId: number, key: string, now: number): boolean {
  return (
    statement(db, 'INSERT OR IGNORE INTO automation_done (automation_id, key, at) VALUES (?, ?, ?)').run(
      automationId,
      key,
      now,
    ).changes > 0
  )
}

/** Whether something was dealt with before a time (epoch ms). */
export function hasOldDone(db: Db, before: number): boolean {
  return statement(db, 'SELECT 1 FROM automation_done WHERE at < ? LIMIT 1').get(before) !== undefined
}

/** Forgets what was dealt with before a time: nothing falls due so late. @param before epoch ms */
export function forgetDone(db: Db, before: number): void {
  statement(db, 'DELETE FROM automation_done WHERE at < ?').run(before)
}

export interface NewRun {
  readonly automationId: number
  readonly outcome: 'sent' | 'left'
  /** Without phone numbers. */
  readonly words: string
  readonly conversationId: number | null
  readonly messageSeq: number | null
}

/** Writes a line of the log. @param now epoch ms */
export function recordRun(db: Db, run: NewRun, now: number): void {
  statement(
    db,
    `INSERT INTO automation_run (automation_id, at, outcome, words, conversation_id, message_seq)
     VALUES ($automationId, $now, $outcome, $words, $conversationId, $messageSeq)`,
  ).run({ ...run, now })
}

export interface RunRow {
  readonly id: number
  readonly automation_id: number
  readonly at: number
  readonly outcome: 'sent' | 'left'
  readonly words: string
  readonly conversation_id: number | null
  /** State of the text it sent; null where it sent none, or the text is gone. */
  readonly state: string | null
}

/** The log of one, newest first. @param before only lines with a smaller id; null: from the newest on */
export function listRuns(db: Db, automationId: number, before: number | null, limit: number): readonly RunRow[] {
  return statement<RunRow>(
    db,
    `SELECT r.id, r.automation_id, r.at, r.outcome, r.words, r.conversation_id, m.state
     FROM automation_run r LEFT JOIN message m ON m.seq = r.message_seq
     WHERE r.automation_id = ? AND r.id < ? ORDER BY r.id DESC LIMIT ?`,
  ).all(automationId, before ?? Number.MAX_SAFE_INTEGER, limit)
}

/** How many texts it has sent, and when the last one; null: none yet. */
export function sentBy(db: Db, automationId: number): { readonly count: number; readonly lastAt: number | null } {
  return (
    statement<{ count: number; lastAt: number | null }>(
      db,
      `SELECT count(*) AS count, max(at) AS lastAt FROM automation_run WHERE automation_id = ? AND outcome = 'sent'`,
    ).get(automationId) ?? { count: 0, lastAt: null }
  )
}

/** How many answers a conversation was sent by kinds of these, after a time (epoch ms). */
export function answersSince(db: Db, conversationId: number, since: number): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM automation_run r JOIN automation a ON a.id = r.automation_id
       WHERE r.conversation_id = ? AND r.at > ? AND r.outcome = 'sent' AND a.kind IN ('keyword', 'after-hours')`,
    ).get(conversationId, since)?.n ?? 0
  )
}

/** When the last automatic text to a conversation was written (epoch ms); null: never. */
export function lastAutomaticAt(db: Db, conversationId: number): number | null {
  return (
    statement<{ at: number | null }>(
      db,
      'SELECT max(at) AS at FROM automation_run WHERE conversation_id = ? AND message_seq IS NOT NULL',
    ).get(conversationId)?.at ?? null
  )
}

/** A text that came in, as what answers by itself reads it. */
export interface ArrivedRow {
  readonly seq: number
  readonly conversation_id: number
  readonly kind: string
  readonly address: string
  readonly body: string
  readonly created_at: number
  readonly arrived_while_away: 0 | 1
  readonly opted_out_at: number | null
}

/** Texts that came in after a `seq`, and not before a time (epoch ms), in their order. */
export function arrivedAfter(db: Db, seq: number, since: number): readonly ArrivedRow[] {
  return statement<ArrivedRow>(
    db,
    `SELECT m.seq, m.conversation_id, c.kind, c.address, m.body, m.created_at, m.arrived_while_away, c.opted_out_at
     FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.seq > ? AND m.direction = 'in' AND m.created_at >= ? ORDER BY m.seq LIMIT 200`,
  ).all(seq, since)
}

export function newestSeq(db: Db): number {
  return statement<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM message').get()?.seq ?? 0
}

/** The first message that is not older than a time, or one past the newest: what a start looks at again begins there. */
export function firstSeqSince(db: Db, since: number): number {
  return (
    statement<{ seq: number | null }>(
      db,
      `SELECT min(seq) AS seq FROM (SELECT seq, created_at FROM message ORDER BY seq DESC LIMIT 500) WHERE created_at >= ?`,
    ).get(since)?.seq ?? newestSeq(db) + 1
  )
}

/** An automatic text that is no answer leaves open what staff have yet to answer. */
export function keepNeedsReply(db: Db, conversationId: number, needsReply: 0 | 1): void {
  if (needsReply === 0) return
  statement(db, 'UPDATE conversation SET needs_reply = 1 WHERE id = ?').run(conversationId)
}

export function needsReply(db: Db, conversationId: number): 0 | 1 {
  return (
    statement<{ needs_reply: 0 | 1 }>(db, 'SELECT needs_reply FROM conversation WHERE id = ?').get(conversationId)
      ?.needs_reply ?? 0
  )
}

/** A camp's hours, as occasions are reckoned by. */
export interface CampHours {
  readonly id: number
  readonly first_day: string | null
  readonly last_day: string | null
  /** Minutes after midnight. */
  readonly begins_at: number
  readonly ends_at: number
}

export function campHours(db: Db): readonly CampHours[] {
  return statement<CampHours>(db, 'SELECT id, first_day, last_day, begins_at, ends_at FROM camp ORDER BY id').all()
}

/** Players who were at a camp on a day. */
export function attendedOn(db: Db, campId: number, day: string): readonly number[] {
  return statement<{ player_id: number }>(
    db,
    `SELECT player_id FROM attendance WHERE day = ? AND camp_id = ? AND state IN ('here', 'picked-up') ORDER BY player_id`,
  )
    .all(day, campId)
    .map((row) => row.player_id)
}

/** A player whose day at a camp was ticked. */
export interface TickedRow {
  readonly player_id: number
  readonly camp_id: number
  readonly at: number
}

/** Players who came, or were picked up, on a day after a time (epoch ms). */
export function tickedSince(db: Db, what: 'check-in' | 'pick-up', day: string, since: number): readonly TickedRow[] {
  return what === 'check-in'
    ? statement<TickedRow>(
        db,
        `SELECT player_id, camp_id, arrived_at AS at FROM attendance
         WHERE day = ? AND state = 'here' AND arrived_at >= ? ORDER BY arrived_at, player_id`,
      ).all(day, since)
    : statement<TickedRow>(
        db,
        `SELECT player_id, camp_id, left_at AS at FROM attendance
         WHERE day = ? AND state = 'picked-up' AND left_at >= ? ORDER BY left_at, player_id`,
      ).all(day, since)
}
