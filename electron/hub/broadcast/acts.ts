import { recordActivity } from '../../../db/activity.ts'
import { deleteBroadcast, findBroadcast, outboxOf, updateBroadcast } from '../../../db/broadcasts.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import { updateOutbox } from '../../../db/outbox.ts'
import { CallFailure } from '../failure.ts'
import { cancelMessage, once } from '../outbox/compose.ts'
import { assertLookedBack } from '../outbox/look-back.ts'
import type { Write } from '../store.ts'

/** @throws {CallFailure} it is not here any more. */
export function broadcastOrRefuse(write: Pick<Write, 'db'>, id: string): BroadcastRow {
  const row = findBroadcast(write.db, id)
  if (!row) throw new CallFailure('not-found', 'This broadcast is not here any more.')
  return row
}

/** What is done to a broadcast, and by whom it is to be recorded. */
export interface BroadcastAct {
  readonly requestId: string
  readonly id: string
  readonly staff: string
}

/**
 * Pauses a broadcast: none of its texts that wait here leaves before it is resumed. What has been handed to the carrier goes on.
 * @throws {CallFailure} it does not run.
 */
export function pauseBroadcast(write: Write, { requestId, id, staff }: BroadcastAct): void {
  once(write, requestId, 'broadcasts.pause', () => {
    const row = broadcastOrRefuse(write, id)
    if (row.state !== 'running') throw new CallFailure('conflict', 'This broadcast does not run any more.')
    updateBroadcast(write.db, id, { state: 'paused', why: 'person' })
    told(write, row, staff, 'paused')
  })
}

/**
 * Lets a paused broadcast go on. What waited is not held again for the same outage.
 * @throws {CallFailure} it is not paused; the carrier has not said yet what of a restored store's texts went out.
 */
export function resumeBroadcast(write: Write, { requestId, id, staff }: BroadcastAct): void {
  once(write, requestId, 'broadcasts.resume', () => {
    const row = broadcastOrRefuse(write, id)
    if (row.state !== 'paused') throw new CallFailure('conflict', 'This broadcast is not paused any more.')
    if (row.why === 'restored') assertLookedBack(write)
    // A text that went out since the copy is known by its words; what a call said is in no list.
    if (row.restored === 1 && row.spoken === 1 && row.started_at !== null)
      throw new CallFailure(
        'conflict',
        'Nobody can tell whom this broadcast has called since the copy was made. Cancel the rest, and call whoever is left with a new one.',
      )
    if (row.started_at === null) {
      // Its time has come and gone, or is yet to come.
      updateBroadcast(write.db, id, { state: 'scheduled', why: null, send_at: Math.max(row.send_at ?? 0, write.now) })
    } else updateBroadcast(write.db, id, { state: 'running', why: null, went_on_at: null })
    for (const { message_seq: seq, phase } of outboxOf(write.db, id)) {
      if (phase === 'ready') updateOutbox(write.db, seq, { waits_since: null, looked: 1 })
    }
    told(write, row, staff, 'resumed')
  })
}

/**
 * "Cancel the rest": what has not left this laptop stays. What may have left is not sent again by itself.
 * @throws {CallFailure} it has ended already.
 */
export function cancelBroadcast(write: Write, { requestId, id, staff }: BroadcastAct): void {
  once(write, requestId, 'broadcasts.cancel', () => {
    const row = broadcastOrRefuse(write, id)
    if (row.state === 'done' || row.state === 'canceled')
      throw new CallFailure('conflict', 'This broadcast has ended already.')
    updateBroadcast(write.db, id, { state: 'canceled', why: 'person', ended_at: write.now })
    for (const { message_seq: seq, message_id: messageId, phase } of outboxOf(write.db, id)) {
      if (phase === 'sending' || phase === 'uncertain') updateOutbox(write.db, seq, { held_because: 'waited' })
      else cancelMessage(write, messageId)
    }
    told(write, row, staff, 'canceled')
  })
}

/**
 * Takes a planned broadcast away, for another one that comes in its place: none of it has left.
 * @throws {CallFailure} it has begun, or is gone.
 */
export function withdrawPlanned(write: Write, id: string): void {
  const row = broadcastOrRefuse(write, id)
  const isPlanned = row.started_at === null && (row.state === 'scheduled' || row.state === 'paused')
  if (!isPlanned) throw new CallFailure('conflict', 'This broadcast has begun or ended meanwhile. Nothing was changed.')
  deleteBroadcast(write.db, id)
  write.stale('broadcasts')
  write.stale('scheduled')
}

function told(write: Write, row: BroadcastRow, staff: string, what: string): void {
  recordActivity(write.db, { staff, kind: 'broadcast', words: `Broadcast ${what}: ${row.name}` }, write.now)
  write.stale('broadcasts')
  write.stale('activity')
  if (row.started_at === null) write.stale('scheduled')
  write.wakeOutbox()
}
