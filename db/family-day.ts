import type { Db } from './open.ts'
import { statement } from './statement.ts'

const chosen = 'IN (SELECT value FROM json_each($players))'

interface FamilyPlayerRow {
  readonly id: number
  readonly family_id: number
  readonly name: string
}

/** The players of the families that are reached at a number (E.164). */
export function familyPlayers(db: Db, address: string): readonly FamilyPlayerRow[] {
  return statement<FamilyPlayerRow>(
    db,
    `SELECT id, family_id, trim(first_name || ' ' || last_name) AS name FROM player WHERE family_id IN (
       SELECT g.family_id FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE n.address = ?) ORDER BY id`,
  ).all(address)
}

/**
 * The conversation of a player's family in which something happened last; undefined where there is none. A number that somebody
 * reads who must not hear about the player is passed over.
 */
export function conversationOf(db: Db, playerId: number): number | undefined {
  return statement<{ id: number }>(
    db,
    `SELECT c.id FROM player p JOIN guardian g ON g.family_id = p.family_id
       JOIN guardian_number n ON n.guardian_id = g.id JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
     WHERE p.id = $player AND NOT EXISTS (
       SELECT 1 FROM guardian_number at JOIN no_information i ON i.guardian_id = at.guardian_id
       WHERE at.address = n.address AND i.player_id = p.id)
     ORDER BY c.last_at DESC, c.id DESC LIMIT 1`,
  ).get({ player: playerId })?.id
}

/** Tags of these players. */
export function tagsOf(
  db: Db,
  players: readonly number[],
): readonly { readonly player_id: number; readonly tag: string }[] {
  return statement<{ player_id: number; tag: string }>(
    db,
    `SELECT player_id, tag FROM player_tag WHERE player_id ${chosen} ORDER BY player_id, tag`,
  ).all({ players: JSON.stringify(players) })
}

/** A guardian who must not hear about a player; `here` is 1 where they are reached at the number that was asked about. */
export interface BarredHereRow {
  readonly player_id: number
  readonly name: string
  readonly reason: string
  readonly here: 0 | 1
}

/** Guardians who must not hear about these players. @param address the number that is looked at (E.164) */
export function barredFrom(db: Db, players: readonly number[], address: string): readonly BarredHereRow[] {
  return statement<BarredHereRow>(
    db,
    `SELECT i.player_id, trim(g.first_name || ' ' || g.last_name) AS name, i.reason,
       EXISTS (SELECT 1 FROM guardian_number n WHERE n.guardian_id = i.guardian_id AND n.address = $address) AS here
     FROM no_information i JOIN guardian g ON g.id = i.guardian_id WHERE i.player_id ${chosen} ORDER BY i.player_id, g.id`,
  ).all({ players: JSON.stringify(players), address })
}

/** A guardian of a player as a list on paper names them, once for each number; without one, once. */
export interface SheetGuardianRow {
  readonly player_id: number
  readonly guardian_id: number
  readonly name: string
  readonly role: string | null
  readonly address: string | null
}

/**
 * The guardians of players, without those who must not hear about that player, and without numbers that one of these reads, too:
 * nobody is to ring there about the player.
 */
export function guardiansForSheet(db: Db, players: readonly number[]): readonly SheetGuardianRow[] {
  return statement<SheetGuardianRow>(
    db,
    `SELECT p.id AS player_id, g.id AS guardian_id, trim(g.first_name || ' ' || g.last_name) AS name, g.role, n.address
     FROM player p JOIN guardian g ON g.family_id = p.family_id
       LEFT JOIN guardian_number n ON n.guardian_id = g.id AND NOT EXISTS (
         SELECT 1 FROM guardian_number at JOIN no_information i ON i.guardian_id = at.guardian_id
         WHERE at.address = n.address AND i.player_id = p.id)
     WHERE p.id ${chosen}
       AND NOT EXISTS (SELECT 1 FROM no_information i WHERE i.guardian_id = g.id AND i.player_id = p.id)
     ORDER BY p.id, g.id, n.address`,
  ).all({ players: JSON.stringify(players) })
}

/** Who may (1) or must not (0) pick players up, by name. Of who must not hear about a player only that they must not. */
export function pickUpsForSheet(
  db: Db,
  players: readonly number[],
): readonly { readonly player_id: number; readonly name: string; readonly allowed: 0 | 1 }[] {
  return statement<{ player_id: number; name: string; allowed: 0 | 1 }>(
    db,
    `SELECT u.player_id, coalesce(u.name, trim(g.first_name || ' ' || g.last_name)) AS name, u.allowed
     FROM pick_up u LEFT JOIN guardian g ON g.id = u.guardian_id
     WHERE u.player_id ${chosen} AND (u.allowed = 0 OR u.guardian_id IS NULL OR NOT EXISTS (
       SELECT 1 FROM no_information i WHERE i.guardian_id = u.guardian_id AND i.player_id = u.player_id))
     ORDER BY u.player_id, u.id`,
  ).all({ players: JSON.stringify(players) })
}
