import { insertTemplate, templateKeys } from '../../../db/templates.ts'
import type { NewTemplate, TemplateVersionRow } from '../../../db/templates.ts'
import type { Store } from '../store.ts'

/** Texts that come with the app: what a camp needs on its first day. */
export interface ReadyMade {
  readonly key: ReadyMadeKey
  readonly name: string
  /** After so many minutes it would say what is not true any more. */
  readonly useMinutes: number
  readonly en: string
  /** Without á, í, ó and ú, which GSM-7 lacks: one of them makes a text cost twice. */
  readonly es: string
}

export const readyMadeKeys = [
  'check-in-open',
  'late',
  'missing',
  'weather-delay',
  'moved-indoors',
  'field-change',
  'parking',
  'early-pick-up',
  'not-picked-up',
  'reminder',
  'thank-you',
  'how-did-it-go',
] as const

export type ReadyMadeKey = (typeof readyMadeKeys)[number]

/** Each is right for one player and for siblings, and is one segment on a usual merge. */
const texts: Readonly<Record<ReadyMadeKey, Omit<ReadyMade, 'key'>>> = {
  'check-in-open': {
    name: 'Check-in is open',
    useMinutes: 120,
    en: 'Hi {{guardian.first|there}}, check-in is open. Come to the tent with {{player.first}} and tell us your name. {{us|Soccer camp}}',
    es: 'Hola {{guardian.first|familia}}, el registro ya abre. Venga a la carpa con {{player.first}} y diga su nombre. {{us|Campamento}}',
  },
  late: {
    name: 'Running late?',
    useMinutes: 15,
    en: 'Hi {{guardian.first|there}}, we have not checked in {{player.first}} yet. Running late, or not coming today? A short reply is enough. {{us|Soccer camp}}',
    es: 'Hola {{guardian.first|familia}}, falta el registro de {{player.first}}. Si llegan tarde o no vienen hoy, responda a este mensaje. {{us|Campamento}}',
  },
  missing: {
    name: 'Missing',
    useMinutes: 15,
    en: '{{us|Soccer camp}}: we have not seen {{player.first}} yet today and have no word from you. Reply now so that we know all is well.',
    es: '{{us|Campamento}}: falta el registro de {{player.first}} y no tenemos noticias. Responda ahora para saber que todo va bien.',
  },
  'weather-delay': {
    name: 'Weather delay',
    useMinutes: 45,
    en: '{{us|Soccer camp}}: weather delay. All players are under cover and safe. Restart: {{time|as soon as it is safe}}. We text again if that changes.',
    es: '{{us|Campamento}}: pausa por mal tiempo. Todos bajo techo y a salvo. Reinicio: {{time|en cuanto sea seguro}}. Avisamos si algo cambia.',
  },
  'moved-indoors': {
    name: 'Moved indoors',
    useMinutes: 60,
    en: '{{us|Soccer camp}}: we have moved indoors because of the weather. Camp ends at the usual time. Pick-up is at the main entrance.',
    es: '{{us|Campamento}}: por el mal tiempo estamos bajo techo. Terminamos a la hora de siempre. La recogida es en la entrada principal.',
  },
  'field-change': {
    name: 'Field change',
    useMinutes: 60,
    en: '{{us|Soccer camp}}: new field today for {{player.first}}: {{field}}. Drop-off and pick-up are there too.',
    es: '{{us|Campamento}}: nueva cancha hoy para {{player.first}}: {{field}}. La entrega y la recogida son en ese lugar.',
  },
  parking: {
    name: 'Parking',
    useMinutes: 60,
    en: '{{us|Soccer camp}}: the main lot is full. Use the second lot and walk to the tent. No rush, check-in stays open for you.',
    es: '{{us|Campamento}}: el estacionamiento principal ya no tiene lugar. Use el segundo y camine a la carpa. Sin prisa, el registro sigue abierto.',
  },
  'early-pick-up': {
    name: 'Early pick-up',
    useMinutes: 60,
    en: '{{us|Soccer camp}}: camp ends early today, at {{time}}. If you cannot pick up {{player.first}} then, reply and we wait with them.',
    es: '{{us|Campamento}}: hoy terminamos antes ({{time}}). Si no puede recoger a {{player.first}} a esa hora, responda y esperamos con gusto.',
  },
  'not-picked-up': {
    name: 'Not picked up',
    useMinutes: 15,
    en: '{{us|Soccer camp}}: the day is over and we are still here with {{player.first}}. When can you come? A short reply is enough.',
    es: '{{us|Campamento}}: ya terminamos y esperamos con {{player.first}} en la carpa. ¿A qué hora llega? Una respuesta corta basta.',
  },
  reminder: {
    name: 'Reminder for tomorrow',
    useMinutes: 600,
    en: 'See you tomorrow, {{guardian.first|everyone}}. Check-in for {{player.first}}: {{time|the usual time}}. Bring water, shin guards and sun cream. {{us|Soccer camp}}',
    es: 'Nos vemos mañana, {{guardian.first|familia}}. Registro de {{player.first}}: {{time|a la hora de siempre}}. Traigan agua y espinilleras. {{us|Campamento}}',
  },
  'thank-you': {
    name: 'Thank you',
    useMinutes: 600,
    en: 'Thank you, {{guardian.first|everyone}}. It was a joy to have {{player.first}} with us. See you on the field again soon. {{us|Soccer camp}}',
    es: 'Gracias, {{guardian.first|familia}}. Fue una alegre semana con {{player.first}}. Hasta pronto en la cancha. {{us|Campamento}}',
  },
  'how-did-it-go': {
    name: 'How did it go?',
    useMinutes: 600,
    en: 'Hi {{guardian.first|there}}, how did {{player.first}} like camp? One word or ten, we read every reply. {{us|Soccer camp}}',
    es: 'Hola {{guardian.first|familia}}, cuéntenos qué tal fue el campamento para {{player.first}}. Leemos cada respuesta. {{us|Campamento}}',
  },
}

export const readyMade: readonly ReadyMade[] = readyMadeKeys.map((key) => ({ key, ...texts[key] }))

/**
 * Puts the ready-made texts that a store has not seen yet into it; what the camp made of those it has stays as it is.
 * Nothing is written where none is missing. Runs as the store is opened, before anybody looks: nobody is told.
 */
export function seedTemplates(store: Store): void {
  const present = templateKeys(store.db)
  const missing = readyMade.filter(({ key }) => !present.has(key))
  if (missing.length === 0) return
  store.write(({ db, now }) => {
    for (const template of missing)
      insertTemplate(db, { ...template, requestId: null, versions: versionsOf(template) }, now)
  })
}

/** What came with the app under a key; null where nothing did. */
export function originalOf(key: string | null): Omit<NewTemplate, 'key' | 'requestId'> | null {
  const original = readyMade.find((one) => one.key === key)
  return original ? { ...original, versions: versionsOf(original) } : null
}

function versionsOf({ en, es }: ReadyMade): readonly TemplateVersionRow[] {
  return [
    { language: 'en', body: en },
    { language: 'es', body: es },
  ]
}
