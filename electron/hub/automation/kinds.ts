import type { AutomationKind, AutomationRow } from '../../../db/automations.ts'
import type { AutomationSettings } from '../../ipc/contract/automation-views.ts'
import { optWordOf } from '../consent/opt-words.ts'

const plain: Readonly<Record<AutomationKind, AutomationSettings>> = {
  'check-in': { kind: 'check-in' },
  'pick-up': { kind: 'pick-up' },
  'follow-up': { kind: 'follow-up', hours: 2, which: 'last-day' },
  reminder: { kind: 'reminder', minutes: 17 * 60, which: 'first-day' },
  keyword: { kind: 'keyword', words: [] },
  'after-hours': { kind: 'after-hours', from: 18 * 60, until: 7 * 60 },
}

/** What a kind does where nobody said otherwise. */
export function usualSettings(kind: AutomationKind): AutomationSettings {
  return plain[kind]
}

/** What one was told, as it was stored; the usual where it is not readable. */
export function settingsOf({ kind, settings }: Pick<AutomationRow, 'kind' | 'settings'>): AutomationSettings {
  const stored: unknown = JSON.parse(settings)
  // Written by ourselves, after its schema: only another version may have written it otherwise.
  if (typeof stored !== 'object' || stored === null) return plain[kind]
  return { ...plain[kind], ...stored, kind } as AutomationSettings
}

/** A whole text as words are compared: no case, no marks, one blank. */
export function keywordOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Words that mean something to the carrier already (Twilio docs: "Advanced Opt-Out"): whether one is among them. */
export function isReserved(word: string): boolean {
  const text = keywordOf(word)
  return optWordOf(text) !== null || text === 'help' || text === 'info'
}
