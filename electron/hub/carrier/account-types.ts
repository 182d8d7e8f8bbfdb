import type { Failure } from '../../ipc/contract/views.ts'
import type { CarrierAccount } from './types.ts'

/** What signs in: all of an account but its sender. */
export type Credentials = Pick<
  CarrierAccount,
  'accountSid' | 'authToken' | 'apiKey' | 'apiOrigin' | 'apiCertificateAuthority'
>

/** An answer about the account. Changes asked for here can be repeated: they say what something is to be. */
export type Reply<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'not-found' }
  /** The carrier said no, in its own words. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly httpStatus: number }
  /** Too many requests at once, also after waiting. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'no-answer'; readonly captive: boolean; readonly details: string }

export type NoValue = Exclude<Reply<never>, { readonly kind: 'ok' }>

/** The Account resource (Twilio docs). */
export interface AccountFacts {
  readonly name: string
  readonly status: string
  readonly kind: 'trial' | 'full' | 'unknown'
}

/** The IncomingPhoneNumber resource, as far as it concerns us. Empty strings where Twilio has nothing. */
export interface OwnNumber {
  readonly sid: string
  /** E.164. */
  readonly phoneNumber: string
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean }
  readonly smsUrl: string
  readonly smsMethod: string
  readonly smsFallbackUrl: string
  /** Set: every Sms…Url counts for nothing. */
  readonly smsApplicationSid: string
  readonly voiceUrl: string
  readonly voiceMethod: string
  readonly voiceFallbackUrl: string
  /** Set, or `trunkSid`: every Voice…Url counts for nothing. */
  readonly voiceApplicationSid: string
  readonly trunkSid: string
}

/** What may be changed of a number; an empty string takes it away. */
export type NumberChanges = Partial<
  Pick<
    OwnNumber,
    'smsUrl' | 'smsMethod' | 'smsApplicationSid' | 'voiceUrl' | 'voiceMethod' | 'voiceApplicationSid' | 'trunkSid'
  >
>

/** The Messaging Service resource, as far as it concerns us. */
export interface MessagingService {
  readonly sid: string
  readonly name: string
  /** Empty while the service does not defer to the number: inbound texts are not even logged. */
  readonly inboundRequestUrl: string
  /** The number's own webhook counts, not the service's. */
  readonly useInboundWebhookOnNumber: boolean
}

export type ServiceChanges = Partial<Pick<MessagingService, 'useInboundWebhookOnNumber'>>

/** Registration with the carriers of the United States (Twilio docs: A2P 10DLC, Toll-Free Verification). */
export interface Registration {
  /** Twilio's word: VERIFIED, IN_PROGRESS, FAILED, TWILIO_APPROVED, … */
  readonly status: string
  /** Why it was turned down, where Twilio says so. */
  readonly reason: string | null
}

/** The account behind the sender: asking about it, and changing where its webhooks go. One request at a time. */
export interface AccountClient {
  /** Milliseconds the carrier's clock is ahead of ours by its latest `Date` header; null before an answer. */
  readonly clockSkew: number | null
  /** By the Auth Token itself, whatever the others sign in with: it is the only proof of the token. */
  account(): Promise<Reply<AccountFacts>>
  /** One small request that any API key may make (Standard keys may not read the account). */
  tryKey(): Promise<Reply<true>>
  numbers(): Promise<Reply<readonly OwnNumber[]>>
  number(sid: string): Promise<Reply<OwnNumber>>
  updateNumber(sid: string, changes: NumberChanges): Promise<Reply<OwnNumber>>
  services(): Promise<Reply<readonly MessagingService[]>>
  service(sid: string): Promise<Reply<MessagingService>>
  updateService(sid: string, changes: ServiceChanges): Promise<Reply<MessagingService>>
  /** The pool's numbers in E.164. */
  serviceNumbers(sid: string): Promise<Reply<readonly string[]>>
  balance(): Promise<Reply<{ readonly amount: string; readonly currency: string }>>
  /** A2P 10DLC campaigns of a Messaging Service. */
  campaigns(serviceSid: string): Promise<Reply<readonly Registration[]>>
  /** Verifications of a toll-free number, the newest first. */
  tollFreeVerifications(numberSid: string): Promise<Reply<readonly Registration[]>>
  close(): void
}
