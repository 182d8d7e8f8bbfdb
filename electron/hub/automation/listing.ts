import { listAutomations, listRuns, sentBy } from '../../../db/automations.ts'
import type { AutomationRow } from '../../../db/automations.ts'
import type { Db } from '../../../db/open.ts'
import type { AutomationRuns, AutomationView } from '../../ipc/contract/automation-views.ts'
import { settingsOf } from './kinds.ts'
import { templateOf } from './plan.ts'

/** What keeps an automation from being turned on, in words; null where nothing does. */
export function lacksWords(db: Db, automation: AutomationRow): string | null {
  const settings = settingsOf(automation)
  if (settings.kind === 'keyword' && settings.words.length === 0) return 'Say which word it answers first.'
  if (templateOf(db, automation) === undefined) return 'Choose the text first.'
  return null
}

export function automationView(db: Db, row: AutomationRow): AutomationView {
  const { count, lastAt } = sentBy(db, row.id)
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    enabled: row.enabled === 1,
    enabledAt: row.enabled_at,
    templateId: row.template_id,
    settings: settingsOf(row),
    lacks: lacksWords(db, row),
    sent: count,
    lastAt,
  }
}

export function automationViews(db: Db): readonly AutomationView[] {
  return listAutomations(db).map((row) => automationView(db, row))
}

/** The log of one, newest first. @param before only lines with a smaller id; null: from the newest on */
export function automationRuns(db: Db, id: number, before: number | null, limit: number): AutomationRuns {
  const rows = listRuns(db, id, before, limit + 1)
  return {
    items: rows.slice(0, limit).map((row) => ({
      id: row.id,
      at: row.at,
      outcome: row.outcome,
      words: row.words,
      conversationId: row.conversation_id,
    })),
    hasMore: rows.length > limit,
  }
}
