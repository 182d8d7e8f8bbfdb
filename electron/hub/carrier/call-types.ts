import type { AttemptPhase, CarrierMessage, ReadOutcome, SendOutcome } from './types.ts'

/** A call that is to be made. */
export interface OutgoingCall {
  /** E.164. */
  readonly to: string
  /** E.164 of ours that it comes from. */
  readonly from: string
  /** What it does; at most 4,000 characters. */
  readonly twiml: string
  /** Seconds that it rings. */
  readonly rings: number
  /** Absolute URL with the attempt's id in its query; null where no public address is known. */
  readonly statusCallback: string | null
  /** Where it is told whether a person or a machine picked up; null: not asked. */
  readonly machineCallback: string | null
}

/** A call to or from us, as the carrier's REST API tells it. Times are epoch milliseconds. */
export interface CarrierCall {
  readonly sid: string
  readonly direction: 'inbound' | 'outbound'
  /** Twilio's own word: queued, ringing, in-progress, completed, busy, failed, no-answer, canceled. */
  readonly status: string
  readonly from: string
  readonly to: string
  readonly dateCreated: number
  /** Seconds; null while it goes on. */
  readonly duration: number | null
}

/** A recording of a call (Twilio docs: Recording resource). */
export interface CarrierRecording {
  readonly sid: string
  /** Seconds. */
  readonly duration: number
  /** Twilio's address of the sound. */
  readonly url: string
}

/**
 * Calls at the carrier. What it says of one is told as of a text, so that the same outbox, with the same promises, carries both.
 */
export interface CallCarrier {
  /** Makes one call by one request, never repeated inside. */
  make(call: OutgoingCall, onPhase: (phase: AttemptPhase) => void): Promise<SendOutcome>
  /** One call by its sid. */
  fetch(sid: string): Promise<ReadOutcome<CarrierCall>>
  /** Calls to a number that were made on or after `since` (epoch ms), newest first. */
  listTo(address: string, since: number, limit: number): Promise<ReadOutcome<readonly CarrierMessage[]>>
  /** Calls to a number of ours since then, newest first. */
  listIn(to: string, since: number, limit: number): Promise<ReadOutcome<readonly CarrierCall[]>>
  recordings(callSid: string): Promise<ReadOutcome<readonly CarrierRecording[]>>
  /** Has a call that goes on do something else. */
  redirect(sid: string, twiml: string): Promise<ReadOutcome<null>>
  /** Removes a recording at the carrier. */
  deleteRecording(sid: string): Promise<ReadOutcome<null>>
}
