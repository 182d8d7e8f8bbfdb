import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** A player whom a text is about. */
export interface AboutPlayerRow {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
  readonly camp_group: string | null
}

/** A guardian of such a player, once for each number; a guardian without one has a row without it. */
export interface ReachableGuardianRow {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
  readonly language: string
  readonly address: string | null
  readonly conversation_id: number | null
  readonly opted_out_at: number | null
  readonly was_texted: 0 | 1
}

/** Where a player is enrolled. */
export interface EnrolmentFactsRow {
  readonly player_id: number
  readonly camp_id: number
  readonly camp: string
  readonly camp_group: string | null
  readonly field: string | null
}

/** A number at which nothing may be said of a player: a guardian who reads there must not hear about the player. */
export interface BarredRow {
  readonly player_id: number
  readonly guardian_id: number
  readonly guardian: string
  readonly reason: string
  readonly address: string | null
}

/**
 * The carrier's codes for a number that no text will reach (Twilio docs: error and warning dictionary): 21211 and 30005 no such
 * number, 21614 and 30006 not a mobile. The partial index of migration 17 names the same ones.
 */
export const unreachableCodes = [21_211, 21_614, 30_005, 30_006] as const
const unreachable = `error_code IN (${unreachableCodes.join(', ')})`

const chosen = '(SELECT value FROM json_each($players))'
const families = `(SELECT DISTINCT family_id FROM player WHERE id IN ${chosen})`

const list = (players: readonly number[]): { readonly players: string } => ({ players: JSON.stringify(players) })

/** Whom an audience asks for; each list narrows it down, an empty one (JSON) does not. */
export interface EnrolledFilter {
  readonly camps: readonly number[]
  readonly groups: readonly string[]
  readonly fields: readonly string[]
  readonly tags: readonly string[]
}

/** Players by where they are enrolled and their tags, with the camp that made them fit; null for who is in no camp. */
export function enrolledPlayers(
  db: Db,
  filter: EnrolledFilter,
): readonly { readonly player_id: number; readonly camp_id: number | null }[] {
  return statement<{ player_id: number; camp_id: number | null }>(
    db,
    `SELECT p.id AS player_id, e.camp_id FROM player p LEFT JOIN enrolment e ON e.player_id = p.id
     WHERE ($camps = '[]' OR e.camp_id IN (SELECT value FROM json_each($camps)))
       AND ($groups = '[]' OR coalesce(e.camp_group, p.camp_group) IN (SELECT value FROM json_each($groups)))
       AND ($fields = '[]' OR e.field IN (SELECT value FROM json_each($fields)))
       AND ($tags = '[]' OR EXISTS (
         SELECT 1 FROM player_tag t WHERE t.player_id = p.id AND t.tag IN (SELECT value FROM json_each($tags))))
     ORDER BY p.id, e.camp_id`,
  ).all({
    camps: JSON.stringify(filter.camps),
    groups: JSON.stringify(filter.groups),
    fields: JSON.stringify(filter.fields),
    tags: JSON.stringify(filter.tags),
  })
}

/** Of these players, those with one of the tags. */
export function playersTagged(db: Db, players: readonly number[], tags: readonly string[]): ReadonlySet<number> {
  const rows = statement<{ id: number }>(
    db,
    `SELECT DISTINCT player_id AS id FROM player_tag WHERE tag IN (SELECT value FROM json_each($tags)) AND player_id IN ${chosen}`,
  ).all({ ...list(players), tags: JSON.stringify(tags) })
  return new Set(rows.map(({ id }) => id))
}

/** Every tag, with how many players have it. */
export function countTags(db: Db): readonly { readonly tag: string; readonly players: number }[] {
  return statement<{ tag: string; players: number }>(
    db,
    'SELECT tag, count(*) AS players FROM player_tag GROUP BY tag ORDER BY tag COLLATE NOCASE',
  ).all()
}

/** Every camp, with how many players are enrolled. */
export function countCamps(
  db: Db,
): readonly { readonly id: number; readonly name: string; readonly players: number }[] {
  return statement<{ id: number; name: string; players: number }>(
    db,
    `SELECT c.id, c.name, count(e.player_id) AS players FROM camp c LEFT JOIN enrolment e ON e.camp_id = c.id
     GROUP BY c.id ORDER BY c.name COLLATE NOCASE`,
  ).all()
}

