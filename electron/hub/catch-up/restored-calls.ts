import { insertAttempt } from '../../../db/attempts.ts'
import { knownSids, restoredCalls } from '../../../db/catch-up.ts'
import type { RestoredCall } from '../../../db/catch-up.ts'
import type { Carrier, CarrierMessage } from '../carrier/types.ts'
import { newId } from '../ids.ts'
import { hear } from '../outbox/carrier-word.ts'
import type { Store } from '../store.ts'

/** A call may be in the carrier's books under a time this much earlier than it was written here, by clocks that differ; ms. */
const clockSlack = 60_000
const listLimit = 200

export interface RestoredCallsOptions {
  readonly store: Store
  readonly carrier: Carrier
  /** Keeps to the budget of requests. */
  readonly room: () => Promise<void>
  /** Whether the look goes on. */
  readonly isRunning: () => boolean
}

/**
 * After the store was put back from a copy, a call that it calls open may have been made since: it must not wait for a look that
 * would ring the phone again. What a call says is not in the carrier's books, so the first one to the same number that nobody
 * knows of is the one that was written first.
 * @returns whether the carrier was asked to the end
 */
export async function settleRestoredCalls(options: RestoredCallsOptions): Promise<boolean> {
  const { store, carrier, room, isRunning } = options
  for (const [address, waiting] of byAddress(restoredCalls(store.db))) {
    await room()
    if (!isRunning()) return false
    const since = Math.min(...waiting.map((call) => call.created_at)) - clockSlack
    const answer = await carrier.calls.listTo(address, since, listLimit)
    if (answer.kind !== 'ok' || !isRunning()) return false
    store.write((write) => {
      const { db } = write
      const known = knownSids(
        db,
        answer.value.map(({ sid }) => sid),
      )
      const made = answer.value
        .filter(({ direction, sid }) => direction === 'outbound' && !known.has(sid))
        .sort((one, other) => one.dateCreated - other.dateCreated)
      // Asked for again: a person may have dropped one while the list was under way.
      for (const call of restoredCalls(db).filter((one) => one.address === address)) {
        const found = made.findIndex(({ dateCreated }) => dateCreated >= call.created_at - clockSlack)
        const [taken] = found < 0 ? [] : made.splice(found, 1)
        if (taken === undefined) continue
        const attemptId = newId(write.now)
        insertAttempt(db, attemptId, call.message_seq, taken.dateCreated)
        hear(write, attemptId, wordOf(taken), 'list')
        write.message(call.message_seq)
      }
    })
  }
  return true
}

const wordOf = ({ sid, status, errorCode, errorMessage }: CarrierMessage) => ({
  sid,
  status,
  errorCode,
  errorText: errorMessage,
})

function byAddress(calls: readonly RestoredCall[]): ReadonlyMap<string, readonly RestoredCall[]> {
  const groups = new Map<string, RestoredCall[]>()
  for (const call of calls) groups.set(call.address, [...(groups.get(call.address) ?? []), call])
  return groups
}
