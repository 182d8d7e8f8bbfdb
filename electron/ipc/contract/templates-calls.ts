import { z } from 'zod'
import { call } from './define.ts'
import type { FilledTemplate, FirstTextNotice, TemplateReport, TemplateView } from './templates-views.ts'

const id = z.number().int().positive()
const uuid = z.uuid({ version: 'v7' })
const name = z.string().trim().min(1).max(80)
const useMinutes = z.number().int().min(1).max(10_080).nullable()
const language = z.string().regex(/^[a-z]{2,3}$/)
/** Longer than a text may be: what is said of it has to say so. */
const body = z.string().max(4_000)
const versions = z
  .array(z.object({ language, body }).strict())
  .min(1)
  .max(12)
  .refine((all) => new Set(all.map((one) => one.language)).size === all.length, 'One version for each language.')
const given = z.string().trim().max(80)
const set = z.object({ camp: given, group: given, field: given, time: given }).partial().strict()

/** Texts that are written once and sent often. */
export const templatesCalls = {
  /** Every template in the camp's order, those put away among them. */
  'templates.list': call(() => z.object({}).strict()).returns<TemplateView[]>(),
  /** Stores a new template, or what is said of one now. A repeat with the same request id returns the first result. */
  'templates.save': call(() =>
    z.object({ requestId: uuid, id: id.nullable(), name, useMinutes, versions }).strict(),
  ).returns<TemplateView>(),
  'templates.duplicate': call(() => z.object({ requestId: uuid, id, name }).strict()).returns<TemplateView>(),
  /** Puts a template away, or brings it back. What is planned with it goes on. */
  'templates.archive': call(() => z.object({ id, archived: z.boolean() }).strict()).returns<TemplateView>(),
  /** Says again what came with the app. */
  'templates.putBack': call(() => z.object({ id }).strict()).returns<TemplateView>(),
  /** Tries versions on the families of the store; the report is of the one in `language`. */
  'templates.check': call(() => z.object({ versions, language, set }).strict()).returns<TemplateReport>(),
  /** A template in words for whoever reads in a conversation. */
  'templates.fill': call(() => z.object({ id, conversationId: id, set }).strict()).returns<FilledTemplate>(),
  /**
   * What a text should say as the first one to a conversation (by its id) or a number (by its address); null where it is not the
   * first, or the camp has no name.
   */
  'templates.firstText': call(() =>
    z.object({ to: z.union([id, z.string().min(1).max(64)]), body: z.string().max(5_000) }).strict(),
  ).returns<FirstTextNotice | null>(),
  /** A text in plain characters, as far as there are any for what it says. */
  'templates.plain': call(() => z.object({ body: z.string().max(5_000) }).strict()).returns<string>(),
} as const
