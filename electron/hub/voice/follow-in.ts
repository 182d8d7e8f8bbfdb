import {
  askForTapeAgain,
  awaitedTapes,
  callsUnderWay,
  findAwaitedTape,
  forgetTape,
} from '../../../db/calls-under-way.ts'
import type { AwaitedTape, CallUnderWay } from '../../../db/calls-under-way.ts'
import { findCallIn } from '../../../db/voice.ts'
import { goesOn } from '../carrier/calls.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store, Write } from '../store.ts'
import { conversationOfCall, endCallIn, receiveLeft, receiveVoicemail, settleCallIn, toldWords } from './calls-in.ts'

export interface FollowInOptions {
  readonly store: Store
  readonly carrier: Carrier
  readonly clock: Clock
  readonly log: Log
  /** A call came in that nobody took, or a message was left: `words` say which. */
  readonly callArrived: (conversationId: number, words: string) => void
}

/**
 * Asks after calls in that are not known to be over: their end is told by no webhook, where a caller hangs up during the greeting.
 * And after what people left whom we had called. What is asked for lies in the store: a restart goes on where it was.
 */
export interface FollowIn {
  start(): void
  /** A call has come in. */
  wake(): void
  /** A call is over: what is on tape is asked for in a while, unless a webhook brings it before. */
  isOver(callSid: string): void
  stop(): Promise<void>
}

/** From one look to the next (ms), by how long ago a call came in: whoever waits for its end is not kept waiting. */
const paces = [
  { until: 2 * 60_000, pace: 5_000 },
  { until: 10 * 60_000, pace: 20_000 },
] as const
const fastest = paces[0].pace
/** Later, and where nothing is known to be under way. */
const heartbeat = 60_000
/** A recording is in the carrier's books a moment after its call, and its webhook comes then; ms. */
const tapeComes = 15_000
/** The first request loads the SDK: not while the window is still being filled. */
const afterStart = 5_000
/** A call that the carrier does not know after so long (ms), or whose tape nobody could ask for, is settled as it stands. */
const givenUpAfter = 10 * 60_000
/** Pauses between askings for a message that was left double from one minute on: two hours and more in all. */
const firstPause = 60_000
const longestPause = 60 * 60_000
const mostAskings = 8

