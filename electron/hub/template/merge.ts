import { cleaned, tidied } from './clean.ts'
import type { MergeField } from './fields.ts'
import { baseLanguage, joinNames } from './join-names.ts'
import { parseText } from './parse.ts'
import type { ParsedText, WritingFault } from './parse.ts'

/** A player a text may speak of. Whoever the reader must not hear about is not among them. */
export interface MergePlayer {
  readonly first: string
  readonly camp: string | null
  readonly group: string | null
  readonly field: string | null
}

/** What is known of those one text goes to. */
export interface MergeFacts {
  /** ISO 639-1: how names are joined. */
  readonly language: string
  /** Several who share the number are joined already (`joinNames`). */
  readonly guardian: { readonly first: string } | null
  readonly players: readonly MergePlayer[]
  /** For all alike; null: as each player's own say. */
  readonly camp?: string | null
  readonly group?: string | null
  readonly field?: string | null
  /** In words ("9:45"). */
  readonly time?: string | null
  /** The name the camp goes by. */
  readonly us: string | null
}

/** Nothing is known for a field that has no fallback; `without`: the players of whom it is not known, where others have it. */
export interface EmptyField {
  readonly kind: 'empty-field'
  readonly field: MergeField
  readonly without: readonly string[]
  readonly at: number
}

export type MergeFault =
  | WritingFault
  | EmptyField
  | { readonly kind: 'nothing-written' }
  | { readonly kind: 'too-long'; readonly by: number }

export type Merged =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly faults: readonly MergeFault[] }

/** Twilio refuses bodies over 1600 characters (Twilio docs: error 21617). */
export const mostCharacters = 1_600

/**
 * Puts what is known into a text. What is unknown or empty and has no fallback is a fault: nothing half-filled leaves.
 * The text has no two blanks in a row and none at its ends, and merging it again changes nothing.
 */
export function mergeText(body: string, facts: MergeFacts): Merged {
  const { pieces, faults: written } = parsedOnce(body)
  const faults: MergeFault[] = [...written]
  let text = ''
  for (const piece of pieces) {
    if (piece.kind === 'words') {
      text += piece.text
      continue
    }
    const { value, without } = valueOf(piece.field, facts)
    if (value !== null) text += value
    else if (piece.fallback !== null) text += piece.fallback
    else faults.push({ kind: 'empty-field', field: piece.field, without, at: piece.at })
  }
  const tidy = tidied(text)
  if (faults.length > 0) return { ok: false, faults }
  if (tidy === '') return { ok: false, faults: [{ kind: 'nothing-written' }] }
  if (tidy.length > mostCharacters)
    return { ok: false, faults: [{ kind: 'too-long', by: tidy.length - mostCharacters }] }
  return { ok: true, text: tidy }
}

let lastParsed: { readonly body: string; readonly parsed: ParsedText } | null = null

/** One text is merged for many readers in a row. */
function parsedOnce(body: string): ParsedText {
  if (lastParsed?.body !== body) lastParsed = { body, parsed: parseText(body) }
  return lastParsed.parsed
}

interface Value {
  readonly value: string | null
  readonly without: readonly string[]
}

const unknown: Value = { value: null, without: [] }
const known = (value: string | null): Value => (value === null ? unknown : { value, without: [] })

function valueOf(field: MergeField, facts: MergeFacts): Value {
  switch (field) {
    case 'guardian.first':
      return known(cleaned(facts.guardian?.first))
    case 'player.first':
      return ofPlayers(facts, (player) => player.first)
    case 'camp':
    case 'group':
    case 'field': {
      const forAll = cleaned(facts[field])
      return forAll === null ? ofPlayers(facts, (player) => player[field]) : known(forAll)
    }
    case 'time':
      return known(cleaned(facts.time))
    case 'us':
      return known(cleaned(facts.us))
  }
}

/** What all the players have; nothing where one of them lacks it, for it would be said of that one too. */
function ofPlayers(facts: MergeFacts, of: (player: MergePlayer) => string | null): Value {
  const values: string[] = []
  const without: string[] = []
  for (const player of facts.players) {
    const value = cleaned(of(player))
    if (value === null) without.push(cleaned(player.first) ?? '')
    else values.push(value)
  }
  if (values.length === 0) return unknown
  if (without.length > 0) return { value: null, without: without.filter((name) => name !== '') }
  return { value: joinNames(values, facts.language), without }
}

export interface Version {
  /** ISO 639-1. */
  readonly language: string
  readonly body: string
}

/** The version for a reader: in their language, else in English, else the first; null where there is none. */
export function chooseVersion<Some extends Version>(versions: readonly Some[], language: string): Some | null {
  const wanted = baseLanguage(language)
  return (
    versions.find((version) => version.language === wanted) ??
    versions.find((version) => version.language === 'en') ??
    versions[0] ??
    null
  )
}
