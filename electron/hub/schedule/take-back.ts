import { attemptsOf } from '../../../db/attempts.ts'
import { setMessageState } from '../../../db/messages.ts'
import { wantCancel } from '../../../db/schedules.ts'
import type { WantedBack } from '../../../db/schedules.ts'
import { findStanding } from '../../../db/standing.ts'
import type { Carrier } from '../carrier/types.ts'
import { hear } from '../outbox/carrier-word.ts'
import { openAttempts } from '../outbox/standing.ts'
import type { Store } from '../store.ts'

/**
 * Takes a text back that the carrier holds, and reads back whether it did: only the carrier's own word makes it Canceled.
 * @returns whether it is settled; false: nobody answered, or it is held still, and it is to be tried again
 */
export async function takeBack(store: Store, carrier: Carrier, wanted: WantedBack): Promise<boolean> {
  const { message_seq: seq, cancel_wanted: because } = wanted
  const attempts = openAttempts(attemptsOf(store.db, seq))
  for (const { sid } of attempts) {
    if (sid !== null) await carrier.cancel(sid)
  }
  let isSettled = true
  for (const { id, sid } of attempts) {
    if (sid === null) continue
    const seen = await carrier.fetch(sid)
    if (seen.kind !== 'ok') {
      isSettled = false
      continue
    }
    const { status, errorCode, errorMessage } = seen.value
    store.write((write) => hear(write, id, { sid, status, errorCode, errorText: errorMessage }, 'fetch'))
    if (status === 'scheduled' || status === 'accepted') isSettled = false
  }
  if (!isSettled) return false
  store.write((write) => {
    wantCancel(write.db, seq, null)
    write.stale('scheduled')
    if (because !== 'stop' || findStanding(write.db, seq)?.state !== 'canceled') return
    setMessageState(write.db, seq, { state: 'canceled', at: write.now, errorText: 'local:stopped' })
    write.message(seq)
  })
  return true
}