export function createFollowIn({ store, carrier, clock, log, callArrived }: FollowInOptions): FollowIn {
  let timer: Timer | null = null
  let plannedFor = Number.POSITIVE_INFINITY
  let underWay: Promise<void> = Promise.resolve()
  let isLooking = false
  let isStopped = false
  /** Since when calls are seen to be over whose tape may still come; epoch ms. */
  const overSince = new Map<string, number>()

  function plan(delay: number): void {
    const at = clock.now() + delay
    if (isStopped || (timer !== null && plannedFor <= at)) return
    timer?.cancel()
    plannedFor = at
    timer = clock.after(delay, look)
  }

  function look(): void {
    timer = null
    plannedFor = Number.POSITIVE_INFINITY
    if (isLooking) return plan(tapeComes)
    isLooking = true
    underWay = lookAtAll()
      .catch((error: unknown) => log.error('calls-in-not-followed', { error }))
      .then(() => {
        isLooking = false
        plan(isStopped ? heartbeat : nextLook())
      })
      .catch((error: unknown) => {
        log.error('calls-in-not-followed', { error })
        plan(heartbeat)
      })
  }

  /** Where nothing is under way it is looked whether something is all the same: catch-up may have left a call unsettled. */
  function nextLook(): number {
    const now = clock.now()
    const calls = callsUnderWay(store.db)
    const names = new Set(calls.map(({ call_sid }) => call_sid))
    for (const sid of overSince.keys()) if (!names.has(sid)) overSince.delete(sid)
    return Math.min(
      heartbeat,
      ...calls.map(({ call_sid, created_at }) =>
        overSince.has(call_sid) ? tapeComes : (paces.find(({ until }) => now - created_at < until)?.pace ?? heartbeat),
      ),
      ...awaitedTapes(store.db).map(({ ask_at }) => Math.max(fastest, ask_at - now)),
    )
  }

  async function lookAtAll(): Promise<void> {
    for (const call of callsUnderWay(store.db)) {
      if (isStopped || !(await lookAt(call))) return
    }
    for (const tape of awaitedTapes(store.db)) {
      if (tape.ask_at > clock.now()) continue
      if (isStopped || !(await askForLeft(tape))) return
    }
  }

  /** Runs a work that says whether somebody is to be told, and tells them after the commit. */
  function telling(callSid: string, words: string, work: (write: Write) => boolean): void {
    const conversationId = store.write((write) => (work(write) ? conversationOfCall(write.db, callSid) : undefined))
    if (conversationId !== undefined) callArrived(conversationId, words)
  }

  /** @returns false where the carrier could not be asked */
  async function lookAt(call: CallUnderWay): Promise<boolean> {
    const { call_sid: sid } = call
    const answer = await carrier.calls.fetch(sid)
    if (isStopped) return false
    if (answer.kind === 'ok') return goesOn(answer.value.status) || settle(sid, answer.value.duration)
    // What it does not say of an end that was told of, or of a call of long ago, will not come any more.
    const isOld = clock.now() - call.created_at > givenUpAfter
    const isOver = call.progress === 'waiting' && (isOld || hasHadTime(sid))
    const isUnknown = answer.kind === 'not-found'
    if (isUnknown ? isOver || isOld : isOver && isOld) settleMissed(sid)
    return isUnknown
  }

  /** Whether the tape of a call that is over has had time to come, from when that was first seen. */
  function hasHadTime(sid: string): boolean {
    const since = overSince.get(sid)
    if (since === undefined) overSince.set(sid, clock.now())
    // Either way: the clock may have been set back meanwhile.
    return since !== undefined && Math.abs(clock.now() - since) >= tapeComes
  }

  function settleMissed(sid: string): void {
    telling(sid, toldWords.missed, (write) => settleCallIn(write, sid, 'missed'))
    overSince.delete(sid)
  }

  /** It is over at the carrier: settled, once a tape has had time to come. */
  async function settle(sid: string, duration: number | null): Promise<boolean> {
    telling(sid, toldWords.missed, (write) => endCallIn(write, sid, duration))
    if (findCallIn(store.db, sid)?.progress !== 'waiting') return true
    const answer = await carrier.calls.recordings(sid)
    if (isStopped) return false
    if (answer.kind !== 'ok' && answer.kind !== 'not-found') return false
    for (const recording of answer.kind === 'ok' ? answer.value : [])
      telling(sid, toldWords.voicemail, (write) => receiveVoicemail(write, sid, recording))
    if (hasHadTime(sid)) settleMissed(sid)
    return true
  }

  async function askForLeft({ call_sid: sid, askings }: AwaitedTape): Promise<boolean> {
    const answer = await carrier.calls.recordings(sid)
    if (isStopped) return false
    if (answer.kind !== 'ok' && answer.kind !== 'not-found') return false
    // A webhook may have brought it meanwhile.
    if (!findAwaitedTape(store.db, sid)) return true
    const recordings = answer.kind === 'ok' ? answer.value : []
    for (const recording of recordings)
      telling(sid, toldWords.voicemail, (write) => receiveLeft(write, sid, { from: '', to: '' }, recording))
    if (recordings.length > 0) return true
    store.write(({ db, now }) => {
      if (askings + 1 >= mostAskings) forgetTape(db, sid)
      else askForTapeAgain(db, sid, now + Math.min(longestPause, firstPause * 2 ** askings))
    })
    return true
  }

  return {
    start: () => plan(afterStart),
    wake: () => plan(fastest),
    isOver(callSid) {
      overSince.set(callSid, clock.now())
      plan(tapeComes)
    },
    stop() {
      isStopped = true
      timer?.cancel()
      return underWay
    },
  }
}
