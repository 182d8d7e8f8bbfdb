import { findAttempt } from '../../../db/attempts.ts'
import { confirmRecipient } from '../../../db/broadcasts.ts'
import { findConversation } from '../../../db/conversations.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import { findCall, recordingsHere, setRecordingDeleted, updateCall } from '../../../db/voice.ts'
import type { CallRow } from '../../../db/voice.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import type { OutgoingCall } from '../carrier/call-types.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Clock } from '../clock.ts'
import { sleep } from '../clock.ts'
import { noteAnswer } from '../ladder/stop.ts'
import type { Log } from '../log.ts'
import type { Store, Write } from '../store.ts'
import { announcementTwiml, leftTwiml } from './announcement.ts'
import { createFollowIn } from './follow-in.ts'
import { hangUpTwiml, whisperTwiml } from './greeting.ts'
import { hearAnswered, hearCall } from './hear.ts'
import { spokenWords } from './speech.ts'
import { createStepsIn, noteTape } from './steps-in.ts'
import type { CallStep } from './steps.ts'
import { element, say, twiml } from './twiml.ts'

export interface VoiceOptions {
  readonly store: Store
  readonly carrier: Carrier
  readonly clock: Clock
  readonly log: Log
  readonly settings: () => Settings
  readonly publicUrl: () => string | null
  /** A call came in that nobody took, or a message was left: `words` say which. */
  readonly callArrived: (conversationId: number, words: string) => void
}

/** Calls of an account: what they say, and what their webhooks bring. */
export interface Voice {
  /** What a call of ours does, for an attempt that is about to be made. */
  outgoing(messageSeq: number, to: string, from: string, attemptId: string): OutgoingCall
  /** Takes in a step of a call, and resolves once it is committed; with the document that answers, or null for none. */
  take(step: CallStep): Promise<string | null>
  /** Deletes Twilio's copy of what is here, where that is wished. */
  tidy(): Promise<void>
  /** Asks after calls in whose end no webhook tells, from now on. */
  start(): void
  /** Resolves once nothing is asked any more; nothing is written afterwards. */
  stop(): Promise<void>
}

/** Seconds a parent's phone rings: five or six times. */
const rings = 30
/** Recordings that are deleted at Twilio in one go. */
const mostAtOnce = 20
/** Milliseconds between tries to leave the words behind a beep, while the tape runs. */
const leaveAgain = [0, 1_500, 4_000] as const

