import { z } from 'zod'
import type {
  Audience,
  AudienceOptions,
  BroadcastPreview,
  BroadcastReport,
  BroadcastStart,
  BroadcastView,
} from './broadcast-views.ts'
import { call } from './define.ts'
import type { MessageView } from './views.ts'

const nothing = z.object({}).strict()
const uuid = z.uuid({ version: 'v7' })
const time = z.number().int().min(0).max(8.64e15)
const name = z.string().trim().min(1).max(80)
const word = z.string().min(1).max(200)
const id = z.number().int().positive()
/** A day that is one: '2027-02-30' is not. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true, 'Choose a day.')
const said = z.string().trim().max(80).optional()

const audience = z
  .object({
    from: z.enum(['today', 'roster', 'hand']),
    day: day.nullable(),
    camps: z.array(id).max(500).readonly(),
    groups: z.array(word).max(500).readonly(),
    fields: z.array(word).max(500).readonly(),
    states: z
      .array(z.enum(['expected', 'here', 'late', 'absent', 'missing', 'picked-up']))
      .max(6)
      .readonly(),
    tags: z.array(word).max(500).readonly(),
    players: z.array(id).max(20_000).readonly(),
    conversations: z.array(id).max(20_000).readonly(),
    guardians: z.enum(['all', 'first']),
    leaveOutLately: z.boolean(),
  })
  .strict()

const draft = z
  .object({
    audience,
    templateId: id.nullable(),
    bodies: z
      .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(4_000))
      .refine((bodies) => Object.keys(bodies).length > 0 && Object.keys(bodies).length <= 20, 'Write something first.'),
    facts: z.object({ camp: said, field: said, group: said, time: said }).strict(),
    asksToConfirm: z.boolean(),
    useMinutes: z.number().int().min(1).max(10_080),
    spoken: z.boolean().optional(),
    callAfter: z.number().int().min(1).max(120).optional(),
  })
  .strict()

const act = z.object({ requestId: uuid, id: uuid }).strict()

/** One text to many: who gets it, what becomes of it, and what they answer. */
export const broadcastCalls = {
  'audience.options': call(() => nothing).returns<AudienceOptions>(),
  /** Who would get which text now, from the text behind `from` on; and who would not, and why. */
  'broadcasts.preview': call(() =>
    z.object({ draft, from: z.number().int().min(0), limit: z.number().int().min(0).max(500) }).strict(),
  ).returns<BroadcastPreview>(),
  /**
   * Begins a broadcast, or plans it for `sendAt`. `id` is made by the screen: a repeat of the call returns the first result. The
   * same words within ten minutes ask first, unless `repeats` names the earlier one. `inPlaceOf`: a planned one that it takes the
   * place of, refused once that has begun.
   */
  'broadcasts.send': call(() =>
    z
      .object({
        id: uuid,
        name,
        draft,
        sendAt: time.nullable(),
        againOf: uuid.nullable(),
        repeats: uuid.nullable(),
        inPlaceOf: uuid.nullish(),
      })
      .strict(),
  ).returns<BroadcastStart>(),
  /** Sends one of the texts to a phone of staff's own. `id` is made by the screen. */
  'broadcasts.test': call(() =>
    z.object({ id: uuid, draft, to: z.string().min(1).max(64) }).strict(),
  ).returns<MessageView>(),
  /** The newest first. */
  'broadcasts.list': call(() =>
    z
      .object({
        before: z.object({ createdAt: time, id: uuid }).strict().nullable(),
        limit: z.number().int().min(1).max(100),
      })
      .strict(),
  ).returns<{ items: BroadcastView[]; hasMore: boolean }>(),
  /** What became of it, person by person, from the one behind `after` on (-1: from the first). */
  'broadcasts.report': call(() =>
    z.object({ id: uuid, after: z.number().int().min(-1), limit: z.number().int().min(1).max(1_000) }).strict(),
  ).returns<BroadcastReport>(),
  'broadcasts.pause': call(() => act).returns<BroadcastView>(),
  /** Lets a paused one go on; one that is planned for a time that has passed begins. */
  'broadcasts.resume': call(() => act).returns<BroadcastView>(),
  /** "Cancel the rest": what left is left. */
  'broadcasts.cancel': call(() => act).returns<BroadcastView>(),
  /** A planned one begins now. */
  'broadcasts.sendNow': call(() => act).returns<BroadcastView>(),
  /** Those who got it and have not answered, as an audience by hand. */
  'broadcasts.silent': call(() => z.object({ id: uuid }).strict()).returns<Audience>(),
  /** Saves the report as a table for a spreadsheet; returns the file's path. */
  'broadcasts.csv': call(() => z.object({ id: uuid }).strict()).returns<{ path: string }>(),
} as const
