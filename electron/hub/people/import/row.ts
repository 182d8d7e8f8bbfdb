import { readNumber } from '../number.ts'
import type { ReadNumber } from '../number.ts'
import { isOptOutHeader } from './columns.ts'
import type { ColumnTarget, GuardianField, PlayerField } from './columns.ts'
import type { RosterRecord } from './read-roster.ts'

/** A guardian as a row names one. */
export interface RosterGuardian {
  readonly firstName: string
  readonly lastName: string
  readonly role: string | null
  /** E.164, the first one first. */
  readonly numbers: readonly string[]
  readonly email: string | null
  /** ISO 639-1 where it is one we know, else null. */
  readonly language: string | null
  /** Null where the roster does not say. */
  readonly mayPickUp: boolean | null
  /** What the registration says of texts, as it says it; null where it does not. */
  readonly consent: { readonly words: string; readonly wantsTexts: boolean | null } | null
}

/** One row of a roster: a player, where they belong, and who is reached about them. */
export interface RosterRow {
  readonly line: number
  readonly player: {
    readonly firstName: string
    readonly lastName: string
    readonly birthYear: number | null
    readonly note: string | null
    readonly tags: readonly string[]
    readonly registration: string | null
  }
  readonly camp: string | null
  readonly group: string | null
  readonly field: string | null
  /** As the roster writes them; null where it has none: every day of the camp. */
  readonly days: string | null
  readonly guardians: readonly RosterGuardian[]
  /** Names of others who may, or must not, pick the player up. */
  readonly pickUpAllowed: readonly string[]
  readonly pickUpBarred: readonly string[]
}

/** Something in a row that a person should look at. */
export interface RowRemark {
  readonly line: number
  /** What it is about, as the roster's header has it; null for the row as a whole. */
  readonly column: string | null
  readonly value: string
  readonly reason: string
  /** Whether the row was left out for it. */
  readonly isFault: boolean
}

export interface ReadRow {
  /** Null where the row cannot be taken. */
  readonly row: RosterRow | null
  readonly remarks: readonly RowRemark[]
}

export interface RowReader {
  readonly headers: readonly string[]
  readonly columns: readonly ColumnTarget[]
  /** ISO 3166 alpha-2, for numbers without a country code. */
  readonly country: string
  /** The present year, to tell a birth year from another number. */
  readonly year: number
}

const languages: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['en', /^(en|eng|english|ingl[eé]s)\b/i],
  ['es', /^(es|spa|spanish|espa[nñ]ol)/i],
  ['fr', /^(fr|fre|fra|french|fran[cç]ais)/i],
  ['pt', /^(pt|por|portuguese|portugu[eê]s)/i],
  ['zh', /^(zh|chi|chinese|mandarin)/i],
  ['pl', /^(pl|pol|polish|polski)/i],
  ['vi', /^(vi|vie|vietnamese)/i],
  ['ar', /^(ar|ara|arabic)/i],
]

/**
 * Reads a record by a mapping of its columns. A player without a name cannot be taken; everything else can, with a remark
 * on what was left out of it.
 */
