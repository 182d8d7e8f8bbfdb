import { setCallAfter } from '../../../../db/call-after.ts'
import { statement } from '../../../../db/statement.ts'
import { callsAfterTo, waitingWordsTo } from '../../../../db/withhold.ts'
import { cancelMessage } from '../../outbox/compose.ts'
import { fold, names } from '../../proposal/fold.ts'
import type { Write } from '../../store.ts'

/**
 * A guardian must not hear about a player from now on: what waits to be said to them by itself (a broadcast, an automation, a
 * ladder, a call that follows a text) and was made for the player, or names them, is taken back. What a person wrote stays theirs.
 * To be called in the transaction that bars them.
 */
export function withholdFrom(write: Write, guardianId: number, playerId: number): void {
  const { db } = write
  const player = statement<{ first_name: string }>(db, 'SELECT first_name FROM player WHERE id = ?').get(playerId)
  const speaksOf = ({ body, is_about }: { readonly body: string; readonly is_about: 0 | 1 }): boolean =>
    is_about === 1 || (player !== undefined && names(fold(body), player.first_name))
  for (const { id } of waitingWordsTo(db, guardianId, playerId).filter(speaksOf)) cancelMessage(write, id)
  for (const { seq } of callsAfterTo(db, guardianId, playerId).filter(speaksOf)) {
    setCallAfter(db, seq, 'not-needed')
    write.message(seq)
  }
  write.stale('broadcasts')
  write.stale('ladders')
  write.stale('scheduled')
}
