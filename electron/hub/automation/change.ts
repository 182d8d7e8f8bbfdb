import { recordActivity } from '../../../db/activity.ts'
import { deleteAutomation, findAutomation, insertAutomation, updateAutomation } from '../../../db/automations.ts'
import type { AutomationRow } from '../../../db/automations.ts'
import { findTemplate } from '../../../db/templates.ts'
import type { AutomationSettings } from '../../ipc/contract/automation-views.ts'
import { CallFailure } from '../failure.ts'
import { once } from '../outbox/compose.ts'
import type { Write } from '../store.ts'
import { lacksWords } from './listing.ts'
import { isReserved, keywordOf, usualSettings } from './kinds.ts'

/** @throws {CallFailure} it is not here any more. */
export function automationOrRefuse({ db }: Pick<Write, 'db'>, id: number): AutomationRow {
  const row = findAutomation(db, id)
  if (!row) throw new CallFailure('not-found', 'This automation is not here any more.')
  return row
}

export interface AutomationPatch {
  readonly name?: string | undefined
  readonly templateId?: number | null | undefined
  readonly settings?: AutomationSettings | undefined
}

/**
 * Changes what an automation says and when.
 * @throws {CallFailure} it is not here; its kind cannot be told that; a keyword means something to the carrier already.
 */
export function changeAutomation(write: Write, id: number, patch: AutomationPatch): void {
  const row = automationOrRefuse(write, id)
  const { name, templateId, settings } = patch
  if (settings !== undefined) {
    if (settings.kind !== row.kind) throw new CallFailure('invalid', 'That belongs to another kind of automation.')
    assertKeywords(settings)
  }
  if (templateId !== undefined && templateId !== null && !findTemplate(write.db, templateId)) {
    throw new CallFailure('not-found', 'That template is not here any more.')
  }
  updateAutomation(write.db, id, {
    ...(name === undefined ? {} : { name }),
    ...(templateId === undefined ? {} : { template_id: templateId }),
    ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
  })
  const changed = automationOrRefuse(write, id)
  // What it lacks now, it cannot do: off, rather than on without a word.
  if (changed.enabled === 1 && lacksWords(write.db, changed) !== null) {
    updateAutomation(write.db, id, { enabled: 0, enabled_at: null })
  }
  write.stale('automations')
}

function assertKeywords(settings: AutomationSettings): void {
  if (settings.kind !== 'keyword') return
  for (const word of settings.words) {
    if (keywordOf(word) === '') throw new CallFailure('invalid', 'A keyword has letters or digits.')
    if (isReserved(word)) {
      throw new CallFailure(
        'invalid',
        `${word.toUpperCase()} opts people in or out, or asks Twilio for help. Choose another word.`,
      )
    }
  }
}

/** Turns it on or off. What happened before it was turned on is none of its business. @throws {CallFailure} something is missing. */
export function switchAutomation(write: Write, id: number, enabled: boolean, staff: string): void {
  const { db, now } = write
  const row = automationOrRefuse(write, id)
  if ((row.enabled === 1) === enabled) return
  const lacks = enabled ? lacksWords(db, row) : null
  if (lacks !== null) throw new CallFailure('conflict', lacks)
  updateAutomation(db, id, { enabled: enabled ? 1 : 0, enabled_at: enabled ? now : null })
  const words = `Automation ${enabled ? 'on' : 'off'}: ${row.name}`
  recordActivity(db, { staff, kind: 'automation', words }, now)
  write.stale('automations')
  write.stale('activity')
}

/** A new keyword's reply, turned off. Returns its id; a repeat of the request changes nothing and returns null. */
export function addKeyword(write: Write, requestId: string): number | null {
  let id: number | null = null
  once(write, requestId, 'automations.addKeyword', () => {
    const settings = JSON.stringify(usualSettings('keyword'))
    id = insertAutomation(write.db, { kind: 'keyword', name: 'Keyword reply', template_id: null, settings }, write.now)
    write.stale('automations')
  })
  return id
}

/** @throws {CallFailure} only keyword replies can be taken away; the others are turned off. */
export function removeAutomation(write: Write, id: number): void {
  const row = findAutomation(write.db, id)
  if (!row) return
  if (row.kind !== 'keyword') throw new CallFailure('conflict', 'This one can be turned off, but not taken away.')
  deleteAutomation(write.db, id)
  write.stale('automations')
}
