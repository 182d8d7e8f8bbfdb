import { z } from 'zod'
import { accountCalls } from './account-calls.ts'
import { automationCalls } from './automation-calls.ts'
import { awayCalls } from './away-calls.ts'
import { parseBaseUrl } from './base-url.ts'
import { boardCalls } from './board-calls.ts'
import { broadcastCalls } from './broadcast-calls.ts'
import { backupCalls } from './backup-calls.ts'
import { consentCalls } from './consent-calls.ts'
import { call } from './define.ts'
import type { CallDefinition } from './define.ts'
import { diagnosticsCalls } from './diagnostics-calls.ts'
import { dutyCalls } from './duty-calls.ts'
import { heldCalls } from './held-calls.ts'
import { ladderCalls } from './ladder-calls.ts'
import type { CallName } from './names.ts'
import { peopleCalls } from './people-calls.ts'
import { peopleEditCalls } from './people-edit-calls.ts'
import { reachCalls } from './reach-calls.ts'
import { staffCalls } from './staff-calls.ts'
import { startCalls } from './start-calls.ts'
import { removalCalls } from './removal-calls.ts'
import { rosterCalls } from './roster-calls.ts'
import { proposalsCalls } from './proposals-calls.ts'
import { scheduleCalls } from './schedule-calls.ts'
import { templatesCalls } from './templates-calls.ts'
import type {
  AppState,
  AttemptView,
  ConversationCounts,
  ConversationView,
  FamilyView,
  MessageView,
  NumberCheck,
  PersonHit,
  SearchResults,
  Settings,
} from './views.ts'

const nothing = z.object({}).strict()
const conversationId = z.number().int().positive()
const uuid = z.uuid({ version: 'v7' })
const time = z.number().int().min(0).max(8.64e15)
/** Twilio refuses bodies over 1600 characters (21617). */
const body = z
  .string()
  .min(1)
  .max(1600)
  .refine((text) => text.trim() !== '', 'Write something first.')
const limit = z.number().int().min(1).max(200)

const isPublicUrl = (text: string): boolean => text === '' || parseBaseUrl(text) !== null

const minutesOfDay = z.number().int().min(0).max(1439)

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const settings = () =>
  z
    .object({
      theme: z.enum(['system', 'light', 'dark', 'sunlight']),
      defaultCountry: z.string().regex(/^[A-Z]{2}$/),
      notificationPrivacy: z.enum(['name-and-text', 'name', 'nothing']),
      sounds: z.boolean(),
      alarmSound: z.boolean(),
      keepAwake: z.boolean(),
      keepInTray: z.boolean(),
      staffName: z.string().trim().max(60),
      campName: z.string().trim().max(80),
      reachBy: z.enum(['ngrok', 'own-address', 'nothing']),
      /** A host name of the user's at ngrok; empty: the account's own free one. */
      ngrokDomain: z.union([z.literal(''), z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i)]),
      publicUrl: z.string().max(300).refine(isPublicUrl, 'Give the address alone, such as https://camp.example.com.'),
      segmentsPerSecond: z.number().min(0).max(200),
      timeZone: z.string().max(60).refine(isTimeZone, 'Choose a time zone of the list.'),
      quietFrom: minutesOfDay,
      quietUntil: minutesOfDay,
      callsGreeting: z.string().trim().max(400),
      callsClosedGreeting: z.string().trim().max(400),
      callsForwardTo: z.union([z.literal(''), z.string().regex(/^\+[1-9]\d{6,14}$/)]),
      callsFrom: minutesOfDay,
      callsUntil: minutesOfDay,
      callTries: z.number().int().min(1).max(3),
      callVoice: z.enum(['woman', 'man']),
      voicemailDays: z.number().int().min(0).max(3_650),
      voicemailKeptAtTwilio: z.boolean(),
      /** US dollars. */
      pricePerSegment: z.number().min(0).max(10),
      /** Minutes without anybody at the laptop; 0: it does not lock by itself. */
      lockAfter: z.number().int().min(0).max(240),
      keyBindings: z.record(z.string().max(60), z.string().max(60)),
    })
    .partial()
    .strict()

