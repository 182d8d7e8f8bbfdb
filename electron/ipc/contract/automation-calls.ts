import { z } from 'zod'
import type { AutomationDryRun, AutomationRuns, AutomationView } from './automation-views.ts'
import { call } from './define.ts'

const id = z.number().int().positive()
const uuid = z.uuid({ version: 'v7' })
const minutesOfDay = z.number().int().min(0).max(1439)

const settings = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check-in') }).strict(),
  z.object({ kind: z.literal('pick-up') }).strict(),
  z
    .object({
      kind: z.literal('follow-up'),
      hours: z.number().int().min(0).max(72),
      which: z.enum(['each-day', 'last-day']),
    })
    .strict(),
  z.object({ kind: z.literal('reminder'), minutes: minutesOfDay, which: z.enum(['each-day', 'first-day']) }).strict(),
  z.object({ kind: z.literal('keyword'), words: z.array(z.string().trim().min(1).max(40)).max(10) }).strict(),
  z.object({ kind: z.literal('after-hours'), from: minutesOfDay, until: minutesOfDay }).strict(),
])

/** What sends texts by itself. */
export const automationCalls = {
  'automations.list': call(() => z.object({}).strict()).returns<readonly AutomationView[]>(),
  'automations.update': call(() =>
    z
      .object({
        id,
        name: z.string().trim().min(1).max(60).optional(),
        templateId: id.nullable().optional(),
        settings: settings.optional(),
      })
      .strict(),
  ).returns<AutomationView>(),
  /** On: from now on; what happened before is left alone. */
  'automations.switch': call(() => z.object({ id, enabled: z.boolean() }).strict()).returns<AutomationView>(),
  /** A keyword's reply, turned off at first. A repeat of the call changes nothing. */
  'automations.addKeyword': call(() => z.object({ requestId: uuid }).strict()).returns<readonly AutomationView[]>(),
  'automations.remove': call(() => z.object({ id }).strict()).returns<readonly AutomationView[]>(),
  /** Whom it would text, and how, and who is left out and why. Nothing leaves. */
  'automations.dryRun': call(() => z.object({ id }).strict()).returns<AutomationDryRun>(),
  'automations.runs': call(() =>
    z.object({ id, before: id.nullable(), limit: z.number().int().min(1).max(200) }).strict(),
  ).returns<AutomationRuns>(),
} as const
