import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { ConsentSource } from './words.ts'

export type ConsentState = 'out' | 'in'

export type { ConsentSource } from './words.ts'

/** In place of a sender: whichever of ours. What people tell staff, or a form, holds for all of them. */
export const anySender = '*'

export interface ConsentRow {
  /** Our number, our Messaging Service, or `anySender`. */
  readonly sender: string
  /** E.164, or a short code. */
  readonly address: string
  readonly state: ConsentState
  readonly source: ConsentSource
  /** Epoch ms. */
  readonly at: number
}

/** Keeps what is known of one sender and number; `deriveOptOut` makes the conversation follow. */
export function writeConsent(db: Db, row: ConsentRow): void {
  statement(
    db,
    `INSERT INTO consent (sender, address, state, source, at) VALUES ($sender, $address, $state, $source, $at)
     ON CONFLICT (sender, address) DO UPDATE SET state = excluded.state, source = excluded.source, at = excluded.at`,
  ).run(row)
}

/** The same, and has the number's conversation follow. @returns its id where that opened or closed it */
export function setConsent(db: Db, row: ConsentRow): number | null {
  writeConsent(db, row)
  const found = statement<{ id: number }>(
    db,
    `SELECT id FROM conversation WHERE address = ? AND kind IN ('phone', 'shortcode')`,
  ).get(row.address)
  return found && deriveOptOut(db, found.id) ? found.id : null
}

/** All that is known of a number. */
export function consentOf(db: Db, address: string): readonly ConsentRow[] {
  return statement<ConsentRow>(db, 'SELECT * FROM consent WHERE address = ?').all(address)
}

/** Everything that is known, to be kept when people's data go or another store takes this one's place. */
export function allConsent(db: Db): readonly ConsentRow[] {
  return statement<ConsentRow>(db, 'SELECT * FROM consent ORDER BY sender, address').all()
}

/** Adds what another store knows, where it is newer; conversations follow. */
export function mergeConsent(db: Db, rows: readonly ConsentRow[]): void {
  for (const row of rows) {
    statement(
      db,
      `INSERT INTO consent (sender, address, state, source, at) VALUES ($sender, $address, $state, $source, $at)
       ON CONFLICT (sender, address) DO UPDATE SET state = excluded.state, source = excluded.source, at = excluded.at
       WHERE excluded.at > consent.at`,
    ).run({ ...row })
  }
  deriveAllOptOuts(db)
}

/**
 * What closes a number, given the number of ours that its conversation is answered from (`ours`, SQL): an opt-out that was told to
 * any of ours, to that number, or to the Messaging Service that texts leave by; without such a number, to what texts leave from.
 */
const closing = (address: string, ours: string): string => `
  FROM consent k WHERE k.address = ${address} AND k.state = 'out' AND (k.sender = '${anySender}' OR k.sender = ${ours}
    OR (k.sender IN (SELECT sender FROM consent_sender) AND (${ours} IS NULL OR k.sender LIKE 'MG%')))
  ORDER BY k.at DESC LIMIT 1`

const derive = `UPDATE conversation SET
  opted_out_at = (SELECT k.at ${closing('conversation.address', 'conversation.our_number')}),
  opted_out_source = (SELECT k.source ${closing('conversation.address', 'conversation.our_number')})`

/** Closes or opens a conversation by what is known of its number and the sender in use. @returns whether that changed it */
export function deriveOptOut(db: Db, conversationId: number): boolean {
  const before = optOutOf(db, conversationId)
  if (!before) return false
  statement(db, `${derive} WHERE id = ?`).run(conversationId)
  const after = optOutOf(db, conversationId)
  return before.at !== after?.at || before.source !== after.source
}

function optOutOf(db: Db, id: number): { readonly at: number | null; readonly source: string | null } | undefined {
  return statement<{ at: number | null; source: string | null }>(
    db,
    'SELECT opted_out_at AS at, opted_out_source AS source FROM conversation WHERE id = ?',
  ).get(id)
}

/** The same of every conversation that anything is known of. @returns those that changed */
export function deriveAllOptOuts(db: Db): readonly number[] {
  return statement<{ id: number }>(
    db,
    `SELECT DISTINCT c.id FROM consent k JOIN conversation c ON c.address = k.address AND c.kind IN ('phone', 'shortcode')`,
  )
    .all()
    .map(({ id }) => id)
    .filter((id) => deriveOptOut(db, id))
}

/** What texts leave from now; `deriveAllOptOuts` makes conversations follow. */
export function setConsentSenders(db: Db, senders: readonly string[]): void {
  statement(db, 'DELETE FROM consent_sender').run()
  for (const sender of new Set(senders)) statement(db, 'INSERT INTO consent_sender (sender) VALUES (?)').run(sender)
}

/** What texts leave from now: our number, and the Messaging Service where one is used. */
export function consentSenders(db: Db): readonly string[] {
  return statement<{ sender: string }>(db, 'SELECT sender FROM consent_sender ORDER BY sender')
    .all()
    .map(({ sender }) => sender)
}

/** Whether a number must not be texted, also where there is no conversation with it yet. */
export function isOptedOut(db: Db, address: string): boolean {
  const found = statement<{ at: number | null }>(
    db,
    'SELECT opted_out_at AS at FROM conversation WHERE kind = ? AND address = ?',
  ).get('phone', address)
  if (found) return found.at !== null
  return statement(db, `SELECT 1 ${closing('$address', 'NULL')}`).get({ address }) !== undefined
}

/** Whether a number must not be texted, as SQL: by its conversation, or by what is known where there is none. @param address SQL */
export const closedNumber = (address: string): string => `(
  EXISTS (SELECT 1 FROM conversation cc WHERE cc.kind = 'phone' AND cc.address = ${address} AND cc.opted_out_at IS NOT NULL)
  OR (NOT EXISTS (SELECT 1 FROM conversation cc WHERE cc.kind = 'phone' AND cc.address = ${address})
      AND EXISTS (SELECT 1 ${closing(address, 'NULL')})))`

/** Marks a text that seems to ask for no more texts, for a person to look at. */
export function noteNearStop(db: Db, messageSeq: number, conversationId: number): void {
  statement(db, 'INSERT OR IGNORE INTO near_stop (message_seq, conversation_id) VALUES (?, ?)').run(
    messageSeq,
    conversationId,
  )
}

/** Nobody needs to look at them any more. @returns whether there were any */
export function settleNearStops(db: Db, conversationId: number, now: number): boolean {
  return (
    statement(db, 'UPDATE near_stop SET settled_at = ? WHERE conversation_id = ? AND settled_at IS NULL').run(
      now,
      conversationId,
    ).changes > 0
  )
}
