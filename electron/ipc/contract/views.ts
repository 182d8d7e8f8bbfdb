import type {
  AddressKind,
  Channel,
  ConsentSource,
  Direction,
  MediaKind,
  MediaReason,
  MediaState,
  MessageOrigin,
  MessageState,
} from '../../../db/words.ts'

import type { HeldBecause } from './held-views.ts'
import type { LockView } from './staff-views.ts'
import type { StoreTroubleView } from './store-views.ts'

/** What the screen is shown of the store. Times are UTC epoch milliseconds by the hub's clock. */

export type {
  AddressKind,
  Channel,
  ConsentSource,
  Direction,
  MediaKind,
  MediaReason,
  MediaState,
  MessageOrigin,
  MessageState,
} from '../../../db/words.ts'

/** Why a text failed, in plain words, with the one thing to do. */
export interface Failure {
  /** The carrier's code, for the details only; null when there is none. */
  readonly code: number | null
  /** "This number cannot get texts." */
  readonly reason: string
  /** "Call instead." */
  readonly remedy: string
  /** What the carrier itself said; shown under Details. */
  readonly details: string | null
}

export interface MessageView {
  readonly id: string
  /** Order of arrival in the store; with `sortAt` the key of a thread's pages. */
  readonly seq: number
  readonly conversationId: number
  readonly direction: Direction
  readonly channel: Channel
  readonly body: string
  readonly state: MessageState
  readonly origin: MessageOrigin
  /** Who on staff wrote it; null for inbound texts. */
  readonly author: string | null
  readonly createdAt: number
  /** Position in the thread: strictly rising while live; the carrier's time for texts caught up on. */
  readonly sortAt: number
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  /** When a scheduled text is due; null for the others. */
  readonly sendAt: number | null
  /** After this time the text is not sent any more. */
  readonly noUseAfter: number | null
  readonly segments: number
  readonly failure: Failure | null
  /** Two attempts turned out to be accepted by the carrier. */
  readonly mayHaveArrivedTwice: boolean
  /** The message this one was edited from ("Edit and resend"). */
  readonly replaces: string | null
  /** A newer message replaced this one; it needs no action any more. */
  readonly replacedBy: string | null
  /** An earlier text of this conversation is held or uncertain, so this one waits behind it. */
  readonly waitsBehind: string | null
  /** Why it waits for a person's look before it goes; null where it does not. */
  readonly held: HeldBecause | null
  /** Uncertain, and the carrier's list was looked through in vain: only a person can decide now. */
  readonly needsDecision: boolean
  /** Why nobody knows what became of it; null while that is known. */
  readonly doubt: Doubt | null
  /** Inbound text that arrived while no webhook could reach us. */
  readonly arrivedWhileAway: boolean
  /** Pictures, sound and video that came with it, in the order the sender gave them. */
  readonly media: readonly MediaView[]
  /** How the call went, or goes on; null for a text. */
  readonly call: CallView | null
  /** Its words are spoken so many minutes after it left, unless it was answered, or arrived; null: they are not. */
  readonly thenCall: { readonly unless: 'answered' | 'delivered'; readonly minutes: number } | null
}

/** A call, out with spoken words or in from a parent; it says only what is known. */
export interface CallView {
  /**
   * In: `ringing` while it is with us, `calling` while the director's phone rings, `answered` by the director, `waiting` for what may
   * be on tape, `ended`.
   */
  readonly progress: 'waiting' | 'queued' | 'calling' | 'ringing' | 'answered' | 'ended'
  readonly answeredBy: 'person' | 'machine' | null
  /**
   * Out: `heard` by a person, `confirmed` by a key, `answered` by nobody knows whom, `cut-short` before the end, `message-left` on a
   * machine. In: `missed`, `voicemail`, `taken`.
   */
  readonly outcome:
    | 'heard'
    | 'confirmed'
    | 'answered'
    | 'cut-short'
    | 'message-left'
    | 'busy'
    | 'no-answer'
    | 'failed'
    | 'missed'
    | 'voicemail'
    | 'taken'
    | null
  /** Seconds. */
  readonly duration: number | null
  /** ISO 639-1 of what is spoken; null for calls in. */
  readonly language: string | null
  /** Calls that were made, and are made at most while nobody answers. */
  readonly calls: number
  readonly mostCalls: number
  /** When it is tried again (epoch ms); null: it is not. */
  readonly againAt: number | null
  /** Days after which its recording was removed; null: it was not. */
  readonly removedAfter: number | null
}

/**
 * `no-answer`: it was handed over, and the connection broke before the carrier said that it has it. `unclear-answer`: the
 * answer did not say so. `interrupted`: the app ended while the text was leaving.
 */
export type DoubtReason = 'no-answer' | 'unclear-answer' | 'interrupted'

/** A text of which nobody knows whether the carrier has it. */
export interface Doubt {
  readonly reason: DoubtReason
  /** When the carrier's list is looked through next (epoch ms), once there is a way out; null where it is not looked for. */
  readonly nextLookAt: number | null
}

