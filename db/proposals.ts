import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { ProposalKind, ProposalState } from './words.ts'

/** A player whom a text from a number may be about. */
export interface SpokenOfRow {
  readonly id: number
  readonly first_name: string
  /** 1: somebody at that number must not hear about the player, so that nothing from there is about them. */
  readonly is_barred: 0 | 1
}

/** The players of the families that are reached at a conversation's number. */
export function playersSpokenOf(db: Db, conversationId: number): readonly SpokenOfRow[] {
  return statement<SpokenOfRow>(
    db,
    `SELECT DISTINCT p.id, p.first_name, EXISTS (
       SELECT 1 FROM guardian_number at JOIN no_information i ON i.guardian_id = at.guardian_id
       WHERE at.address = c.address AND i.player_id = p.id) AS is_barred
     FROM conversation c JOIN guardian_number n ON n.address = c.address JOIN guardian g ON g.id = n.guardian_id
       JOIN player p ON p.family_id = g.family_id
     WHERE c.id = ? AND c.kind = 'phone' ORDER BY p.id`,
  ).all(conversationId)
}

/** When an inbound text was written: the carrier's time where it is caught up on (epoch ms). @param now where it is gone */
export function writtenAt(db: Db, messageSeq: number, now: number): number {
  return statement<{ sort_at: number }>(db, 'SELECT sort_at FROM message WHERE seq = ?').get(messageSeq)?.sort_at ?? now
}

export interface NewProposal {
  readonly messageSeq: number
  readonly conversationId: number
  readonly playerId: number
  /** The camp's day, '2027-06-14'. */
  readonly day: string
  readonly kind: ProposalKind
  /** Epoch ms; null: nobody said, or it is no lateness. */
  readonly expectedAt: number | null
  /** Who is to pick up. */
  readonly name: string | null
}

/** Whether the same is proposed of the player already, by another number of the family. */
export function isProposed(db: Db, { day, playerId, kind, expectedAt, name }: NewProposal): boolean {
  return (
    statement(
      db,
      `SELECT 1 FROM proposal WHERE day = ? AND player_id = ? AND state = 'open' AND kind = ? AND expected_at IS ? AND name IS ?`,
    ).get(day, playerId, kind, expectedAt, name) !== undefined
  )
}

/** Keeps what a text proposes. @param now epoch ms */
export function insertProposal(db: Db, proposal: NewProposal, now: number): void {
  statement(
    db,
    `INSERT INTO proposal (message_seq, conversation_id, player_id, day, kind, expected_at, name, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    proposal.messageSeq,
    proposal.conversationId,
    proposal.playerId,
    proposal.day,
    proposal.kind,
    proposal.expectedAt,
    proposal.name,
    now,
  )
}

/** A proposal with what is shown of it. */
export interface ProposalRow {
  readonly id: number
  readonly message_id: string
  readonly conversation_id: number
  readonly player_id: number
  readonly first_name: string
  readonly last_name: string
  readonly day: string
  readonly kind: ProposalKind
  readonly expected_at: number | null
  readonly name: string | null
  readonly state: ProposalState
  readonly created_at: number
}

const columns = `o.id, m.id AS message_id, o.conversation_id, o.player_id, p.first_name, p.last_name, o.day, o.kind, o.expected_at,
  o.name, o.state, o.created_at
  FROM proposal o JOIN message m ON m.seq = o.message_seq JOIN player p ON p.id = o.player_id`

/** What is proposed for a day and not decided yet, oldest first. */
export function openProposals(db: Db, day: string): readonly ProposalRow[] {
  return statement<ProposalRow>(db, `SELECT ${columns} WHERE o.day = ? AND o.state = 'open' ORDER BY o.id`).all(day)
}

export function findProposal(db: Db, id: number): ProposalRow | undefined {
  return statement<ProposalRow>(db, `SELECT ${columns} WHERE o.id = ?`).get(id)
}

/** Of a conversation's open proposals for a day: those of a player and of these kinds, or all. */
export interface Superseded {
  readonly conversationId: number
  readonly day: string
  readonly playerId?: number
  readonly kinds?: readonly ProposalKind[]
}

/** A later text says otherwise. Returns how many that concerned. @param now epoch ms */
export function supersedeProposals(db: Db, { conversationId, day, playerId, kinds }: Superseded, now: number): number {
  return statement(
    db,
    `UPDATE proposal SET state = 'superseded', decided_at = $now
     WHERE conversation_id = $conversation AND day = $day AND state = 'open' AND ($player IS NULL OR player_id = $player)
       AND ($kinds IS NULL OR kind IN (SELECT value FROM json_each($kinds)))`,
  ).run({
    now,
    conversation: conversationId,
    day,
    player: playerId ?? null,
    kinds: kinds === undefined ? null : JSON.stringify(kinds),
  }).changes
}

/** A person decided. @param now epoch ms */
export function decideProposal(db: Db, id: number, state: 'accepted' | 'dismissed', staff: string, now: number): void {
  statement(db, 'UPDATE proposal SET state = ?, decided_at = ?, decided_by = ? WHERE id = ?').run(state, now, staff, id)
}
