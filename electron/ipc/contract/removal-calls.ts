import { z } from 'zod'
import { call } from './define.ts'
import type { RemovalDone, SeasonView } from './removal-views.ts'

const nothing = z.object({}).strict()
const id = z.number().int().positive()
const requestId = z.uuid({ version: 'v7' })
/** A director, by their PIN; needed where one has one. */
const by = z
  .object({ staffId: id.max(Number.MAX_SAFE_INTEGER), pin: z.string().regex(/^\d{4,8}$/) })
  .strict()
  .nullish()

/** Taking people along, and taking them out for good. */
export const removalCalls = {
  /** Writes everything, or what there is of one family, as CSV files; `folder` null: into the data folder. */
  'people.export': call(() =>
    z.object({ familyId: id.nullable(), folder: z.string().trim().min(1).max(4096).nullable(), by }).strict(),
  ).returns<{ path: string }>(),
  /**
   * Cannot be taken back. `withTexts`: the conversations too, where their numbers reach nobody else; `atCarrier`: Twilio's own
   * copies of those texts as well, one after the other.
   */
  'people.deleteFamily': call(() =>
    z.object({ requestId, familyId: id, withTexts: z.boolean(), atCarrier: z.boolean(), by }).strict(),
  ).returns<RemovalDone>(),
  /** What a wipe would remove. */
  'people.season': call(() => nothing).returns<SeasonView>(),
  /** Cannot be taken back. `confirm`: the word that a person typed. */
  'people.wipe': call(() =>
    z.object({ requestId, confirm: z.literal('WIPE'), atCarrier: z.boolean(), by }).strict(),
  ).returns<RemovalDone>(),
} as const