/** Every call the screen can make. Types of both hosts, of the preload and of the screen are inferred from here. */
export const calls = {
  'system.state': call(() => nothing).returns<AppState>(),
  /** Whether the window has focus and which conversation is on screen: decides what needs a notification. */
  'system.presence': call(() =>
    z.object({ focused: z.boolean(), conversationId: conversationId.nullable() }).strict(),
  ).returns<null>(),
  'system.reportError': call(() =>
    z
      .object({ where: z.string().max(200), message: z.string().max(2000), stack: z.string().max(8000).optional() })
      .strict(),
  ).returns<null>(),

  'settings.update': call(settings).returns<Settings>(),

  'conversations.list': call(() =>
    z
      .object({
        show: z.enum(['all', 'unread', 'needs-reply', 'failed']),
        before: z.object({ lastAt: time, id: conversationId }).strict().nullable(),
        limit,
      })
      .strict(),
  ).returns<{ items: ConversationView[]; hasMore: boolean; counts: ConversationCounts }>(),
  'conversations.get': call(() => z.object({ id: conversationId }).strict()).returns<ConversationView>(),
  /** The conversation with a typed number or a person's address, made where there is none. */
  'conversations.open': call(() =>
    z.object({ address: z.string().min(1).max(64) }).strict(),
  ).returns<ConversationView>(),
  /** Everything up to and including `throughSeq` was seen on screen. */
  'conversations.markRead': call(() =>
    z.object({ id: conversationId, throughSeq: z.number().int().min(0) }).strict(),
  ).returns<ConversationView>(),
  'conversations.markUnread': call(() => z.object({ id: conversationId }).strict()).returns<ConversationView>(),
  'conversations.saveDraft': call(() =>
    z
      .object({
        id: conversationId,
        body: z.string().max(5000),
        /** Until when it is of use; null or absent: the usual. */
        use: z
          .discriminatedUnion('kind', [
            z.object({ kind: z.literal('for'), minutes: z.number().int().min(1).max(10_000) }).strict(),
            z.object({ kind: z.literal('until'), at: time }).strict(),
          ])
          .nullable()
          .optional(),
      })
      .strict(),
  ).returns<null>(),

  /** In which language a call to them is spoken where nothing else is said, and those a call can be spoken in (ISO 639-1). */
  'conversations.spokenIn': call(() => z.object({ id: conversationId }).strict()).returns<{
    language: string
    languages: readonly string[]
  }>(),

  /** One page of a thread, oldest first: before or after a key, around a message, or the newest. */
  'messages.page': call(() =>
    z
      .object({
        conversationId,
        at: z.discriminatedUnion('where', [
          z.object({ where: z.literal('newest') }).strict(),
          z.object({ where: z.literal('before'), sortAt: time, seq: z.number().int() }).strict(),
          z.object({ where: z.literal('after'), sortAt: time, seq: z.number().int() }).strict(),
          z.object({ where: z.literal('around'), messageId: uuid }).strict(),
        ]),
        limit,
      })
      .strict(),
  ).returns<{ items: MessageView[]; hasOlder: boolean; hasNewer: boolean }>(),
  /**
   * Queues a text. `id` is made by the screen: a repeat of the call returns the first result. Refused with the code `repeat`
   * where the same words went to the same number within ten minutes, unless `replaces` says that they are edited.
   */
  'messages.send': call(() =>
    z
      .object({
        id: uuid,
        conversationId,
        channel: z.enum(['sms', 'voice']),
        body,
        /** Of a call: in which language it is spoken; absent: the family's. */
        language: z
          .string()
          .regex(/^[a-z]{2}$/)
          .optional(),
        /** Of a text: its words are spoken so many minutes later, unless it was answered, or arrived; `id` is the call's. */
        thenCall: z
          .object({ id: uuid, unless: z.enum(['answered', 'delivered']), minutes: z.number().int().min(1).max(120) })
          .strict()
          .optional(),
        /** The message this one was edited from. */
        replaces: uuid.nullable(),
        noUseAfter: time.nullable(),
        /** The earlier text with the same words that staff were asked about and send again nevertheless. */
        repeats: uuid.nullable().optional(),
      })
      .strict(),
  ).returns<MessageView>(),
  /** "Try again": a new attempt of the same message. */
  'messages.retry': call(() => z.object({ requestId: uuid, messageId: uuid }).strict()).returns<MessageView>(),
  /** "Send now anyway": do not wait behind an earlier text that is held or uncertain. */
  'messages.sendNow': call(() => z.object({ requestId: uuid, messageId: uuid }).strict()).returns<MessageView>(),
  /** Withdraws a text that has not left this laptop. */
  'messages.cancel': call(() => z.object({ messageId: uuid }).strict()).returns<MessageView>(),
  /** No call is to follow this text any more. */
  'messages.dontCall': call(() => z.object({ messageId: uuid }).strict()).returns<MessageView>(),
  /** A person's word on an uncertain text: it did not arrive (send again), or leave it. */
  'messages.decide': call(() =>
    z.object({ requestId: uuid, messageId: uuid, decision: z.enum(['send-again', 'leave']) }).strict(),
  ).returns<MessageView>(),
  'messages.attempts': call(() => z.object({ messageId: uuid }).strict()).returns<AttemptView[]>(),

  /** Fetches a picture or other media again, now. */
  'media.retry': call(() => z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) }).strict()).returns<MessageView>(),

  'people.find': call(() => z.object({ text: z.string().max(100), limit }).strict()).returns<PersonHit[]>(),
  'people.family': call(() => z.object({ conversationId }).strict()).returns<FamilyView>(),
  'people.checkNumber': call(() => z.object({ text: z.string().max(64) }).strict()).returns<NumberCheck>(),

  'search.query': call(() => z.object({ text: z.string().max(200), limit }).strict()).returns<SearchResults>(),

  'practice.start': call(() => nothing).returns<null>(),
  /** Ends practice and wipes practice data alone. */
  'practice.end': call(() => nothing).returns<null>(),
  /** A parent calls, and says so many seconds on tape; 0: hangs up before. */
  'practice.callAsParent': call(() =>
    z.object({ conversationId, seconds: z.number().int().min(0).max(60) }).strict(),
  ).returns<null>(),
  'practice.replyAsParent': call(() =>
    z
      .object({ conversationId, body: z.string().max(1600), withPicture: z.boolean().optional() })
      .strict()
      .refine((text) => text.withPicture === true || text.body.trim() !== '', 'Write something first.'),
  ).returns<null>(),
  /** A made-up registration's export, to try an import on. */
  'practice.sampleRoster': call(() => nothing).returns<{ fileName: string; text: string }>(),
  'practice.setNetwork': call(() => z.object({ down: z.boolean() }).strict()).returns<null>(),
  /** The next text to any number fails with this carrier code (default 30003: phone is off). */
  'practice.failNext': call(() =>
    z.object({ code: z.number().int().min(10000).max(99999).nullable() }).strict(),
  ).returns<null>(),

  ...startCalls,
  ...awayCalls,
  ...backupCalls,
  ...boardCalls,
  ...proposalsCalls,
  ...broadcastCalls,
  ...heldCalls,
  ...scheduleCalls,
  ...automationCalls,
  ...peopleCalls,
  ...peopleEditCalls,
  ...removalCalls,
  ...rosterCalls,
  ...diagnosticsCalls,
  ...dutyCalls,
  ...reachCalls,
  ...templatesCalls,
  ...accountCalls,
  ...consentCalls,
  ...ladderCalls,
  ...staffCalls,
} as const satisfies Record<CallName, CallDefinition>

export type Calls = typeof calls
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>
export type ParsedInput<Name extends CallName> = z.output<Calls[Name]['input']>
export type CallOutput<Name extends CallName> =
  Calls[Name] extends CallDefinition<z.ZodType, infer Output> ? Output : never
