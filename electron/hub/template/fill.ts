import { findConversation, findConversationByAddress } from '../../../db/conversations.ts'
import type { Db } from '../../../db/open.ts'
import { isFirstText } from '../../../db/templates.ts'
import type { TemplateRow } from '../../../db/templates.ts'
import type { FilledTemplate, FirstTextNotice, MergeSet, SettableField } from '../../ipc/contract/templates-views.ts'
import { faultWords } from './fault-words.ts'
import { firstTextNotice } from './first-text.ts'
import { chooseVersion, mergeText } from './merge.ts'
import type { MergeFault } from './merge.ts'
import { factsOf, readerOf } from './readers.ts'

export interface FillContext {
  /** Epoch ms by the hub's clock. */
  readonly now: number
  /** The camp's IANA time zone. */
  readonly zone: string
  /** The name the camp goes by; empty where it has none. */
  readonly campName: string
}

const settable: ReadonlySet<string> = new Set<SettableField>(['camp', 'group', 'field', 'time'])

/** A template in words for whoever reads at an address, in their language; or what is missing, and what of it a person can give. */
export function fillTemplate(
  db: Db,
  template: Pick<TemplateRow, 'versions' | 'use_minutes'>,
  address: string,
  set: MergeSet,
  context: FillContext,
): FilledTemplate {
  const reader = readerOf(db, address, context)
  const version = chooseVersion(template.versions, reader?.language ?? 'en')
  const language = version?.language ?? 'en'
  const merged = mergeText(version?.body ?? '', factsOf(reader, language, set, context.campName))
  if (merged.ok) return { ok: true, text: merged.text, language, useMinutes: template.use_minutes }
  return { ok: false, language, faults: merged.faults.map(faultWords), ask: asked(merged.faults) }
}

/** The fields a person can give so that nothing is wrong any more. */
function asked(faults: readonly MergeFault[]): readonly SettableField[] {
  const fields = new Set<SettableField>()
  for (const fault of faults) {
    if (fault.kind !== 'empty-field' || !settable.has(fault.field)) return []
    fields.add(fault.field as SettableField)
  }
  return [...fields]
}

/**
 * What a text should say as the first one to a conversation or an address; null where it is not the first, says it all, or the camp
 * has no name.
 * @param to a conversation's id, or an address in E.164
 */
export function noticeFor(db: Db, to: number | string, body: string, context: FillContext): FirstTextNotice | null {
  if (context.campName.trim() === '') return null
  const id = typeof to === 'number' ? to : findConversationByAddress(db, 'phone', to)
  const conversation = id === undefined ? undefined : findConversation(db, id)
  if (conversation ? conversation.kind !== 'phone' || !isFirstText(db, conversation.id) : typeof to === 'number')
    return null
  const address = conversation?.address ?? String(to)
  const language = readerOf(db, address, context)?.language ?? 'en'
  const notice = firstTextNotice(body, { campName: context.campName, language })
  return notice.before === '' && notice.after === '' ? null : notice
}
