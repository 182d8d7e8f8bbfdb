import { cleaned } from './clean.ts'
import { fieldMeant, isMergeField } from './fields.ts'
import type { MergeField } from './fields.ts'

/** A text with merge fields, taken apart. `at` counts UTF-16 units from its beginning. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'field'; readonly field: MergeField; readonly fallback: string | null; readonly at: number }

/** What is wrong with a text whoever it goes to. */
export type WritingFault =
  | {
      readonly kind: 'unknown-field'
      readonly name: string
      readonly meant: MergeField | null
      readonly at: number
      readonly length: number
    }
  | { readonly kind: 'empty-fallback'; readonly field: MergeField; readonly at: number; readonly length: number }
  /** Braces that open or close no field: `{{camp}`, `{camp}`, `}}`. */
  | { readonly kind: 'stray-braces'; readonly excerpt: string; readonly at: number; readonly length: number }

export interface ParsedText {
  readonly pieces: readonly Piece[]
  readonly faults: readonly WritingFault[]
}

/** What looks like a field, or braces that stand alone. Nobody texts a brace: each that makes no field was meant to. */
const braces = /(?<open>\{+)(?<inside>[^{}\n]{0,80})(?<close>\}+)|\{+|\}+/g

/** Takes a text apart into words and fields; names every brace that belongs to none. */
export function parseText(body: string): ParsedText {
  const pieces: Piece[] = []
  const faults: WritingFault[] = []
  let from = 0
  const words = (until: number): void => {
    if (until > from) pieces.push({ kind: 'words', text: body.slice(from, until) })
  }
  for (const match of body.matchAll(braces)) {
    const [whole] = match
    const at = match.index
    const { open, inside, close } = match.groups ?? {}
    if (open === '{{' && close === '}}' && inside !== undefined) {
      const found = fieldIn(inside, at, whole.length)
      words(at)
      from = at + whole.length
      if (found.kind === 'field') pieces.push(found)
      else faults.push(found)
      continue
    }
    faults.push({ kind: 'stray-braces', excerpt: excerptOf(body, at, whole), at, length: whole.length })
  }
  words(body.length)
  return { pieces, faults }
}

type FieldPiece = Extract<Piece, { kind: 'field' }>

function fieldIn(inside: string, at: number, length: number): FieldPiece | WritingFault {
  const bar = inside.indexOf('|')
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim()
  const field = name.toLowerCase()
  if (!isMergeField(field)) return { kind: 'unknown-field', name, meant: fieldMeant(name), at, length }
  if (bar < 0) return { kind: 'field', field, fallback: null, at }
  const fallback = cleaned(inside.slice(bar + 1))
  return fallback === null ? { kind: 'empty-fallback', field, at, length } : { kind: 'field', field, fallback, at }
}

function excerptOf(body: string, at: number, whole: string): string {
  return (whole.length > 2 ? whole : body.slice(at, at + 16)).slice(0, 24).trim()
}