/** What came with a text besides its words. Once `fetched`, the page finds it at `/media/<id>`. */
export interface MediaView {
  readonly id: string
  readonly kind: MediaKind
  readonly state: MediaState
  /** Why it failed or was refused; null otherwise. */
  readonly reason: MediaReason | null
  /** It was asked for in vain, and is asked for again by itself. */
  readonly late: boolean
  /** Size of the file; null before it is here. */
  readonly bytes: number | null
  /** Pixels as shown; null where not known. */
  readonly width: number | null
  readonly height: number | null
}

/** Another time of use than the usual: so many minutes from when it is sent, or until a time (epoch ms). */
export type DraftUse =
  | { readonly kind: 'for'; readonly minutes: number }
  | { readonly kind: 'until'; readonly at: number }

export interface ConversationView {
  readonly id: number
  readonly kind: AddressKind
  /** E.164 for `phone`; as it came otherwise. */
  readonly address: string
  /** The address as a person reads it: "(555) 010-0123". */
  readonly displayAddress: string
  /** Guardian names joined ("Ana Lopez, Marco Lopez"), or null when nobody is known. */
  readonly name: string | null
  /** First names of the family's players with their camp group, for the row's small marks. */
  readonly players: readonly PlayerMark[]
  readonly lastMessage: LastMessage | null
  /** Sort key of the list: the last message's time, or when the conversation was made. */
  readonly lastAt: number
  readonly unreadCount: number
  /** The newest message is inbound and nobody answered. */
  readonly needsReply: boolean
  /** Failed texts that nobody has dealt with. */
  readonly failedCount: number
  /** Texts still waiting on this laptop. */
  readonly waitingCount: number
  /** Of these, those that wait for a person's look. */
  readonly heldCount: number
  readonly draft: string
  /** Until when the draft is of use; null: the usual. */
  readonly draftUse: DraftUse | null
  /** Why texting is not possible, or null. */
  readonly closedReason: string | null
  /** They do not want texts; null where nothing says so. */
  readonly optedOut: OptedOut | null
  /** The newest text that seems to ask for no more texts (its `seq`), until somebody has looked at it. */
  readonly nearStop: number | null
}

export interface OptedOut {
  /** When it was said, or the carrier told us (epoch ms). */
  readonly at: number
  /** Their own text, the carrier's refusal, staff who were asked in person, or the registration. */
  readonly source: ConsentSource
}

export interface PlayerMark {
  readonly id: number
  readonly name: string
  readonly group: string | null
}

export interface LastMessage {
  readonly id: string
  readonly direction: Direction
  readonly channel: Channel
  readonly state: MessageState
  /** One line, cut at about 120 characters. */
  readonly preview: string
  readonly at: number
  /** How a call went; null for a text, and before it is known. */
  readonly callOutcome: CallView['outcome']
}

export interface ConversationCounts {
  readonly unread: number
  readonly needsReply: number
  readonly failed: number
}

export interface GuardianView {
  readonly id: number
  readonly name: string
  readonly role: string | null
  readonly address: string
  readonly displayAddress: string
}

export interface PlayerView {
  readonly id: number
  readonly name: string
  readonly group: string | null
  readonly birthYear: number | null
  readonly note: string | null
}

export interface FamilyView {
  readonly guardians: readonly GuardianView[]
  readonly players: readonly PlayerView[]
}

/** Someone who can be texted, as offered by "New message". */
export interface PersonHit {
  readonly name: string
  readonly address: string
  readonly displayAddress: string
  readonly players: readonly string[]
  readonly conversationId: number | null
}

/** A typed number, checked. */
export type NumberCheck =
  | { readonly ok: true; readonly address: string; readonly displayAddress: string; readonly warning: string | null }
  | { readonly ok: false; readonly reason: string }

export interface MessageHit {
  readonly message: MessageView
  readonly conversationName: string
  /** The text around the hit; matches stand between \u0002 and \u0003. */
  readonly snippet: string
}

export interface SearchResults {
  readonly conversations: readonly ConversationView[]
  readonly messages: readonly MessageHit[]
}

export interface AttemptView {
  readonly id: string
  readonly sid: string | null
  readonly startedAt: number
  readonly phase: 'connecting' | 'connected' | 'written' | 'answered'
  readonly outcome: 'open' | 'accepted' | 'refused' | 'not-taken' | 'uncertain' | 'absent'
  readonly carrierStatus: string | null
  readonly errorCode: number | null
  readonly errorText: string | null
}

export type Mode = 'practice' | 'not-set-up' | 'live'
export type LinkState = 'unknown' | 'online' | 'offline' | 'captive'

/** How the carrier's webhooks reach this laptop. */
export type TunnelState = 'none' | 'own-address' | 'practice' | 'up' | 'down'

export interface PausedOutbox {
  readonly code: number | null
  readonly reason: string
  readonly remedy: string
}