export function createVoice(options: VoiceOptions): Voice {
  const { store, carrier, clock, log, settings, publicUrl, callArrived } = options
  const following = createFollowIn({ store, carrier, clock, log, callArrived })
  const stepsIn = createStepsIn({
    store,
    carrier,
    clock,
    settings,
    callArrived,
    isOver: (callSid) => following.isOver(callSid),
  })

  function announcement(call: CallRow, keysUrl: string | null) {
    const message = findMessageBySeq(store.db, call.message_seq)
    return {
      text: message?.body ?? '',
      language: call.language ?? 'en',
      voice: settings().callVoice,
      camp: settings().campName,
      keysUrl,
    }
  }

  function callOf(write: Write, attemptId: string | null): CallRow | undefined {
    const attempt = attemptId === null ? undefined : findAttempt(write.db, attemptId)
    return attempt && findCall(write.db, attempt.message_seq)
  }

  /** A pressed key: heard again, confirmed, or a message for the camp. */
  function key(write: Write, { attemptId, parameters }: CallStep, keysUrl: string): string {
    const { Digits = '', CallSid = '' } = parameters
    const call = callOf(write, attemptId)
    if (!call) return hangUpTwiml
    const person = call.answered_by === 'person' ? call : updateCall(write.db, call, { answered_by: 'person' })
    write.message(call.message_seq)
    const { words, language } = spokenWords(call.language ?? 'en', settings().callVoice)
    switch (Digits) {
      case '1':
        return announcementTwiml(announcement(call, keysUrl))
      case '2':
        updateCall(write.db, person, { confirmed_at: write.now })
        confirmRecipient(write.db, call.message_seq)
        answered(write, call.message_seq)
        write.stale('broadcasts')
        return twiml(say(words.confirmed, language), element('Hangup'))
      case '3':
        noteTape(write, CallSid, call.message_seq)
        return twiml(
          say(words.leaveMessage, language),
          element('Record', {
            action: keysUrl.replace('/voice/keys', '/voice/left'),
            method: 'POST',
            maxLength: 120,
            timeout: 5,
            playBeep: 'true',
            recordingStatusCallback: keysUrl.replace('/voice/keys', '/recording'),
            recordingStatusCallbackMethod: 'POST',
          }),
          say(words.goodbye, language),
        )
      default:
        return announcementTwiml(announcement(call, keysUrl))
    }
  }

  /** A key is an answer, as a text would be: ladders that asked are content. */
  function answered(write: Write, messageSeq: number): void {
    const conversationId = findMessageBySeq(write.db, messageSeq)?.conversation_id
    if (conversationId !== undefined) noteAnswer(write, { conversationId, body: '2' })
  }

  /** The call speaks to a tape: its words begin anew behind the beep. */
  async function leaveWords(attemptId: string, callSid: string): Promise<void> {
    for (const pause of leaveAgain) {
      if (pause > 0) await sleep(clock, pause)
      const call = store.write((write) => callOf(write, attemptId))
      if (!call || call.progress === 'ended' || call.left_at !== null) return
      const answer = await carrier.calls.redirect(callSid, leftTwiml(announcement(call, null)))
      if (answer.kind === 'ok') {
        store.write((write) => {
          const now = callOf(write, attemptId)
          if (!now) return
          updateCall(write.db, now, { left_at: write.now })
          write.message(now.message_seq)
        })
        return
      }
      if (answer.kind === 'not-found' || answer.kind === 'account-trouble') return
    }
  }

  async function status(step: CallStep): Promise<null> {
    const { attemptId, parameters } = step
    const { CallSid = '', CallStatus = '', SequenceNumber, CallDuration, AnsweredBy } = parameters
    if (attemptId === null) {
      await stepsIn.ended(step)
      return null
    }
    const duration = CallDuration === undefined ? null : Number.parseInt(CallDuration, 10)
    const sequence = SequenceNumber === undefined ? null : Number.parseInt(SequenceNumber, 10)
    await store.writeSoon((write) => {
      if (AnsweredBy !== undefined) hearAnswered(write, attemptId, AnsweredBy)
      const word = {
        sid: CallSid,
        status: CallStatus,
        sequence: Number.isNaN(sequence) ? null : sequence,
        duration: Number.isNaN(duration) ? null : duration,
        camp: settings().campName,
      }
      hearCall(write, attemptId, word, 'callback')
    })
    return null
  }

  async function machine({ attemptId, parameters }: CallStep): Promise<null> {
    const { CallSid = '', AnsweredBy = '' } = parameters
    if (attemptId === null) return null
    const call = await store.writeSoon((write) => hearAnswered(write, attemptId, AnsweredBy))
    if (call?.answered_by === 'machine')
      leaveWords(attemptId, CallSid).catch((error: unknown) => log.error('words-not-left', { error }))
    return null
  }

  return {
    start: () => following.start(),
    stop: () => following.stop(),
    outgoing(messageSeq, to, from, attemptId) {
      const base = publicUrl()
      const call = findCall(store.db, messageSeq)
      if (!call) throw new Error('A call without its row')
      const at = (step: string): string | null => (base === null ? null : `${base}/twilio/voice/${step}?a=${attemptId}`)
      const conversation = findConversation(store.db, findMessageBySeq(store.db, messageSeq)?.conversation_id ?? 0)
      return {
        to: conversation?.address ?? to,
        from,
        twiml: announcementTwiml(announcement(call, at('keys'))),
        rings,
        statusCallback: at('status'),
        machineCallback: at('machine'),
      }
    },
    async tidy() {
      if (settings().voicemailKeptAtTwilio) return
      for (const sid of recordingsHere(store.db, mostAtOnce)) {
        const answer = await carrier.calls.deleteRecording(sid)
        if (answer.kind !== 'ok' && answer.kind !== 'not-found') return
        store.write(({ db, now }) => setRecordingDeleted(db, sid, now))
      }
    },
    async take(step) {
      const base = publicUrl() ?? ''
      switch (step.step) {
        case 'in': {
          const document = await stepsIn.incoming(step, base)
          following.wake()
          return document
        }
        case 'whisper':
          return whisperTwiml(base, settings().campName, settings().callVoice)
        case 'accept':
          return stepsIn.accepted(step)
        case 'dialed':
          return stepsIn.dialed(step, base)
        case 'recorded':
          return stepsIn.recorded(step)
        case 'recording':
          await stepsIn.recorded(step)
          return null
        case 'keys':
          return store.writeSoon((write) => key(write, step, `${base}/twilio/voice/keys?a=${step.attemptId ?? ''}`))
        case 'left':
          return stepsIn.left(step)
        case 'status':
          return status(step)
        case 'machine':
          return machine(step)
        default:
          return hangUpTwiml
      }
    },
  }
}
