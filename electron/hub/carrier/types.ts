import type { Failure } from '../../ipc/contract/views.ts'
import type { CallCarrier } from './call-types.ts'

/** Twilio's message statuses (Messages resource, `status`). Unknown words from the wire are dropped before they get here. */
export const carrierStatuses = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'undelivered',
  'failed',
  'canceled',
  'partially_delivered',
  'receiving',
  'received',
] as const
export type CarrierStatus = (typeof carrierStatuses)[number]

/** How far a request got. Before `written` the carrier cannot have taken anything. */
export type AttemptPhase = 'connecting' | 'connected' | 'written' | 'answered'

/** The account texts go through: Twilio's, or the practice Twilio's. Never logged, never shown to the screen. */
export interface CarrierAccount {
  readonly accountSid: string
  /** Signs webhooks; also the password of REST where no API key is set. */
  readonly authToken: string
  readonly apiKey: { readonly sid: string; readonly secret: string } | null
  /** Our number in E.164. */
  readonly number: string
  readonly messagingServiceSid: string | null
  /** Origin that all of Twilio's domains go to instead (practice, tests); null for Twilio itself. */
  readonly apiOrigin: string | null
  /** PEM trusted for an https `apiOrigin`. */
  readonly apiCertificateAuthority: string | null
}

export interface OutgoingText {
  /** E.164. */
  readonly to: string
  /** E.164 of ours to answer from; ignored where a Messaging Service picks the sender. */
  readonly from: string
  readonly body: string
  /** Seconds the carrier may hold the text before it is useless; 1 to 36,000. */
  readonly validityPeriod: number
  /** When the carrier is to send it (epoch ms), where it holds it until then; absent: now. Only a Messaging Service can. */
  readonly sendAt?: number
  /** Absolute URL with the attempt's id in its query; null where no public address is known. */
  readonly statusCallback: string | null
}

/** A message as the carrier's REST API tells it. Times are epoch milliseconds. */
export interface CarrierMessage {
  readonly sid: string
  readonly direction: 'inbound' | 'outbound'
  /** Sent by Twilio itself in answer to a text: to STOP, or as a TwiML document says. Nobody asked for it by REST. */
  readonly isReply: boolean
  readonly status: CarrierStatus
  readonly from: string | null
  readonly to: string
  readonly body: string
  readonly segments: number
  readonly dateCreated: number
  readonly dateSent: number | null
  readonly errorCode: number | null
  readonly errorMessage: string | null
  readonly messagingServiceSid: string | null
  /** Pictures and other media that came along. */
  readonly mediaCount: number
}

/** A picture or other media of a text (Twilio docs: Media resource). */
export interface CarrierMedia {
  /** Twilio's address of the file. */
  readonly url: string
  readonly contentType: string
}

/** A page of the carrier's list, newest first. */
export interface CarrierMessagePage {
  readonly messages: readonly CarrierMessage[]
  /** Hand it in again for the next page; null after the last one. */
  readonly next: string | null
  /** The carrier's clock when it answered (epoch ms, cut to the second); null where it did not say. */
  readonly at: number | null
}

/** What became of one create request. Exactly one of these is true, and each has one right next step. */
export type SendOutcome =
  /** The carrier took it. */
  | { readonly kind: 'accepted'; readonly message: CarrierMessage }
  /** The carrier said no to this text, for good. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly httpStatus: number }
  /** The carrier said no to the account or the sender: nothing can go out until a person mends it. */
  | { readonly kind: 'account-trouble'; readonly failure: Failure; readonly httpStatus: number }
  /** The carrier surely did not take it, and asks to wait (429, full queue). */
  | { readonly kind: 'wait'; readonly retryAfter: number | null; readonly failure: Failure }
  /** Nothing left this laptop: no way out. No attempt is burnt. */
  | { readonly kind: 'no-way-out'; readonly captive: boolean; readonly details: string }
  /** Nobody knows whether it was taken. */
  | { readonly kind: 'uncertain'; readonly details: string }

/** Answer of a reading request. */
export type ReadOutcome<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'account-trouble'; readonly failure: Failure }
  | { readonly kind: 'wait'; readonly retryAfter: number | null }
  | { readonly kind: 'no-answer'; readonly captive: boolean; readonly details: string }

/** `unknown`: the carrier would not say (a standard API key may not ask), or the account is not active. */
export type AccountKind = 'trial' | 'full' | 'unknown'

export interface Carrier {
  readonly account: CarrierAccount
  readonly calls: CallCarrier
  /**
   * Sends one text by one request, never repeated inside.
   * `onPhase` hears how far the request got, each phase once, in order.
   */
  send(text: OutgoingText, onPhase: (phase: AttemptPhase) => void): Promise<SendOutcome>
  /** Takes back a text that the carrier holds until its time: what it says of the text then. */
  cancel(sid: string): Promise<ReadOutcome<CarrierMessage>>
  /**
   * Deletes the carrier's own copy of a text, its media first, of a call or of a recording (Twilio docs: Messages resource, "Delete a
   * Message resource"; Call and Recording resources).
   * @returns `not-found` where it is gone already; `busy`: not before its delivery has ended (20009)
   */
  remove(sid: string): Promise<ReadOutcome<'removed' | 'busy'>>
  /** One message by its sid. */
  fetch(sid: string): Promise<ReadOutcome<CarrierMessage>>
  /** Messages to a number, created on or after `since` (epoch ms; the filter is client-side on dateCreated, the request's no narrower than the day). Newest first, pages followed up to `limit`. */
  listTo(address: string, since: number, limit: number): Promise<ReadOutcome<readonly CarrierMessage[]>>
  /**
   * One page of the messages to or from a number of ours, sent on or after the day of `sentSince` (epoch ms, UTC).
   * @param next of the page before; null for the first one
   */
  listPage(
    filter: { readonly to: string } | { readonly from: string },
    sentSince: number,
    next: string | null,
  ): Promise<ReadOutcome<CarrierMessagePage>>
  /** What came with a text, in its order. */
  listMedia(sid: string): Promise<ReadOutcome<readonly CarrierMedia[]>>
  /** Whether the account is a full one. */
  accountKind(): Promise<ReadOutcome<AccountKind>>
  /** Drops idle connections, which a sleep or another network has made stale. */
  dropIdleConnections(): void
  close(): void
}