/** Texts that leave by themselves, without a person's look, once there is a way out. */
export interface LeavingView {
  readonly count: number
  /** About how long all of them will take on this link (ms, rounded up); null where no request was measured yet. */
  readonly takes: number | null
}

export interface ConnectionView {
  readonly link: LinkState
  readonly tunnel: TunnelState
  /** When the carrier last answered anything at all, also before this start; null before the first time. */
  readonly lastContactAt: number | null
  /** Texts waiting on this laptop to be taken by the carrier. */
  readonly waiting: number
  /** Those of them that need nobody. */
  readonly leaving: LeavingView
  /** Of these, those that wait for a person's look: they do not go by themselves. */
  readonly held: number
  /** Set while the outbox is stopped by an account problem. */
  readonly paused: PausedOutbox | null
  /** Webhooks whose signature was wrong since the start. */
  readonly rejectedWebhooks: number
  /** Practice only: staff took the network down. */
  readonly practiceNetworkDown: boolean
}

export type Theme = 'system' | 'light' | 'dark' | 'sunlight'
export type NotificationPrivacy = 'name-and-text' | 'name' | 'nothing'

export type CallVoice = 'woman' | 'man'

export interface Settings {
  readonly theme: Theme
  /** ISO 3166 alpha-2, for numbers typed without a country code. */
  readonly defaultCountry: string
  readonly notificationPrivacy: NotificationPrivacy
  /** One short tone for a new text. */
  readonly sounds: boolean
  /** A longer tone where a ladder wants somebody. */
  readonly alarmSound: boolean
  /** The laptop does not fall asleep in camp hours. */
  readonly keepAwake: boolean
  /** Closing the window keeps receiving in the tray. */
  readonly keepInTray: boolean
  /** Name put on the texts written at this laptop. */
  readonly staffName: string
  readonly campName: string
  /** How the carrier's webhooks reach this laptop. */
  readonly reachBy: 'ngrok' | 'own-address' | 'nothing'
  /** Host name at ngrok; empty takes the account's own free one. */
  readonly ngrokDomain: string
  /** Public base URL of the webhook listener, where `reachBy` is the user's own address; empty for none. */
  readonly publicUrl: string
  /** How fast texts leave from each number; 0: as its kind allows. */
  readonly segmentsPerSecond: number
  /** The camp's IANA time zone: what its days and times are told by. */
  readonly timeZone: string
  /** Quiet hours of what goes out by itself, in minutes after midnight; equal: none. */
  readonly quietFrom: number
  readonly quietUntil: number
  /** What callers hear first, and outside the hours; empty: the usual. */
  readonly callsGreeting: string
  readonly callsClosedGreeting: string
  /** E.164 of the phone that calls are passed on to; empty: none. */
  readonly callsForwardTo: string
  /** Hours in which calls are passed on, in minutes after midnight; equal: always. */
  readonly callsFrom: number
  readonly callsUntil: number
  /** How often a spoken message is tried while nobody answers; 1 to 3. */
  readonly callTries: number
  /** Whose voice reads what is spoken on calls; a language that has only one is read by that. */
  readonly callVoice: CallVoice
  /** Days after which a voicemail's recording is removed from this laptop; 0: it stays until somebody deletes it. */
  readonly voicemailDays: number
  /** Whether Twilio keeps its copy of a voicemail that is here. */
  readonly voicemailKeptAtTwilio: boolean
  /** What one segment of a text costs, in US dollars: for estimates. */
  readonly pricePerSegment: number
  /** Minutes without anybody at the laptop after which it locks by itself; 0: it does not. */
  readonly lockAfter: number
  /** Changed key bindings: command id → tinykeys string. */
  readonly keyBindings: Readonly<Record<string, string>>
}

export interface AppState {
  readonly mode: Mode
  readonly host: 'electron' | 'browser'
  readonly platform: string
  readonly version: string
  /** The hub's clock, to show its times rightly when it does not run at real speed. */
  readonly now: number
  readonly clockRate: number
  /** Position of the change feed this state was read at. */
  readonly feed: FeedPosition
  readonly connection: ConnectionView
  readonly settings: Settings
  /** The window is covered until somebody types their PIN; null while it is open. */
  readonly lock: LockView | null
  /** What is wrong with the disk or the data file; null while nothing is. */
  readonly storeTrouble: StoreTroubleView | null
  readonly counts: ConversationCounts
  /** Why nobody can be called from the number in use; null where they can. */
  readonly callsClosed: string | null
  /** The number texts go out from, as people read it; null before set-up. */
  readonly ourNumber: string | null
  /** When the live store was put back from a copy; null where it never was. Another time means another store. */
  readonly restoredAt: number | null
  /** Where live credentials come from; null when there are none. */
  readonly credentialSource: 'environment' | 'vault' | null
  /** The webhook listener's own address on this laptop; null while it is not listening. */
  readonly webhookAddress: string | null
}

export interface FeedPosition {
  /** Changes when the hub restarts or another mode is shown: everything is to be read again. */
  readonly epoch: string
  readonly seq: number
}
