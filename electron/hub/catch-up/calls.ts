import { moveSurePoint, surePoint } from '../../../db/catch-up.ts'
import { findCallIn } from '../../../db/voice.ts'
import type { CarrierCall } from '../carrier/call-types.ts'
import { goesOn } from '../carrier/calls.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Store } from '../store.ts'
import { receiveCall, receiveVoicemail, settleCallIn, shortestMessage, toldWords } from '../voice/calls-in.ts'

export interface CallsCatchUpOptions {
  readonly store: Store
  readonly carrier: Carrier
  /** Keeps to the budget of requests; rejects nothing, and takes as long as it takes. */
  readonly room: () => Promise<void>
  /** Whether the look goes on. */
  readonly isRunning: () => boolean
}

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
/** A recording is in the carrier's books a moment after its call: so often is asked for one. */
const mostAskings = 3

/** What a look at one number found. */
interface CallsFound {
  readonly missed: readonly MissedCall[]
  /** Whether the carrier was asked to the end. */
  readonly isComplete: boolean
}

/** Asks for calls to our numbers, and what callers left on tape, that no webhook told of. */
export interface CallsCatchUp {
  /** One number. @param now epoch ms, as the look began */
  lookAt(number: string, now: number): Promise<CallsFound>
}

export function createCallsCatchUp({ store, carrier, room, isRunning }: CallsCatchUpOptions): CallsCatchUp {
  const asked = new Map<string, number>()

  /** What was left on tape, and whether that is news; null where the carrier could not be asked. */
  async function fetchTape(sid: string): Promise<boolean | null> {
    asked.set(sid, (asked.get(sid) ?? 0) + 1)
    await room()
    if (!isRunning()) return null
    const answer = await carrier.calls.recordings(sid)
    if (answer.kind === 'not-found') return false
    if (answer.kind !== 'ok') return null
    return store.write((write) => answer.value.map((one) => receiveVoicemail(write, sid, one)).includes(true))
  }

  const mayHaveTape = (call: CarrierCall): boolean => {
    const outcome = findCallIn(store.db, call.sid)?.outcome
    if (outcome === 'voicemail' || outcome === 'taken') return false
    return (call.duration ?? 0) >= shortestMessage && (asked.get(call.sid) ?? 0) < mostAskings
  }

  return {
    async lookAt(number, now) {
      const since = Math.min(now, surePoint(store.db, 'calls', number) ?? now - firstLook) - overlap
      const missed: MissedCall[] = []
      await room()
      if (!isRunning()) return { missed, isComplete: false }
      const answer = await carrier.calls.listIn(number, since, mostCalls)
      if (answer.kind !== 'ok' || !isRunning()) return { missed, isComplete: false }
      const ended = answer.value.filter(({ status }) => !goesOn(status))
      for (const call of [...ended].sort((one, other) => one.dateCreated - other.dateCreated)) {
        const whileAway = now - call.dateCreated > stillLive
        const received = store.write((write) => receiveCall(write, call, { at: call.dateCreated, whileAway }))
        // One that a webhook told of is asked after by its name until it is over.
        if (!received || (!received.isNew && received.row.progress !== 'ended')) continue
        const isTape = mayHaveTape(call) ? await fetchTape(call.sid) : false
        // What cannot be asked now is left to that as well.
        if (isTape === null) return { missed, isComplete: false }
        const isMissed = store.write((write) => settleCallIn(write, call.sid, 'missed', call.duration))
        const { conversationId } = received
        if (isTape) missed.push({ conversationId, words: toldWords.voicemail, kind: 'voicemail', whileAway })
        else if (isMissed) missed.push({ conversationId, words: toldWords.missed, kind: 'missed-call', whileAway })
      }
      store.write((write) => moveSurePoint(write.db, 'calls', number, now, write.now))
      if (asked.size > 1_000) asked.clear()
      return { missed, isComplete: true }
    },
  }
}
