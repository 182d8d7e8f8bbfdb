import { z } from 'zod'
import { call } from './define.ts'
import type { LadderCase, LadderSetting, LaddersNow } from './ladder-views.ts'

const nothing = z.object({}).strict()
const requestId = z.uuid({ version: 'v7' })
const id = z.number().int().positive()
const director = z
  .object({ staffId: id.max(Number.MAX_SAFE_INTEGER), pin: z.string().regex(/^\d{4,8}$/) })
  .strict()
  .nullish()
const caseIds = z.array(id).min(1).max(500)
const after = z.number().int().min(0).max(480)
/** Rungs of a ladder, as they are set and stored. */
export const rungsSchema = () =>
  z
    .array(
      z.discriminatedUnion('act', [
        z
          .object({
            after,
            act: z.literal('text'),
            guardian: z.number().int().min(0).max(7),
            spoken: z.boolean().optional(),
          })
          .strict(),
        z.object({ after, act: z.literal('call') }).strict(),
        z.object({ after, act: z.literal('alarm') }).strict(),
      ]),
    )
    .min(1)
    .max(8)
    .refine(
      (all) => all.every((rung, index) => index === 0 || rung.after > (all[index - 1]?.after ?? 0)),
      'Each step comes later than the one before.',
    )

/** Ladders of players who did not arrive or were not picked up. A repeat of an act changes nothing. */
export const ladderCalls = {
  /** Everybody on a ladder today. */
  'ladders.today': call(() => nothing).returns<LadderCase[]>(),
  'ladders.now': call(() => nothing).returns<LaddersNow>(),
  'ladders.settings': call(() => nothing).returns<LadderSetting[]>(),
  /** `by`: a director, by their PIN; needed to turn one on where a director has a PIN. */
  'ladders.save': call(() =>
    z
      .object({
        requestId,
        campId: id,
        kind: z.enum(['not-arrived', 'not-picked-up']),
        enabled: z.boolean(),
        rungs: rungsSchema(),
        templateId: id.nullable(),
        by: director,
      })
      .strict(),
  ).returns<LadderSetting[]>(),
  /** "Send": the families asked about are texted now, but for those whose player has come. */
  'ladders.send': call(() => z.object({ requestId, caseIds }).strict()).returns<LadderCase[]>(),
  /** "Not now": the rung asked about is passed over; the next one comes at its time. */
  'ladders.leave': call(() => z.object({ requestId, caseIds }).strict()).returns<LadderCase[]>(),
  /** A person called, as a rung asked. */
  'ladders.called': call(() =>
    z.object({ requestId, caseId: id, rung: z.number().int().min(0).max(7) }).strict(),
  ).returns<LadderCase[]>(),
  /** "We have it": nothing more goes out about these players today. */
  'ladders.settle': call(() => z.object({ requestId, caseIds }).strict()).returns<LadderCase[]>(),
} as const
