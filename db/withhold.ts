import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** Something that would be said by itself to a number of a guardian, and has not left. */
export interface WaitingWordsRow {
  readonly seq: number
  readonly id: string
  readonly body: string
  /** It was made for this player among others, whether it names them or not. */
  readonly is_about: 0 | 1
}

const numbers = `(SELECT c.id FROM guardian_number n JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
  WHERE n.guardian_id = $guardianId)`

const isAbout = `(
  EXISTS (SELECT 1 FROM broadcast_recipient r, json_each(r.player_ids) p WHERE r.message_seq = m.seq AND p.value = $playerId)
  OR EXISTS (SELECT 1 FROM ladder_step s JOIN ladder_case k ON k.id = s.case_id
    WHERE s.message_seq = m.seq AND k.player_id = $playerId))`

/** Texts and calls of broadcasts and of what runs by itself that wait here, or at the carrier for their time. */
export function waitingWordsTo(db: Db, guardianId: number, playerId: number): readonly WaitingWordsRow[] {
  return statement<WaitingWordsRow>(
    db,
    `SELECT m.seq, m.id, m.body, ${isAbout} AS is_about
     FROM outbox o JOIN message m ON m.seq = o.message_seq
     WHERE o.conversation_id IN ${numbers} AND m.origin IN ('broadcast', 'automation')
       AND (o.phase IN ('scheduled', 'ready', 'held') OR (o.phase = 'open' AND m.state = 'scheduled'))`,
  ).all({ guardianId, playerId })
}

/** Texts that have left, the words of which are to be spoken on a call. */
export function callsAfterTo(db: Db, guardianId: number, playerId: number): readonly WaitingWordsRow[] {
  return statement<WaitingWordsRow>(
    db,
    `SELECT m.seq, m.id, m.body, ${isAbout} AS is_about
     FROM call_after f INDEXED BY call_after_open JOIN message m ON m.seq = f.text_seq
     WHERE f.outcome IS NULL AND m.conversation_id IN ${numbers}`,
  ).all({ guardianId, playerId })
}

/** The name of somebody who reads at a conversation's number and must not hear about one of these players; undefined: nobody. */
export function barredAt(db: Db, conversationId: number, playerIds: string): string | undefined {
  return statement<{ name: string }>(
    db,
    `SELECT trim(g.first_name || ' ' || g.last_name) AS name
     FROM conversation c JOIN guardian_number n ON n.address = c.address JOIN guardian g ON g.id = n.guardian_id
       JOIN no_information b ON b.guardian_id = g.id
     WHERE c.id = $conversationId AND b.player_id IN (SELECT value FROM json_each($playerIds)) LIMIT 1`,
  ).get({ conversationId, playerIds })?.name
}
