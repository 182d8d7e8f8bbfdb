import { useState } from 'react'
import type { Audience, AudienceOption, BroadcastDraft } from '../../electron/ipc/contract/broadcast-views.ts'
import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import type { ComposeStart } from './compose-state.ts'

/** An audience as it is chosen: one that is offered, by its key; one that came with the form; or players one by one. */
export type Chosen =
  | { readonly kind: 'offered'; readonly key: string }
  | { readonly kind: 'given' }
  | { readonly kind: 'hand' }

export interface PickedPlayer {
  readonly id: number
  readonly name: string
}

/** A new broadcast as it is being written. */
export interface Form {
  readonly chosen: Chosen
  readonly given: Audience | null
  readonly picked: readonly PickedPlayer[]
  /** A day to come ('2027-06-15'); '' is today. */
  readonly day: string
  readonly camp: string
  readonly group: string
  readonly tag: string
  readonly guardians: Audience['guardians']
  readonly leaveOutLately: boolean
  readonly templateId: number | null
  readonly templateName: string | null
  /** How the template reads in the language that is shown, to tell whether it is still the one. */
  readonly templateBody: string
  /** Languages whose text was written or changed here. */
  readonly edited: readonly string[]
  readonly bodies: Readonly<Record<string, string>>
  readonly language: string
  readonly time: string
  readonly field: string
  readonly asksToConfirm: boolean
  readonly useMinutes: number
  readonly spoken: boolean
  /** Minutes after which whoever has not answered is called; 0: nobody is. */
  readonly callAfter: number
}

const usualUse = 240

/** Everyone here comes first: it is who a text in a hurry is for. */
const usual: Form = {
  chosen: { kind: 'offered', key: 'today-here' },
  given: null,
  picked: [],
  day: '',
  camp: '',
  group: '',
  tag: '',
  guardians: 'all',
  leaveOutLately: false,
  templateId: null,
  templateName: null,
  templateBody: '',
  edited: [],
  bodies: { en: '' },
  language: 'en',
  time: '',
  field: '',
  asksToConfirm: false,
  useMinutes: usualUse,
  spoken: false,
  callAfter: 0,
}

export function formFrom({ draft, audience, spoken = false }: ComposeStart): Form {
  const given = audience ?? draft?.audience ?? null
  const chosen: Chosen = given === null ? usual.chosen : { kind: 'given' }
  if (draft === undefined) return { ...usual, chosen, given, spoken }
  const [language = 'en'] = 'en' in draft.bodies ? ['en'] : Object.keys(draft.bodies)
  return {
    ...usual,
    chosen,
    given,
    guardians: (audience ?? draft.audience).guardians,
    templateId: draft.templateId,
    bodies: draft.bodies,
    language,
    time: draft.facts.time ?? '',
    field: draft.facts.field ?? '',
    asksToConfirm: draft.asksToConfirm,
    useMinutes: draft.useMinutes,
    spoken: spoken || draft.spoken === true,
    callAfter: draft.callAfter ?? 0,
  }
}

/** The form with a template's words in every language it has; null: with nothing written. */
export function withTemplate(form: Form, template: TemplateView | null): Form {
  if (template === null) return { ...form, templateId: null, templateName: null, templateBody: '' }
  const bodies = Object.fromEntries(template.versions.map(({ language, body }) => [language, body]))
  const language = form.language in bodies ? form.language : (template.versions[0]?.language ?? 'en')
  return {
    ...form,
    templateId: template.id,
    templateName: template.name,
    templateBody: bodies[language] ?? '',
    edited: [],
    bodies,
    language,
    useMinutes: template.useMinutes ?? usualUse,
  }
}

const byHand = (players: readonly number[]): Audience => ({
  from: 'hand',
  day: null,
  camps: [],
  groups: [],
  fields: [],
  states: [],
  tags: [],
  players,
  conversations: [],
  guardians: 'all',
  leaveOutLately: false,
})