export function readRow(record: RosterRecord, reader: RowReader): ReadRow {
  const remarks: RowRemark[] = []
  const player = new Map<PlayerField, string[]>()
  const guardians = new Map<number, Map<GuardianField, Cell[]>>()
  reader.columns.forEach((target, index) => {
    const value = (record.cells[index] ?? '').trim()
    if (target.kind === 'ignore' || value === '') return
    if (target.kind === 'player') {
      player.set(target.field, [...(player.get(target.field) ?? []), value])
      return
    }
    const fields = guardians.get(target.guardian) ?? new Map<GuardianField, Cell[]>()
    fields.set(target.field, [...(fields.get(target.field) ?? []), { value, column: reader.headers[index] ?? '' }])
    guardians.set(target.guardian, fields)
  })

  const remark = (column: string | null, value: string, reason: string, isFault = false): void => {
    remarks.push({ line: record.line, column, value, reason, isFault })
  }
  const one = (field: PlayerField): string | null => player.get(field)?.[0] ?? null
  const name = fullName(one('player.first'), one('player.last'), one('player.name'))
  if (name === null) {
    remark(
      null,
      record.cells
        .filter((cell) => cell !== '')
        .join(', ')
        .slice(0, 80),
      'The player has no name.',
      true,
    )
    return { row: null, remarks }
  }
  const birth = one('player.birth')
  const birthYear = birth === null ? null : yearOf(birth, reader.year)
  if (birth !== null && birthYear === null) remark(null, birth, 'This is not a birth date or year; it was left out.')
  const adults = [...guardians]
    .sort(([left], [right]) => left - right)
    .map(([, fields]) => readGuardian(fields, name.lastName, reader.country, remark))
    .filter((guardian) => guardian !== null)
  if (!adults.some((guardian) => guardian.numbers.length > 0))
    remark(
      null,
      `${name.firstName} ${name.lastName}`.trim(),
      'Nobody can be texted about this player: no number was taken.',
    )
  return {
    row: {
      line: record.line,
      player: {
        ...name,
        birthYear,
        note: joined(player.get('player.note')),
        tags: listOf(player.get('player.tags')),
        registration: one('player.registration'),
      },
      camp: one('camp.name'),
      group: one('camp.group'),
      field: one('camp.field'),
      days: joined(player.get('camp.days'), ', '),
      guardians: adults,
      pickUpAllowed: listOf(player.get('pickup.allowed')),
      pickUpBarred: listOf(player.get('pickup.barred')),
    },
    remarks,
  }
}

/** Brothers and sisters stand in lines that follow each other, with the same numbers. */
const lately = new Map<string, ReadNumber>()
const remembered = 200

function numberOf(typed: string, country: string): ReadNumber {
  const key = `${country}${typed}`
  const known = lately.get(key)
  if (known) return known
  const read = readNumber(typed, country)
  if (lately.size >= remembered) lately.clear()
  lately.set(key, read)
  return read
}

interface Cell {
  readonly value: string
  readonly column: string
}

function readGuardian(
  fields: ReadonlyMap<GuardianField, readonly Cell[]>,
  playersLastName: string,
  country: string,
  remark: (column: string, value: string, reason: string) => void,
): RosterGuardian | null {
  const one = (field: GuardianField): string | null => fields.get(field)?.[0]?.value ?? null
  const numbers = new Set<string>()
  for (const { value, column } of fields.get('guardian.phone') ?? []) {
    for (const typed of phonesIn(value)) {
      const checked = numberOf(typed, country)
      if (!checked.ok) remark(column, typed, `${checked.reason} The number was left out.`)
      else {
        numbers.add(checked.address)
        if (checked.warning !== null) remark(column, typed, checked.warning)
      }
    }
  }
  const name = fullName(one('guardian.first'), one('guardian.last'), one('guardian.name'))
  const email = one('guardian.email')
  if (name === null && numbers.size === 0 && email === null) return null
  const language = one('guardian.language')
  const code = language === null ? null : (languages.find(([, pattern]) => pattern.test(language))?.[0] ?? null)
  if (language !== null && code === null)
    remark(fields.get('guardian.language')?.[0]?.column ?? '', language, 'This language is not known; English is used.')
  return {
    firstName: name?.firstName ?? '',
    // A number without a name goes by the family's; a first name alone stays alone: a guess would end up on a phone.
    lastName: name?.lastName ?? (name === null ? playersLastName : ''),
    role: one('guardian.role')?.toLowerCase() ?? null,
    numbers: [...numbers],
    email: email?.toLowerCase() ?? null,
    language: code,
    mayPickUp: yesOrNo(one('guardian.pickup')),
    consent: consentOf(fields.get('guardian.consent')?.[0]),
  }
}

