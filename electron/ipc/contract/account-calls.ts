import { z } from 'zod'
import type {
  AccountView,
  ProofView,
  SaveResult,
  WebhookPlan,
  WebhooksView,
  WebhookWriteResult,
} from './account-views.ts'
import { call } from './define.ts'
import type { MessageView } from './views.ts'

const nothing = z.object({}).strict()
/** Longer than anything Twilio gives out; what it should be is said field by field. */
const credential = z.string().max(300)

/** Settings → Twilio and Settings → Webhooks. Secrets go in and never come out. */
export const accountCalls = {
  'account.state': call(() => nothing).returns<AccountView>(),
  /**
   * Tests what is given, with what is stored for the rest, and stores it once Twilio has accepted it. Absent: keep;
   * null: take away. Checks are told as they are made by `account-checks`.
   */
  'account.saveAndTest': call(() =>
    z
      .object({
        accountSid: credential.optional(),
        authToken: credential.optional(),
        apiKey: credential.nullable().optional(),
        apiSecret: credential.nullable().optional(),
        /** Where Twilio cannot be asked: store them all the same. */
        keepUntested: z.boolean().optional(),
        /** How long webhooks signed with the Auth Token before this one are still let in. */
        oldTokenHours: z.number().int().min(0).max(168).optional(),
      })
      .strict(),
  ).returns<SaveResult>(),
  /** A number in E.164, or a Messaging Service's SID. */
  'account.chooseSender': call(() => z.object({ sender: z.string().min(1).max(64) }).strict()).returns<AccountView>(),
  /** Sends one text to one's own phone; `test-text` tells how it fares. `id` is made by the screen. */
  'account.sendTest': call(() =>
    z.object({ id: z.uuid({ version: 'v7' }), to: z.string().min(1).max(64) }).strict(),
  ).returns<MessageView>(),
  /** Takes the Twilio credentials away. Texts and people stay. */
  'account.forget': call(() => nothing).returns<AccountView>(),

  /** `refresh` reads the numbers at Twilio; without it, what was read last. */
  'webhooks.state': call(() => z.object({ refresh: z.boolean() }).strict()).returns<WebhooksView>(),
  /** Reads the settings, and says what "Fix it for me" would change. */
  'webhooks.plan': call(() => nothing).returns<WebhookPlan>(),
  /** Makes these changes of the plan, as they were shown: a setting that changed meanwhile stops it. */
  'webhooks.fix': call(() =>
    z
      .object({
        changes: z
          .array(z.object({ id: z.string().max(100), from: z.string().max(4000) }).strict())
          .min(1)
          .max(500),
      })
      .strict(),
  ).returns<WebhookWriteResult>(),
  /** Puts back what was there before us, but for what somebody else has changed since. */
  'webhooks.undo': call(() => nothing).returns<WebhookWriteResult>(),
  /** Whether numbers follow the address by themselves when it changes. */
  'webhooks.follow': call(() => z.object({ on: z.boolean() }).strict()).returns<WebhooksView>(),
  /** One round trip through the public address. */
  'webhooks.prove': call(() => nothing).returns<ProofView>(),
} as const