/** What to ask the hub for; null while nobody is chosen. */
export function draftFrom(form: Form, options: readonly AudienceOption[]): BroadcastDraft | null {
  const base = audienceOf(form, options)
  if (base === null) return null
  const audience: Audience = {
    ...base,
    day: canMove(base) && form.day !== '' ? form.day : base.day,
    camps: canNarrow(base) && form.camp !== '' ? [Number(form.camp)] : base.camps,
    groups: canNarrow(base) && form.group !== '' ? [form.group] : base.groups,
    tags: canNarrow(base) && form.tag !== '' ? [form.tag] : base.tags,
    guardians: form.guardians,
    leaveOutLately: form.leaveOutLately,
  }
  const facts = {
    ...(form.time.trim() === '' ? {} : { time: form.time.trim() }),
    ...(form.field.trim() === '' ? {} : { field: form.field.trim() }),
  }
  const bodies = Object.fromEntries(Object.entries(form.bodies).filter(([, body]) => body.trim() !== ''))
  return {
    audience,
    templateId: form.templateId,
    bodies: Object.keys(bodies).length === 0 ? { en: '' } : bodies,
    facts,
    asksToConfirm: form.asksToConfirm,
    useMinutes: form.useMinutes,
    ...(form.spoken ? { spoken: true } : form.callAfter > 0 ? { callAfter: form.callAfter } : {}),
  }
}

export function audienceOf(form: Form, options: readonly AudienceOption[]): Audience | null {
  switch (form.chosen.kind) {
    case 'given':
      return form.given
    case 'hand':
      return form.picked.length === 0 ? null : byHand(form.picked.map(({ id }) => id))
    case 'offered': {
      const { key } = form.chosen
      return options.find((option) => option.key === key)?.audience ?? null
    }
  }
}

/** Puts a text in place of the one in the language that is shown. */
export function withBody(form: Form, body: string): Form {
  const { language, edited } = form
  return {
    ...form,
    bodies: { ...form.bodies, [language]: body },
    edited: edited.includes(language) ? edited : [...edited, language],
  }
}

/** Languages that still say what they said before others were changed. */
export function leftBehind(form: Form): readonly string[] {
  return form.edited.length === 0 ? [] : Object.keys(form.bodies).filter((language) => !form.edited.includes(language))
}

/** The form without what was left behind: those who read it get one of the others. */
export function withoutLeftBehind(form: Form): Form {
  const bodies = Object.fromEntries(Object.entries(form.bodies).filter(([language]) => form.edited.includes(language)))
  const [language = form.language] = Object.keys(bodies)
  return { ...form, bodies, language: form.language in bodies ? form.language : language }
}

/** Whether it can be narrowed down to a camp or a group besides. */
export const canNarrow = (audience: Audience): boolean => audience.from === 'today' && audience.groups.length === 0
/** Whether it can be asked of a day to come: nothing has happened on that day yet. */
export const canMove = (audience: Audience): boolean => audience.from === 'today' && audience.states.length === 0

/** Where two texts begin alike for so many characters, one is the other with a change. */
const alike = 24

/** What a broadcast is called in the list: its template while that is what it says, or its first words. */
export function nameOf(form: Form, given: string | undefined): string {
  const body = form.bodies[form.language] ?? ''
  const isTemplate = form.edited.length === 0 || body.slice(0, alike) === form.templateBody.slice(0, alike)
  if (form.templateName !== null && isTemplate) return form.templateName
  if (given !== undefined) return given
  const words = body.replaceAll(/\{\{[^}]*\}\}/g, '…').trim()
  return words.length <= 40 ? words || '…' : `${words.slice(0, 39).trimEnd()}…`
}

export type SetForm = (change: Partial<Form> | ((form: Form) => Form)) => void

export function useForm(start: ComposeStart): readonly [Form, SetForm] {
  const [form, set] = useState(() => formFrom(start))
  return [form, (change) => set((before) => (typeof change === 'function' ? change(before) : { ...before, ...change }))]
}
