import { moveSurePoint, surePoint } from '../../../db/catch-up.ts'
import { findCallIn } from '../../../db/voice.ts'
import type { CarrierCall } from '../carrier/call-types.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Store } from '../store.ts'
import { receiveCall, receiveVoicemail, settleCallIn } from '../voice/calls-in.ts'

export interface CallsCatchUpOptions {
  readonly store: Store
  readonly carrier: Carrier
  /** Keeps to the budget of requests; rejects nothing, and takes as long as it takes. */
  readonly room: () => Promise<void>
  /** Whether the look goes on. */
  readonly isRunning: () => boolean
}

/** What is said of a call that nobody took and that left nothing on tape. */
export const missedWords = 'Missed call'

/** A call that came while nobody could hear of it. */
export interface MissedCall {
  readonly conversationId: number
  readonly words: string
  readonly kind: 'voicemail' | 'missed-call'
  readonly whileAway: boolean
}

/** Before the first sure point so much is looked at, and every look goes back so much further; milliseconds. */
const firstLook = 24 * 3_600_000
const overlap = 10 * 60_000
/** A call younger than this counts as live. */
const stillLive = 60_000
const mostCalls = 200
/** A caller who hung up sooner has left nothing on tape, seconds. */
const shortestMessage = 4
/** A recording is in the carrier's books a moment after its call: so often is asked for one. */
const mostAskings = 3

const goesOn: ReadonlySet<string> = new Set(['queued', 'ringing', 'in-progress'])

/** Asks for calls to our numbers, and what callers left on tape, that no webhook told of. */
export interface CallsCatchUp {
  /** One number; null where the carrier could not be asked to the end. @param now epoch ms, as the look began */
  lookAt(number: string, now: number): Promise<readonly MissedCall[] | null>
}

export function createCallsCatchUp({ store, carrier, room, isRunning }: CallsCatchUpOptions): CallsCatchUp {
  const asked = new Map<string, number>()

  /** What was left on tape; false where the carrier could not be asked. */
  async function fetchTape(sid: string): Promise<boolean> {
    asked.set(sid, (asked.get(sid) ?? 0) + 1)
    await room()
    if (!isRunning()) return false
    const answer = await carrier.calls.recordings(sid)
    if (answer.kind === 'not-found') return true
    if (answer.kind !== 'ok') return false
    store.write((write) => {
      for (const recording of answer.value) receiveVoicemail(write, sid, recording)
    })
    return true
  }

  const mayHaveTape = (call: CarrierCall): boolean => {
    const outcome = findCallIn(store.db, call.sid)?.outcome
    if (outcome === 'voicemail' || outcome === 'taken') return false
    return (call.duration ?? 0) >= shortestMessage && (asked.get(call.sid) ?? 0) < mostAskings
  }

  return {
    async lookAt(number, now) {
      const since = Math.min(now, surePoint(store.db, 'calls', number) ?? now - firstLook) - overlap
      await room()
      if (!isRunning()) return null
      const answer = await carrier.calls.listIn(number, since, mostCalls)
      if (answer.kind !== 'ok' || !isRunning()) return null
      const ended = answer.value.filter(({ status }) => !goesOn.has(status))
      const missed: MissedCall[] = []
      for (const call of [...ended].sort((one, other) => one.dateCreated - other.dateCreated)) {
        const whileAway = now - call.dateCreated > stillLive
        const received = store.write((write) => {
          const kept = receiveCall(write, call, { at: call.dateCreated, whileAway })
          if (kept?.isNew === true) settleCallIn(write, call.sid, 'missed', call.duration)
          return kept
        })
        if (mayHaveTape(call) && !(await fetchTape(call.sid))) return null
        if (received?.isNew !== true) continue
        const isTape = findCallIn(store.db, call.sid)?.outcome === 'voicemail'
        const words = isTape ? 'Left a voicemail' : missedWords
        missed.push({
          conversationId: received.conversationId,
          words,
          kind: isTape ? 'voicemail' : 'missed-call',
          whileAway,
        })
      }
      store.write((write) => moveSurePoint(write.db, 'calls', number, now, write.now))
      if (asked.size > 1_000) asked.clear()
      return missed
    },
  }
}
