import { insertAutomation, listAutomations } from '../../../db/automations.ts'
import type { AutomationKind } from '../../../db/automations.ts'
import { findTemplate, insertTemplate } from '../../../db/templates.ts'
import type { TemplateVersionRow } from '../../../db/templates.ts'
import type { Write } from '../store.ts'
import { usualSettings } from './kinds.ts'

interface Seed {
  readonly kind: Exclude<AutomationKind, 'keyword'>
  readonly name: string
  /** The ready-made template it begins with, or one of its own. */
  readonly template:
    | string
    | { readonly name: string; readonly useMinutes: number; readonly en: string; readonly es: string }
}

const seeds: readonly Seed[] = [
  {
    kind: 'check-in',
    name: 'On check-in',
    template: {
      name: 'Arrived',
      useMinutes: 60,
      en: '{{player.first}} checked in at {{us|soccer camp}}. Have a good day.',
      es: '{{player.first}} ya llegó a {{us|campamento}}. Que tenga buen día.',
    },
  },
  {
    kind: 'pick-up',
    name: 'On pick-up',
    template: {
      name: 'Picked up',
      useMinutes: 60,
      en: '{{player.first}} left {{us|soccer camp}} just now. If that surprises you, call us at once.',
      es: '{{player.first}} acaba de salir de {{us|campamento}}. Si no lo esperaba, llámenos enseguida.',
    },
  },
  { kind: 'follow-up', name: 'After camp', template: 'thank-you' },
  { kind: 'reminder', name: 'The day before', template: 'reminder' },
  {
    kind: 'after-hours',
    name: 'After hours',
    template: {
      name: 'After hours',
      useMinutes: 15,
      en: 'Thanks for your text. Nobody is at the tent now; we read it first thing in the morning. {{us|Soccer camp}}',
      es: 'Gracias por su mensaje. Ahora no hay nadie en la carpa; lo leemos mañana temprano. {{us|Campamento}}',
    },
  },
]

/** Puts the usual automations into a store that has none, all of them off. Returns whether it did. */
export function seedAutomations(write: Write): boolean {
  const { db, now } = write
  if (listAutomations(db).length > 0) return false
  for (const { kind, name, template } of seeds) {
    const templateId =
      typeof template === 'string'
        ? (findTemplate(db, template)?.id ?? null)
        : insertTemplate(db, { key: null, requestId: null, ...template, versions: versionsOf(template) }, now)
    insertAutomation(db, { kind, name, template_id: templateId, settings: JSON.stringify(usualSettings(kind)) }, now)
  }
  write.stale('templates')
  return true
}

function versionsOf({ en, es }: { readonly en: string; readonly es: string }): readonly TemplateVersionRow[] {
  return [
    { language: 'en', body: en },
    { language: 'es', body: es },
  ]
}
