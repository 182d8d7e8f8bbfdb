/** Statuses of a call as REST shows them (Twilio docs: Call resource, "Call status values"). */
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

/** Who or what picked up (Twilio docs: "Answering Machine Detection"). */
export type AnsweredBy = 'human' | 'machine_end_beep' | 'machine_start' | 'unknown'

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed'

/** Something that a phone heard. */
export interface Heard {
  readonly words: string
  /** After an answering machine's beep: kept on its tape. */
  readonly afterBeep: boolean
  /** Epoch ms. */
  readonly at: number
}

/** One call as the simulated Twilio keeps it: the judge's record. Times are epoch ms. */
export interface PracticeCall {
  readonly sid: string
  readonly direction: 'inbound' | 'outbound-api'
  readonly from: string
  readonly to: string
  readonly status: CallStatus
  readonly answeredBy: AnsweredBy | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly answeredAt: number | null
  readonly endedAt: number | null
  /** TwiML that came with the create request. */
  readonly twiml: string | null
  readonly url: string | null
  readonly statusCallback: string | null
  readonly statusEvents: readonly CallEvent[]
  readonly machineDetection: 'Enable' | 'DetectMessageEnd' | null
  readonly detectionCallback: string | null
  /** Seconds that it rings. */
  readonly timeout: number
  readonly errorCode: number | null
  /** What the phone heard, in order. */
  readonly heard: readonly Heard[]
  /** Keys that were pressed, in order. */
  readonly pressed: readonly string[]
  /** Callbacks so far; the next one's SequenceNumber. */
  readonly sequence: number
}

/** A recording of what a caller said. */
export interface PracticeRecording {
  readonly sid: string
  readonly callSid: string
  /** Seconds. */
  readonly duration: number
  readonly createdAt: number
  readonly wav: Uint8Array
}

/** How a phone that is called behaves. Times are ms of the clock. */
export type Callee =
  | {
      readonly kind: 'person'
      readonly rings: number
      /** Pressed one after the other, each when something asks for a key. */
      readonly keys: readonly string[]
      /** Hangs up so long after picking up; absent: listens to the end. */
      readonly patience?: number
      /** What they say where a message is asked for, in seconds; absent: nothing. */
      readonly says?: number
    }
  | { readonly kind: 'machine'; readonly rings: number; /** Its greeting, up to the beep. */ readonly greeting: number }
  | { readonly kind: 'busy'; readonly rings: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreachable'; readonly rings: number }

/** Whose phone rings, and what they do then. */
export interface PhoneBehaviour {
  /** @param count calls to this phone before this one */
  pickUp(address: string, count: number): Callee
}
