import { awaitTape, findAwaitedTape } from '../../../db/calls-under-way.ts'
import { findCallIn } from '../../../db/voice.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import { recordingUrl } from '../carrier/calls.ts'
import { isCallSid, isRecordingSid } from '../carrier/sid.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Clock } from '../clock.ts'
import { localTimeAt } from '../local-time.ts'
import type { Store, Write } from '../store.ts'
import {
  conversationOfCall,
  endCallIn,
  moveCallIn,
  receiveCall,
  receiveLeft,
  receiveVoicemail,
  settleCallIn,
  toldWords,
} from './calls-in.ts'
import { greetingTwiml, hangUpTwiml, isPassedOn, nothingTwiml, tapeTwiml, troubleTwiml } from './greeting.ts'
import type { CallsTaken } from './greeting.ts'
import type { CallStep } from './steps.ts'

export interface StepsInOptions {
  readonly store: Store
  readonly carrier: Carrier
  readonly clock: Clock
  readonly settings: () => Settings
  /** A call came in that nobody took, or a message was left: `words` say which. */
  readonly callArrived: (conversationId: number, words: string) => void
  /** A call is over, and what is on tape is asked for in a while. */
  readonly isOver: (callSid: string) => void
}

/** The steps of a call to the camp, and of what is left on tape; each answers with its document. */
export interface StepsIn {
  incoming(step: CallStep, base: string): Promise<string>
  /** The director pressed a key: the call is theirs. */
  accepted(step: CallStep): Promise<string>
  /** The director's phone rang, and that is over. */
  dialed(step: CallStep, base: string): Promise<string>
  recorded(step: CallStep): Promise<string>
  /** Somebody whom we called left something. */
  left(step: CallStep): Promise<string>
  /** The number's own callback, at the end of a call. */
  ended(step: CallStep): Promise<void>
}

/** In which a call is over (Twilio docs: "Call status values"). */
const endings: ReadonlySet<string> = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])
/** The carrier is first asked for what somebody leaves after so many ms: by then a webhook has brought it. */
const firstAsking = 60_000

/** Notes that somebody whom we called is about to leave a message: it is asked for, where no webhook brings it. */
export function noteTape(write: Write, callSid: string, messageSeq: number): void {
  if (isCallSid(callSid)) awaitTape(write.db, callSid, messageSeq, write.now, write.now + firstAsking)
}

export function createStepsIn({ store, carrier, clock, settings, callArrived, isOver }: StepsInOptions): StepsIn {
  function taken(base: string, ourNumber: string): CallsTaken {
    const { campName, callVoice, callsGreeting, callsClosedGreeting, callsForwardTo, callsFrom, callsUntil, timeZone } =
      settings()
    const { minutes } = localTimeAt(clock.now(), timeZone)
    const isAlways = callsFrom === callsUntil
    const isWithin =
      callsFrom < callsUntil
        ? minutes >= callsFrom && minutes < callsUntil
        : minutes >= callsFrom || minutes < callsUntil
    return {
      camp: campName,
      voice: callVoice,
      greeting: callsGreeting,
      closedGreeting: callsClosedGreeting,
      // Passed on to ourselves it would ring here for ever.
      forwardTo: callsForwardTo === ourNumber ? '' : callsForwardTo,
      isOpen: isAlways || isWithin,
      base,
      ourNumber,
    }
  }

  /** Runs a work that says whether somebody is to be told, and tells them after the commit. */
  async function telling(callSid: string, words: string, work: (write: Write) => boolean): Promise<void> {
    const conversationId = await store.writeSoon((write) =>
      work(write) ? conversationOfCall(write.db, callSid) : undefined,
    )
    if (conversationId !== undefined) callArrived(conversationId, words)
  }

  const secondsOf = (text: string | undefined): number | null => {
    const seconds = Number.parseInt(text ?? '', 10)
    return Number.isNaN(seconds) ? null : seconds
  }

  return {
    async incoming({ parameters }, base) {
      const { CallSid, From = '', To = '' } = parameters
      // Of a call without a name nothing more could ever be told.
      if (!isCallSid(CallSid)) return troubleTwiml
      const how = taken(base, To)
      return store.writeSoon((write) => {
        receiveCall(write, { sid: CallSid, from: From, to: To })
        if (isPassedOn(how)) moveCallIn(write, CallSid, 'calling')
        return greetingTwiml(how)
      })
    },
    async accepted({ parameters }) {
      // Of the director's leg; the caller's is the one it was made for.
      const { CallSid = '', ParentCallSid = CallSid } = parameters
      await store.writeSoon((write) => moveCallIn(write, ParentCallSid, 'answered'))
      return nothingTwiml
    },
    async dialed({ parameters }, base) {
      const { CallSid = '', CallStatus = '', DialCallStatus = '', DialCallDuration, DialBridged = '' } = parameters
      // Picked up by the director's own voicemail, say, and no key was pressed: nobody has spoken to the caller yet.
      const isTaken = DialCallStatus === 'completed' && DialBridged !== 'false'
      const isGone = endings.has(CallStatus)
      await telling(CallSid, toldWords.missed, (write) => {
        if (isTaken) return settleCallIn(write, CallSid, 'taken', secondsOf(DialCallDuration))
        moveCallIn(write, CallSid, 'ringing')
        return isGone && settleCallIn(write, CallSid, 'missed')
      })
      return isTaken || isGone ? hangUpTwiml : tapeTwiml(base, settings().callVoice)
    },
    async recorded({ parameters }) {
      const { CallSid = '', RecordingSid, RecordingDuration, RecordingStatus = 'completed', From } = parameters
      if (!isCallSid(CallSid)) return hangUpTwiml
      if (RecordingStatus === 'absent')
        await telling(CallSid, toldWords.missed, (write) => settleCallIn(write, CallSid, 'missed'))
      if (RecordingStatus !== 'completed' || !isRecordingSid(RecordingSid)) return hangUpTwiml
      const tape = {
        sid: RecordingSid,
        url: recordingUrl(carrier.account.accountSid, RecordingSid),
        duration: secondsOf(RecordingDuration) ?? 0,
      }
      await telling(CallSid, From === '' ? 'Voicemail' : toldWords.voicemail, (write) =>
        findAwaitedTape(write.db, CallSid)
          ? receiveLeft(write, CallSid, { from: '', to: '' }, tape)
          : receiveVoicemail(write, CallSid, tape),
      )
      return hangUpTwiml
    },
    async left({ parameters }) {
      const { CallSid = '', To = '', From = '', RecordingSid, RecordingDuration } = parameters
      if (!isCallSid(CallSid) || !isRecordingSid(RecordingSid)) return hangUpTwiml
      await telling(CallSid, toldWords.voicemail, (write) =>
        receiveLeft(
          write,
          CallSid,
          { from: To, to: From },
          {
            sid: RecordingSid,
            url: recordingUrl(carrier.account.accountSid, RecordingSid),
            duration: secondsOf(RecordingDuration) ?? 0,
          },
        ),
      )
      return hangUpTwiml
    },
    async ended({ parameters }) {
      const { CallSid = '', CallStatus = '', CallDuration, Direction = '' } = parameters
      if (Direction !== 'inbound' || !endings.has(CallStatus)) return
      await telling(CallSid, toldWords.missed, (write) => endCallIn(write, CallSid, secondsOf(CallDuration)))
      if (findCallIn(store.db, CallSid)?.progress === 'waiting') isOver(CallSid)
    },
  }
}