export function countPlayers(db: Db): number {
  return statement<{ n: number }>(db, 'SELECT count(*) AS n FROM player').get()?.n ?? 0
}

/** These players, by id; ids of nobody are passed over. */
export function playersAbout(db: Db, players: readonly number[]): readonly AboutPlayerRow[] {
  return statement<AboutPlayerRow>(
    db,
    `SELECT id, family_id, first_name, last_name, camp_group FROM player WHERE id IN ${chosen} ORDER BY id`,
  ).all(list(players))
}

/** Every guardian of these players' families, in the order of the roster. */
export function guardiansToReach(db: Db, players: readonly number[]): readonly ReachableGuardianRow[] {
  return statement<ReachableGuardianRow>(
    db,
    `SELECT g.id, g.family_id, g.first_name, g.last_name, g.language, n.address, c.id AS conversation_id, c.opted_out_at,
       -- Nearly always the last message says it, and it is found at once.
       coalesce((SELECT direction FROM message WHERE seq = c.last_message_seq) = 'out'
         OR EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.direction = 'out'), 0) AS was_texted
     FROM guardian g LEFT JOIN guardian_number n ON n.guardian_id = g.id
       LEFT JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
     WHERE g.family_id IN ${families} ORDER BY g.family_id, g.id`,
  ).all(list(players))
}

export function enrolmentsOf(db: Db, players: readonly number[]): readonly EnrolmentFactsRow[] {
  return statement<EnrolmentFactsRow>(
    db,
    `SELECT e.player_id, e.camp_id, c.name AS camp, e.camp_group, e.field
     FROM enrolment e JOIN camp c ON c.id = e.camp_id WHERE e.player_id IN ${chosen} ORDER BY e.player_id, e.camp_id`,
  ).all(list(players))
}

/** Who must not hear about these players, with each of their numbers. */
export function barredFrom(db: Db, players: readonly number[]): readonly BarredRow[] {
  return statement<BarredRow>(
    db,
    `SELECT i.player_id, i.guardian_id, trim(g.first_name || ' ' || g.last_name) AS guardian, i.reason, n.address
     FROM no_information i JOIN guardian g ON g.id = i.guardian_id
       LEFT JOIN guardian_number n ON n.guardian_id = i.guardian_id
     WHERE i.player_id IN ${chosen}`,
  ).all(list(players))
}

/** What the carrier said last of each number that no text reached, and that was not heard from or reached since. */
export function unreachableConversations(db: Db): readonly { readonly id: number; readonly code: number }[] {
  return statement<{ id: number; code: number }>(
    db,
    `SELECT conversation_id AS id, error_code AS code, max(sort_at) AS at FROM message m INDEXED BY message_unreachable
     WHERE ${unreachable} AND NOT EXISTS (
       SELECT 1 FROM message later WHERE later.conversation_id = m.conversation_id AND later.sort_at > m.sort_at
         AND later.state IN ('received', 'delivered'))
     GROUP BY conversation_id`,
  ).all()
}

/** Conversations that a broadcast or an automation has texted since a time (epoch ms), with when that was. */
export function textedSince(db: Db, since: number): readonly { readonly id: number; readonly at: number }[] {
  return statement<{ id: number; at: number }>(
    db,
    `SELECT c.id, max(m.created_at) AS at
     FROM conversation c INDEXED BY conversation_recent CROSS JOIN message m INDEXED BY message_thread
       ON m.conversation_id = c.id
     WHERE c.last_at >= $since AND m.sort_at >= $since AND m.direction = 'out' AND m.origin IN ('broadcast', 'automation')
       AND m.state NOT IN ('failed', 'expired', 'canceled')
     GROUP BY c.id`,
  ).all({ since })
}

/** Addresses that opted out, by our sender that they told; '*': whichever. */
export function optedOutAddresses(db: Db): readonly { readonly address: string; readonly sender: string }[] {
  return statement<{ address: string; sender: string }>(
    db,
    `SELECT address, sender FROM consent WHERE state = 'out'`,
  ).all()
}

/** Whether anything ever came from the number of a conversation. */
export function heardFrom(db: Db, conversationId: number): boolean {
  return (
    statement(db, `SELECT 1 FROM message WHERE conversation_id = ? AND direction = 'in' LIMIT 1`).get(
      conversationId,
    ) !== undefined
  )
}
