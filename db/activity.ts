import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** What somebody did at this laptop. */
export interface Activity {
  /** Who; empty where nobody is on duty. */
  readonly staff: string
  /** What kind of act, to look for it by: 'check-in', 'broadcast', 'pin-wrong'. */
  readonly kind: string
  /** In words, without phone numbers and without what was texted. */
  readonly words: string
  readonly playerId?: number | null
  readonly conversationId?: number | null
}

/** Writes an act into the record, in the transaction of the act itself. @param now epoch ms */
export function recordActivity(db: Db, activity: Activity, now: number): void {
  statement(
    db,
    'INSERT INTO activity (at, staff, kind, words, player_id, conversation_id) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(now, activity.staff, activity.kind, activity.words, activity.playerId ?? null, activity.conversationId ?? null)
}
