import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** An adult around a player. */
export interface AdultRow {
  /** Null for one who is known by name alone. */
  readonly guardian_id: number | null
  readonly name: string
  readonly role: string | null
  /** Whether they may pick the player up; null where nobody has said. */
  readonly allowed: 0 | 1 | null
}

/** The guardians of a player's family, and others who may or must not pick the player up; those who may come first. */
export function adultsOf(db: Db, playerId: number): readonly AdultRow[] {
  return statement<AdultRow>(
    db,
    `SELECT * FROM (SELECT g.id AS guardian_id, trim(g.first_name || ' ' || g.last_name) AS name, g.role, u.allowed
     FROM player p JOIN guardian g ON g.family_id = p.family_id
     LEFT JOIN pick_up u ON u.player_id = p.id AND u.guardian_id = g.id WHERE p.id = $player
     UNION ALL
     SELECT u.guardian_id, coalesce(u.name, trim(g.first_name || ' ' || g.last_name)), g.role, u.allowed
     FROM pick_up u JOIN player p ON p.id = u.player_id LEFT JOIN guardian g ON g.id = u.guardian_id
     WHERE u.player_id = $player AND (g.id IS NULL OR g.family_id <> p.family_id))
     ORDER BY allowed IS NULL, allowed DESC, name`,
  ).all({ player: playerId })
}
