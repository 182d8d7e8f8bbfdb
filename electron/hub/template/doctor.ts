import type { Culprit, Diagnosis } from '../../ipc/contract/templates-views.ts'
import { countSegments } from '../carrier/segments.ts'
import { accentless, graphemesOf, isPlain, lookAlikes, unitsOf } from './plain-characters.ts'

/** Fewer characters than this too many are worth a word. */
const fewOver = 20

/**
 * Looks a text over as it would be sent: how many segments, and which characters make it costlier than it has to be
 * (Twilio docs: "What is GSM-7 Character Encoding", "SMS Character Limit").
 */
export function diagnose(text: string): Diagnosis {
  const { segments, encoding } = countSegments(text)
  const culprits = culpritsIn(text)
  const room = segments === 1 ? limits[encoding].alone : segments * limits[encoding].each
  const { units, characters } = sizeOf(text, encoding)
  const most = segments === 2 ? limits[encoding].alone : (segments - 1) * limits[encoding].each
  const over = units - most
  return {
    encoding,
    segments,
    characters,
    left: Math.max(0, room - units),
    over: segments > 1 && over > 0 && over <= fewOver ? over : null,
    culprits,
    withoutCulprits: culprits.length === 0 ? segments : countSegments(withoutCulprits(text)).segments,
  }
}

const limits = {
  'GSM-7': { alone: 160, each: 153 },
  'UCS-2': { alone: 70, each: 67 },
} as const

function sizeOf(text: string, encoding: 'GSM-7' | 'UCS-2'): { readonly units: number; readonly characters: number } {
  let units = 0
  let characters = 0
  for (const grapheme of graphemesOf(text)) {
    units += encoding === 'UCS-2' ? grapheme.length : unitsOf(grapheme)
    characters += 1
  }
  return { units, characters }
}

/** The characters that the plain alphabet of texts lacks, each once, in the order of their first place. */
export function culpritsIn(text: string): readonly Culprit[] {
  const found = new Map<string, Culprit>()
  let at = 0
  for (const grapheme of graphemesOf(text)) {
    if (!isPlain(grapheme)) {
      const known = found.get(grapheme)
      found.set(grapheme, known ? { ...known, count: known.count + 1 } : { ...culprit(grapheme), at, count: 1 })
    }
    at += grapheme.length
  }
  return [...found.values()]
}

function culprit(character: string): Pick<Culprit, 'character' | 'kind' | 'replacement'> {
  if (/^[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u{fe0f}]+$/u.test(character))
    return { character, kind: 'unseen', replacement: /\p{Zs}|\s/u.test(character) ? ' ' : '' }
  const alike = lookAlikes.get(character)
  if (alike !== undefined) return { character, kind: 'look-alike', replacement: alike }
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(character))
    return { character, kind: 'emoji', replacement: '' }
  const plain = accentless(character)
  return plain === null
    ? { character, kind: 'other', replacement: null }
    : { character, kind: 'accent', replacement: plain }
}

/** The text in plain characters, as far as there are any for what it says. */
export function withoutCulprits(text: string): string {
  let plain = ''
  for (const grapheme of graphemesOf(text))
    plain += isPlain(grapheme) ? grapheme : (culprit(grapheme).replacement ?? grapheme)
  return plain
}
