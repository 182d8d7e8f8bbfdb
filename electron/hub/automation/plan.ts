import { findTemplate } from '../../../db/templates.ts'
import type { TemplateRow } from '../../../db/templates.ts'
import type { AutomationRow } from '../../../db/automations.ts'
import type { Db } from '../../../db/open.ts'
import type { LeftOut } from '../audience/left-out.ts'
import { findRecipients } from '../audience/recipients.ts'
import type { Recipient } from '../audience/recipients.ts'
import { faultWords } from '../template/fault-words.ts'
import { withFirstTextNotice } from '../template/first-text.ts'
import { joinNames } from '../template/join-names.ts'
import { chooseVersion, mergeText, mostCharacters } from '../template/merge.ts'
import type { AutomationContext } from './context.ts'
import type { Occasion } from './occasions.ts'

/** A text for one number. */
export interface PlannedText {
  readonly recipient: Recipient
  readonly name: string
  readonly body: string
}

export interface AutomationPlan {
  readonly texts: readonly PlannedText[]
  readonly leftOut: readonly LeftOut[]
}

/** The template of an automation; undefined where none is chosen, or it is gone. */
export function templateOf(db: Db, automation: Pick<AutomationRow, 'template_id'>): TemplateRow | undefined {
  return automation.template_id === null ? undefined : findTemplate(db, automation.template_id)
}

/** Who gets which text on an occasion, and who does not and why. Reads the store alone. */
export function planTexts(
  db: Db,
  template: TemplateRow,
  occasion: Pick<Occasion, 'players' | 'campOf' | 'time'>,
  context: AutomationContext,
): AutomationPlan {
  const { recipients, leftOut } = findRecipients(db, occasion.players, {
    ourNumber: context.ourNumber,
    campOf: occasion.campOf,
  })
  const texts: PlannedText[] = []
  const faulty: LeftOut[] = []
  for (const recipient of recipients) {
    const rendered = renderText(template, recipient, occasion.time, context.campName)
    if (rendered.ok) texts.push({ recipient, name: nameOf(recipient), body: rendered.body })
    else
      faulty.push({
        guardianId: recipient.guardians[0]?.id ?? null,
        name: nameOf(recipient),
        players: recipient.players,
        because: 'nothing-to-merge',
        reason: rendered.reason,
      })
  }
  return { texts, leftOut: [...leftOut, ...faulty] }
}

type Rendered = { readonly ok: true; readonly body: string } | { readonly ok: false; readonly reason: string }

/** The template in the reader's language, with what is known of them. */
export function renderText(
  template: TemplateRow,
  recipient: Pick<Recipient, 'guardians' | 'players' | 'language' | 'isFirst'>,
  time: string | null,
  campName: string,
): Rendered {
  const version = chooseVersion(template.versions, recipient.language)
  const language = version?.language ?? recipient.language
  const readers = recipient.guardians.map(({ first }) => first.trim()).filter((first) => first !== '')
  const merged = mergeText(version?.body ?? '', {
    language,
    guardian: readers.length === 0 ? null : { first: joinNames(readers, language) },
    players: recipient.players,
    time,
    us: campName === '' ? null : campName,
  })
  if (!merged.ok) {
    const [fault] = merged.faults
    return { ok: false, reason: fault ? faultWords(fault) : 'The text could not be filled in.' }
  }
  const first = recipient.isFirst ? withFirstTextNotice(merged.text, { campName, language }) : merged.text
  // A text that fills its last line to the end has no room for the notice.
  return { ok: true, body: first.length > mostCharacters ? merged.text : first }
}

export function nameOf(recipient: Pick<Recipient, 'guardians'>): string {
  return recipient.guardians
    .map(({ first, last }) => `${first} ${last}`.trim())
    .filter((name) => name !== '')
    .join(', ')
}
