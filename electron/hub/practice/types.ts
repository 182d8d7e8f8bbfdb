import type { CarrierStatus } from '../carrier/types.ts'

/** One message as the simulated Twilio keeps it: the judge's record, never changed by what REST hides. Times are epoch ms. */
export interface PracticeMessage {
  /** Order of acceptance, from 1. */
  readonly position: number
  readonly sid: string
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply'
  /** Null until a Messaging Service has chosen a sender. */
  readonly from: string | null
  readonly to: string
  readonly body: string
  readonly segments: number
  readonly mediaCount: number
  readonly status: CarrierStatus
  readonly errorCode: number | null
  readonly messagingServiceSid: string | null
  readonly statusCallback: string | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly sentAt: number | null
  /** Seconds it may wait in Twilio's queue; null for inbound. */
  readonly validityPeriod: number | null
  /** What the create request was told: `created`, or the fault that spoilt the answer. */
  readonly answered: string
  /** Body removed from REST on request ("redacted"); the record keeps it. */
  readonly redacted: boolean
  /** Removed from REST on request; the record keeps it. */
  readonly deleted: boolean
}

/** A change of status that will happen at `at` (epoch ms). */
export interface Step {
  readonly status: CarrierStatus
  readonly at: number
  readonly errorCode?: number
}

/** A message with what only the simulator itself looks at. */
export interface StoredMessage extends PracticeMessage {
  /** The sender a Messaging Service will use, before it is shown. */
  readonly chosenSender: string
  /** Steps still to come, in order. */
  readonly plan: readonly Step[]
  /** When the sender's queue is free again after this message; 0 where it takes no place in it. */
  readonly slotEnd: number
  readonly price: string | null
}

/** From and to, in ms of the clock; a value between them is drawn for each use. */
export type Span = readonly [low: number, high: number]

/** How long things take at the simulated Twilio, and how untidy it is. */
export interface PracticeTiming {
  /** From a request to its answer. */
  readonly answer: Span
  /** From `accepted` to `queued`, with a Messaging Service. */
  readonly acceptedToQueued: Span
  readonly queuedToSent: Span
  readonly sentToDelivered: Span
  /** From a change of status to its callback. */
  readonly callback: Span
  /** From a parent's text to the inbound webhook. */
  readonly inbound: Span
  /** Segments per second of a long code; 0 switches pacing off. */
  readonly segmentsPerSecond: number
  /** Share of callbacks posted twice. */
  readonly doubled: number
  /** Share of callbacks that arrive after the one that follows them. */
  readonly shuffled: number
  /** Share of callbacks with a parameter nobody has heard of. */
  readonly unknownParameter: number
  /** Share of texts that say `sending` on their way. */
  readonly sending: number
  /** Share of texts whose carrier never gives a receipt: they stay `sent`. */
  readonly noReceipt: number
}

/** Feels like a real account on a quiet day. */
export const lifelikeTiming: PracticeTiming = {
  answer: [60, 180],
  acceptedToQueued: [80, 250],
  queuedToSent: [500, 1500],
  sentToDelivered: [1000, 4000],
  callback: [30, 150],
  inbound: [40, 200],
  segmentsPerSecond: 1,
  doubled: 0.03,
  shuffled: 0.03,
  unknownParameter: 0.05,
  sending: 0.1,
  noReceipt: 0,
}

/** No waiting, no untidiness: for tests that are about something else, and for benchmarks. */
export const promptTiming: PracticeTiming = {
  answer: [0, 0],
  acceptedToQueued: [0, 0],
  queuedToSent: [0, 0],
  sentToDelivered: [0, 0],
  callback: [0, 0],
  inbound: [0, 0],
  segmentsPerSecond: 0,
  doubled: 0,
  shuffled: 0,
  unknownParameter: 0,
  sending: 0,
  noReceipt: 0,
}

export interface PracticeNumber {
  /** E.164. */
  readonly phoneNumber: string
  /** PN…; made up where missing. */
  readonly sid?: string
  readonly friendlyName?: string
  readonly smsUrl?: string | null
  readonly smsMethod?: string
  readonly smsFallbackUrl?: string | null
  readonly smsApplicationSid?: string | null
  readonly voiceUrl?: string | null
  readonly voiceFallbackUrl?: string | null
  readonly voiceApplicationSid?: string | null
  readonly trunkSid?: string | null
  readonly statusCallback?: string | null
  readonly capabilities?: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean }
  /** A toll-free number's verification; absent: none was asked for. */
  readonly tollFreeStatus?: 'PENDING_REVIEW' | 'IN_REVIEW' | 'TWILIO_APPROVED' | 'TWILIO_REJECTED'
}

/** A Messaging Service's registration with the carriers of the United States (A2P 10DLC). */
export interface PracticeCampaign {
  /** VERIFIED, IN_PROGRESS, PENDING, FAILED or SUSPENDED. */
  readonly status: string
  readonly errors?: readonly { readonly error_code: number; readonly error_description: string }[]
}

export interface PracticeMessagingService {
  /** MG… */
  readonly sid: string
  readonly friendlyName?: string
  /** E.164 numbers of its pool; each one of the account's. */
  readonly numbers: readonly string[]
  /** Null with `useInboundWebhookOnNumber` false: inbound texts are not even logged. */
  readonly inboundRequestUrl?: string | null
  readonly useInboundWebhookOnNumber?: boolean
  readonly statusCallback?: string | null
  readonly campaign?: PracticeCampaign
}

export interface PracticeApiKey {
  readonly sid: string
  readonly secret: string
  readonly kind: 'standard' | 'main'
}

export interface PracticeAccount {
  readonly accountSid: string
  readonly authToken: string
  readonly apiKeys?: readonly PracticeApiKey[]
  readonly type?: 'Trial' | 'Full'
  readonly status?: 'active' | 'suspended' | 'closed'
  readonly friendlyName?: string
  /** What is left on it; null: not shown, as for a subaccount. */
  readonly balance?: { readonly amount: string; readonly currency: string } | null
  /** Numbers a trial account may text; a full account texts anybody. */
  readonly verifiedNumbers?: readonly string[]
  readonly numbers: readonly PracticeNumber[]
  readonly messagingServices?: readonly PracticeMessagingService[]
}

/** A picture or file of an inbound text, as the carrier keeps it. */
export interface MediaFile {
  /** ME… */
  readonly sid: string
  readonly contentType: string
  readonly bytes: Uint8Array
}