function consentOf(cell: Cell | undefined): RosterGuardian['consent'] {
  if (cell === undefined) return null
  const { value, column } = cell
  const words = `${column}: ${value}`.slice(0, 120)
  if (/\b(declin\w*|refus\w*|opt(ed)?[- ]?out|unsubscrib\w*|withdr\w*)\b/i.test(value))
    return { words, wantsTexts: false }
  if (/\b(agree\w*|consent\w*|opt(ed)?[- ]?in|accept\w*)\b/i.test(value)) return { words, wantsTexts: true }
  const yes = yesOrNo(value)
  return { words, wantsTexts: yes === null || !isOptOutHeader(column) ? yes : !yes }
}

/** A whole name as rosters and people write it ("Lopez, Maya", "Maya de la Cruz"), in two parts. */
export function splitName(whole: string): { readonly firstName: string; readonly lastName: string } {
  return fullName(null, null, whole) ?? { firstName: '', lastName: '' }
}

function fullName(
  first: string | null,
  last: string | null,
  whole: string | null,
): { readonly firstName: string; readonly lastName: string } | null {
  if (first !== null || last !== null) return { firstName: tidy(first ?? ''), lastName: tidy(last ?? '') }
  if (whole === null) return null
  const comma = /^([^,]+),\s*(.+)$/.exec(whole)
  if (comma) return { firstName: tidy(comma[2] ?? ''), lastName: tidy(comma[1] ?? '') }
  const words = tidy(whole).split(' ')
  const particle = words.findIndex(
    (word, index) => index > 0 && /^(de|del|della|di|da|van|von|der|den|la|le|el|al|bin|st\.?)$/i.test(word),
  )
  const cut = particle > 0 ? particle : Math.max(1, words.length - 1)
  return { firstName: words.slice(0, cut).join(' '), lastName: words.slice(cut).join(' ') }
}

/** Spaces tidied; a name all in capitals, or all in small letters, as people write it. */
function tidy(text: string): string {
  const words = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const letters = words.replace(/[^\p{L}]/gu, '')
  const isShouted = letters.length > 2 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  const isWhispered = letters.length > 1 && letters === letters.toLowerCase() && letters !== letters.toUpperCase()
  if (!isShouted && !isWhispered) return words
  return words
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
}

/** The numbers of one cell: "312 555 0142 / 312 555 0143 (work)". */
function phonesIn(cell: string): readonly string[] {
  return cell
    .split(/[;,/|\n]|\bor\b/i)
    .map((part) => part.replace(/\((?:[a-z]+)\)|\b(?:cell|mobile|home|work|phone|tel)\b[.:]?/gi, '').trim())
    .filter((part) => part !== '')
}

function yearOf(text: string, year: number): number | null {
  const full = /\b(19|20)\d{2}\b/.exec(text)?.[0]
  const short = /[/.-](\d{2})$/.exec(text.trim())?.[1]
  const found = full !== undefined ? Number(full) : short !== undefined ? 2000 + Number(short) : null
  if (found === null) return null
  return found > year - 100 && found <= year ? found : null
}

function yesOrNo(text: string | null): boolean | null {
  if (text === null) return null
  if (/^(y|yes|true|1|x|ok|s[ií]|allowed|authori[sz]ed)\b/i.test(text)) return true
  if (/^(n|no|false|0|not|never|barred)\b/i.test(text)) return false
  return null
}

function joined(values: readonly string[] | undefined, between = '; '): string | null {
  // "None" is what people write where nothing is to be written.
  const said = (values ?? []).filter((value) => !/^(no|none|n\/?a|nil|-+|nkda|ninguna?)\.?$/i.test(value))
  return said.length === 0 ? null : [...new Set(said)].join(between)
}

function listOf(values: readonly string[] | undefined): readonly string[] {
  const parts = (values ?? []).flatMap((value) => value.split(/[;,|\n]|\band\b/i)).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== '' && !/^(none|n\/?a|no one|nobody|-+)$/i.test(part)))]
}
