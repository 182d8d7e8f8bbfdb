import { consentOf, deriveOptOut } from './consent.ts'
import type { ConsentSource } from './consent.ts'
import type { AddressKind, Channel, Direction, MessageState } from './words.ts'
import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** A conversation with what its list row needs; `guardians` and `players` are JSON arrays. */
export interface ConversationRow {
  readonly id: number
  readonly kind: AddressKind
  readonly address: string
  readonly our_number: string | null
  readonly last_at: number
  readonly unread_count: number
  readonly marked_unread: 0 | 1
  readonly needs_reply: 0 | 1
  readonly failed_count: number
  readonly opted_out_at: number | null
  readonly opted_out_source: ConsentSource | null
  /** The newest text that seems to ask for no more texts, until somebody has looked at it. */
  readonly near_stop_seq: number | null
  readonly waiting_count: number
  /** Of these, those that wait for a person's look. */
  readonly held_count: number
  readonly draft: string | null
  readonly draft_minutes: number | null
  readonly draft_until: number | null
  readonly guardians: string
  /** JSON array: whose number it was before. */
  readonly formerly: string
  readonly players: string
  readonly last_id: string | null
  readonly last_direction: Direction | null
  readonly last_channel: Channel | null
  readonly last_state: MessageState | null
  readonly last_body: string | null
  readonly last_sort_at: number | null
  /** JSON array of the kinds of media of the last message, where it has no words; null otherwise. */
  readonly last_media: string | null
  /** How the call ended that the last message is, or for a call in how far it is; null for a text. */
  readonly last_outcome: string | null
}

export type ConversationFilter = 'all' | 'unread' | 'needs-reply' | 'failed'

const columns = `
  c.id, c.kind, c.address, c.our_number, c.last_at, c.unread_count, c.marked_unread, c.needs_reply, c.failed_count, c.opted_out_at, c.opted_out_source,
  (SELECT max(message_seq) FROM near_stop s WHERE s.conversation_id = c.id AND s.settled_at IS NULL) AS near_stop_seq,
  (SELECT count(*) FROM outbox o WHERE o.conversation_id = c.id AND o.phase IN ('ready', 'held', 'sending', 'uncertain')) AS waiting_count,
  (SELECT count(*) FROM outbox o WHERE o.conversation_id = c.id AND o.phase = 'held') AS held_count,
  d.body AS draft, d.use_minutes AS draft_minutes, d.use_until AS draft_until,
  (SELECT json_group_array(name) FROM (
     SELECT DISTINCT trim(g.first_name || ' ' || g.last_name) AS name
     FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE n.address = c.address ORDER BY g.id)) AS guardians,
  (SELECT json_group_array(DISTINCT f.name) FROM former_number f WHERE f.address = c.address) AS formerly,
  (SELECT json_group_array(json_object('id', id, 'name', first_name, 'group', camp_group)) FROM (
     SELECT DISTINCT p.id, p.first_name, p.camp_group
     FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id JOIN player p ON p.family_id = g.family_id
     WHERE n.address = c.address ORDER BY p.id)) AS players,
  m.id AS last_id, m.direction AS last_direction, m.channel AS last_channel, m.state AS last_state,
  substr(m.body, 1, 160) AS last_body, m.sort_at AS last_sort_at,
  iif(m.direction = 'in' AND m.body = '',
      (SELECT json_group_array(kind) FROM media WHERE message_seq = m.seq), NULL) AS last_media,
  iif(m.channel = 'voice',
      (SELECT coalesce(outcome, iif(m.direction = 'in', progress, NULL)) FROM voice_call WHERE message_seq = m.seq),
      NULL) AS last_outcome
FROM conversation c
LEFT JOIN draft d ON d.conversation_id = c.id
LEFT JOIN message m ON m.seq = c.last_message_seq`

const filters: Readonly<Record<ConversationFilter, string>> = {
  all: '1',
  unread: '(c.unread_count > 0 OR c.marked_unread = 1)',
  'needs-reply': 'c.needs_reply = 1',
  failed: 'c.failed_count > 0',
}

/** One page of the list, newest first, after the given key. */
export function listConversations(
  db: Db,
  filter: ConversationFilter,
  before: { readonly lastAt: number; readonly id: number } | null,
  limit: number,
): readonly ConversationRow[] {
  const key = before ? 'AND (c.last_at, c.id) < (?, ?)' : ''
  const sql = `SELECT ${columns} WHERE ${filters[filter]} ${key} ORDER BY c.last_at DESC, c.id DESC LIMIT ?`
  return before
    ? statement<ConversationRow>(db, sql).all(before.lastAt, before.id, limit)
    : statement<ConversationRow>(db, sql).all(limit)
}

export function findConversation(db: Db, id: number): ConversationRow | undefined {
  return statement<ConversationRow>(db, `SELECT ${columns} WHERE c.id = ?`).get(id)
}

