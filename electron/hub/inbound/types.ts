import type { CarrierStatus } from '../carrier/types.ts'
import type { CallStep } from '../voice/steps.ts'

/** A text someone sent to one of our numbers (Twilio docs: "Twilio's request to your incoming message webhook"). */
export interface InboundText {
  readonly sid: string
  /** As the carrier gave it: E.164, a short code, a name, or empty when withheld. */
  readonly from: string
  readonly to: string
  readonly body: string
  readonly media: readonly InboundMedia[]
  /** Every other parameter, known or not: Twilio adds new ones without notice. */
  readonly extra: Readonly<Record<string, string>>
}

export interface InboundMedia {
  /** Null: the carrier is to be asked where it is. */
  readonly url: string | null
  readonly contentType: string
}

/** What became of a text of ours (Twilio docs: "Outbound message status in status callbacks"). */
export interface StatusUpdate {
  readonly sid: string
  readonly status: CarrierStatus
  /** From the callback's own query; null for a text sent without one. */
  readonly attemptId: string | null
  readonly errorCode: number | null
  readonly errorMessage: string | null
  /** What came along and is not said above. */
  readonly parameters: Readonly<Record<string, string>>
}

/** Takes in what the carrier reports. Resolves once it is committed; a rejection answers 500, so that Twilio may retry. */
export interface WebhookSink {
  text(text: InboundText): Promise<void>
  status(update: StatusUpdate): Promise<void>
  /** A step of a call; resolves with the document that answers it, null for none. */
  call(step: CallStep): Promise<string | null>
}

/** An account whose webhooks are let in. */
export interface WebhookAccount {
  readonly accountSid: string
  /** Each is tried: after a rotation the old one still signs for a while. */
  readonly authTokens: readonly string[]
  /** Base URL as the carrier knows it, or null: then nothing can be checked and everything is turned away. */
  readonly publicUrl: () => string | null
  readonly sink: WebhookSink
  /** Hears of each request that names this account, whether its signature was right. Called at a stranger's pace. */
  readonly heard?: (signature: 'right' | 'wrong') => void
}
