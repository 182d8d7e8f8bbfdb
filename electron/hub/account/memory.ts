import { z } from 'zod'
import { readSettings, writeSetting } from '../../../db/settings.ts'
import { dutyRecord } from '../duty/record.ts'
import type { Store } from '../store.ts'
import { webhookFields } from './webhook-plan.ts'

const check = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'ok', 'problem', 'unknown']),
  words: z.string(),
  details: z.string().nullable(),
})

/** What is kept of the account between starts. Never a secret. */
const kept = {
  /** What live texts are sent from. */
  'account.sender': z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('number'), number: z.string() }),
    z.object({ kind: z.literal('service'), sid: z.string(), number: z.string() }),
  ]),
  /** What the last test of the stored credentials found. */
  'account.tested': z.object({
    at: z.number(),
    /** False: stored without an answer of Twilio's. */
    answered: z.boolean(),
    name: z.string().nullable(),
    kind: z.enum(['trial', 'full', 'unknown']),
    checks: z.array(check).readonly(),
    senders: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(['number', 'service']),
          label: z.string(),
          note: z.string(),
          canText: z.boolean(),
          // Of an account that was tested before calls could be made: nobody has asked, so it is tried.
          canCall: z.boolean().default(true),
          numbers: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
  }),
  /** Until when the Auth Token before this one lets webhooks in. */
  'account.oldTokenUntil': z.number(),
  /** What stood at Twilio before us, field by field. */
  'webhooks.before': z.object({
    at: z.number(),
    records: z
      .array(
        z.object({
          sid: z.string(),
          field: z.enum(webhookFields),
          about: z.string(),
          before: z.string(),
          after: z.string(),
        }),
      )
      .readonly(),
  }),
  /** Numbers follow the address by themselves. */
  'webhooks.follow': z.boolean(),
  /** The last round trip that came back. */
  'webhooks.proved': z.object({ at: z.number(), address: z.string() }),
  /** Whether this laptop looks after the number. */
  duty: dutyRecord,
} as const

type Kept = typeof kept
export type KeptName = keyof Kept
export type KeptValue<Name extends KeptName> = z.infer<Kept[Name]>

export type TestedAccount = KeptValue<'account.tested'>
export type WebhookRecord = KeptValue<'webhooks.before'>['records'][number]

/** The account's own shelf in the live store. */
export interface AccountMemory {
  /** Null where nothing is kept, or something this version does not understand. */
  read<Name extends KeptName>(name: Name): KeptValue<Name> | null
  /** Null takes it away. */
  keep<Name extends KeptName>(name: Name, value: KeptValue<Name> | null): void
}

export function openAccountMemory(store: Store): AccountMemory {
  const values = new Map<string, unknown>(Object.entries(readSettings(store.db)).filter(([name]) => name in kept))
  return {
    read<Name extends KeptName>(name: Name) {
      const parsed = kept[name].safeParse(values.get(name) ?? undefined)
      return parsed.success ? (parsed.data as KeptValue<Name>) : null
    },
    keep(name, value) {
      store.write(({ db, now }) => writeSetting(db, name, value, now))
      values.set(name, value)
    },
  }
}