/** What a text to a conversation depends on, without what its row in the list needs: it is read for each text of a broadcast. */
export function findWayTo(
  db: Db,
  id: number,
): Pick<ConversationRow, 'kind' | 'our_number' | 'opted_out_at' | 'opted_out_source'> | undefined {
  return statement<Pick<ConversationRow, 'kind' | 'our_number' | 'opted_out_at' | 'opted_out_source'>>(
    db,
    'SELECT kind, our_number, opted_out_at, opted_out_source FROM conversation WHERE id = ?',
  ).get(id)
}

export function findConversationByAddress(db: Db, kind: AddressKind, address: string): number | undefined {
  return statement<{ id: number }>(db, 'SELECT id FROM conversation WHERE kind = ? AND address = ?').get(kind, address)
    ?.id
}

/**
 * The conversation with an address, made where there is none. Returns its id.
 * @param firstId the id that the first conversation of a store gets
 */
export function ensureConversation(
  db: Db,
  kind: AddressKind,
  address: string,
  ourNumber: string | null,
  now: number,
  firstId = 1,
): number {
  const found = findConversationByAddress(db, kind, address)
  if (found !== undefined) return found
  const made = statement(
    db,
    `INSERT INTO conversation (id, kind, address, our_number, created_at, last_at)
     VALUES (coalesce((SELECT max(id) FROM conversation), ? - 1) + 1, ?, ?, ?, ?, ?)`,
  ).run(firstId, kind, address, ourNumber, now, now)
  const id = Number(made.lastInsertRowid)
  // Their form, or they themselves before their data was wiped, may have said that they want no texts.
  if (kind !== 'withheld' && consentOf(db, address).length > 0) deriveOptOut(db, id)
  return id
}

/** Remembers which of our numbers was texted last, to answer from it. */
export function setOurNumber(db: Db, id: number, ourNumber: string): void {
  statement(db, 'UPDATE conversation SET our_number = ? WHERE id = ?').run(ourNumber, id)
}

/** The number this conversation was answered from is not ours any more: what waits goes out from the account's own. */
export function forgetOurNumber(db: Db, id: number): void {
  statement(db, 'UPDATE conversation SET our_number = NULL WHERE id = ?').run(id)
  statement(
    db,
    `UPDATE message SET our_number = NULL WHERE seq IN
       (SELECT message_seq FROM outbox WHERE conversation_id = ? AND phase IN ('scheduled', 'ready', 'held'))`,
  ).run(id)
}

/** Everything inbound up to and including `throughSeq` was seen. */
export function markRead(db: Db, id: number, throughSeq: number, now: number): void {
  statement(
    db,
    `UPDATE message SET read_at = ? WHERE conversation_id = ? AND seq <= ? AND direction = 'in' AND read_at IS NULL`,
  ).run(now, id, throughSeq)
  statement(db, 'UPDATE conversation SET marked_unread = 0 WHERE id = ? AND marked_unread = 1').run(id)
}

/** Makes the conversation stand out again: its newest inbound text counts as unread, or, without one, a mark is set. */
export function markUnread(db: Db, id: number): void {
  const newest = statement<{ seq: number }>(
    db,
    `SELECT seq FROM message WHERE conversation_id = ? AND direction = 'in' ORDER BY sort_at DESC, seq DESC LIMIT 1`,
  ).get(id)
  if (newest) statement(db, 'UPDATE message SET read_at = NULL WHERE seq = ?').run(newest.seq)
  else statement(db, 'UPDATE conversation SET marked_unread = 1 WHERE id = ?').run(id)
}

/** Until when a draft is of use: so many minutes from when it is sent, or a time (epoch ms); both null: the usual. */
export interface DraftUse {
  readonly minutes: number | null
  readonly until: number | null
}

const usual: DraftUse = { minutes: null, until: null }

/** Keeps what stands in a conversation's composer; nothing written, nothing kept. */
export function saveDraft(db: Db, id: number, body: string, now: number, use = usual): void {
  if (body === '') statement(db, 'DELETE FROM draft WHERE conversation_id = ?').run(id)
  else {
    statement(
      db,
      `INSERT INTO draft (conversation_id, body, updated_at, use_minutes, use_until) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (conversation_id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at,
         use_minutes = excluded.use_minutes, use_until = excluded.use_until`,
    ).run(id, body, now, use.minutes, use.until)
  }
}

/** How many conversations each filter would show. */
export function countConversations(db: Db): {
  readonly unread: number
  readonly needsReply: number
  readonly failed: number
} {
  const count = (where: string): number =>
    statement<{ n: number }>(db, `SELECT count(*) AS n FROM conversation c WHERE ${where}`).get()?.n ?? 0
  return {
    unread: count(filters.unread),
    needsReply: count(filters['needs-reply']),
    failed: count(filters.failed),
  }
}
