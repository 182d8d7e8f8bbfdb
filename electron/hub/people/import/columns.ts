/** What a column of a roster may hold. `name` is a whole name in one cell: "Ana Lopez" or "Lopez, Ana". */
export const playerFields = [
  'player.name',
  'player.first',
  'player.last',
  'player.birth',
  'player.note',
  'player.tags',
  'player.registration',
  'camp.name',
  'camp.group',
  'camp.field',
  'camp.days',
  'pickup.allowed',
  'pickup.barred',
] as const
export const guardianFields = [
  'guardian.name',
  'guardian.first',
  'guardian.last',
  'guardian.role',
  'guardian.phone',
  'guardian.email',
  'guardian.language',
  'guardian.pickup',
  'guardian.consent',
] as const

export type PlayerField = (typeof playerFields)[number]
export type GuardianField = (typeof guardianFields)[number]

/** Where a column's cells go; the guardians of a row are counted from 1. */
export type ColumnTarget =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'player'; readonly field: PlayerField }
  | { readonly kind: 'guardian'; readonly field: GuardianField; readonly guardian: number }

/** As many guardians as one row may name. */
export const mostGuardians = 8

/** Words of a header, without accents, case and punctuation: "Parent #1 – Cell/Phone" is "parent 1 cell phone". */
export function headerWords(header: string): string {
  return header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/([0-9])([A-Za-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

const guardianWord =
  /\b(parent|guardian|mother|mom|mum|father|dad|adult|contact|emergency|caregiver|carer|account holder|payer|madre|padre|tutor)\b/
const playerWord = /\b(player|camper|child|kid|participant|athlete|student|attendee|registrant|jugador|nino|nina)\b/
const roleWords = [
  ['mother', /\b(mother|mom|mum|madre)\b/],
  ['father', /\b(father|dad|padre)\b/],
  ['emergency', /\b(emergency)\b/],
] as const

/**
 * Guesses what each column holds, from its header. Columns of guardians are told apart by their number ("Parent 2 …"), by
 * whose they are ("Mother …", "Emergency contact …"), and, where neither is said, by their order.
 * @returns a target per header, in their order
 */
export function guessColumns(headers: readonly string[]): readonly ColumnTarget[] {
  const guardians = numberGuardians(headers.map(headerWords))
  const taken = new Set<string>()
  return headers.map((header, index) => {
    const target = guess(headerWords(header), guardians[index] ?? 1)
    if (target.kind === 'ignore' || mayRepeat(target)) return target
    // The first of two columns that look alike is the one.
    const key = keyOf(target)
    if (taken.has(key)) return { kind: 'ignore' }
    taken.add(key)
    return target
  })
}

/** A row may name several phones, notes, tags and days; the rest is said once. */
function mayRepeat(target: Exclude<ColumnTarget, { kind: 'ignore' }>): boolean {
  return ['guardian.phone', 'player.note', 'player.tags', 'camp.days', 'pickup.allowed', 'pickup.barred'].includes(
    target.field,
  )
}

/** Names a target within one mapping. */
export function keyOf(target: Exclude<ColumnTarget, { kind: 'ignore' }>): string {
  return target.kind === 'guardian' ? `${target.field}.${target.guardian}` : target.field
}

/** The number of the guardian that each header speaks of. */
function numberGuardians(headers: readonly string[]): readonly number[] {
  const byKey = new Map<string, number>()
  for (const words of headers) {
    const key = guardianKey(words)
    if (key !== null && !byKey.has(key) && byKey.size < mostGuardians) byKey.set(key, byKey.size + 1)
  }
  return headers.map((words) => byKey.get(guardianKey(words) ?? '') ?? 1)
}

/** Whose column it is: "parent 2", "mother", "emergency 1"; null for those of no guardian. */
function guardianKey(words: string): string | null {
  if (!guardianWord.test(words) || playerWord.test(words)) return null
  const role = roleWords.find(([, pattern]) => pattern.test(words))?.[0] ?? 'parent'
  const count =
    /\b(?:parent|guardian|mother|mom|mum|father|dad|adult|contact|caregiver|carer)\s+(?:contact\s+)?([1-9])\b/.exec(
      words,
    ) ?? /\b([1-9])$/.exec(words)
  if (count === null && /\b(second|secondary|other)\b/.test(words)) return `${role} 2`
  return `${role} ${count?.[1] ?? 1}`
}

function guess(words: string, guardian: number): ColumnTarget {
  if (words === '') return { kind: 'ignore' }
  const ofGuardian = guardianWord.test(words) && !playerWord.test(words)
  const player = (field: PlayerField): ColumnTarget => ({ kind: 'player', field })
  const adult = (field: GuardianField): ColumnTarget => ({ kind: 'guardian', field, guardian })

  if (/\b(not|no|un)\s?(authori[sz]ed|allowed|permitted)\b|\bunauthori[sz]ed\b|\bdo not release\b/.test(words))
    return player('pickup.barred')
  if (/\b(pick ?up|release|collect)\b/.test(words))
    return ofGuardian && !/\bnames?|list|persons?|people\b/.test(words)
      ? adult('guardian.pickup')
      : player('pickup.allowed')
  if (
    /\b(allerg\w*|medical|medication\w*|health|epipen|inhaler|condition\w*|dietary|special needs|notes?|comments?|alergias)\b/.test(
      words,
    )
  )
    return player('player.note')
  if (isConsent(words)) return adult('guardian.consent')
  if (/\b(e ?mail|correo)\b/.test(words)) return adult('guardian.email')
  if (/\b(phone|cell|mobile|tel|telephone|sms|text number|telefono|movil|celular)\b/.test(words)) {
    return /\b(type|carrier|provider|extension|ext)\b/.test(words) || playerWord.test(words)
      ? { kind: 'ignore' }
      : adult('guardian.phone')
  }
  if (/\b(language|idioma|lang)\b/.test(words)) return adult('guardian.language')
  if (/\b(relation\w*|role|parentesco)\b/.test(words)) return adult('guardian.role')
  if (/\b(dob|birth\w*|born|yob|nacimiento)\b/.test(words)) return player('player.birth')
  if (
    /\b(registration|order|confirmation|player|camper|participant|person)\s+(id|no|number)\b|^(id|registration)$/.test(
      words,
    )
  )
    return player('player.registration')
  if (/\b(tags?|labels?)\b/.test(words)) return player('player.tags')
  if (/\b(group|team|squad|age group|division|grupo|equipo)\b/.test(words)) return player('camp.group')
  if (/\b(field|pitch|location|court|campo)\b/.test(words)) return player('camp.field')
  if (/\b(days?|dates? attending|attendance|dias)\b/.test(words)) return player('camp.days')
  if (
    /\b(camp|session|program|event|course|campamento)\b/.test(words) &&
    !/\bcamp(er)? (first|last|name of)\b/.test(words)
  )
    return player('camp.name')
  if (/\b(first|given|forename|nombre)\b/.test(words))
    return ofGuardian ? adult('guardian.first') : player('player.first')
  if (/\b(last|sur ?name|family name|apellidos?)\b/.test(words))
    return ofGuardian ? adult('guardian.last') : player('player.last')
  if (ofGuardian && (/\bname\b/.test(words) || guardianWord.test(words))) return adult('guardian.name')
  if (/\bname\b/.test(words) || playerWord.test(words)) return player('player.name')
  return { kind: 'ignore' }
}

/** "Texts OK?", "SMS consent", "Opt out of text messages": of texts, and not the number that they go to, or consent to photos. */
function isConsent(words: string): boolean {
  if (/\b(photos?|medical|treat\w*|number|phone|e ?mail)\b/.test(words)) return false
  return (
    /^(texts?|text messages?|texting|sms|mensajes de texto)$/.test(words) ||
    (/\b(texts?|texting|sms|messages?|mensajes)\b/.test(words) &&
      /\b(consents?|opt(ed)?|ok|okay|agree\w*|permission|allow\w*|may we|receive|do not|no|yes|acepta)\b/.test(words))
  )
}

/** Whether a column's "yes" says that no texts are wanted: "Opt out of texts", "Do not text". */
export function isOptOutHeader(header: string): boolean {
  return /\bopt(ed)? out\b|\b(do not|dont|no) (send )?(texts?|texting|sms|messages?)\b/.test(headerWords(header))
}

/** The target that a name of `keyOf`, or `ignore`, stands for; `ignore` for names that are not known. */
export function targetOf(key: string): ColumnTarget {
  const [group = '', name = '', count = ''] = key.split('.')
  const field = `${group}.${name}`
  const player = playerFields.find((known) => known === field)
  if (player !== undefined && count === '') return { kind: 'player', field: player }
  const guardian = guardianFields.find((known) => known === field)
  const number = Number(count)
  if (guardian !== undefined && Number.isInteger(number) && number >= 1 && number <= mostGuardians)
    return { kind: 'guardian', field: guardian, guardian: number }
  return { kind: 'ignore' }
}
