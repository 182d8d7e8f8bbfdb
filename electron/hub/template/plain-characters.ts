const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extension = '\f^{}\\[~]|€'

/** Septets of each character of GSM-7, the alphabet of texts (3GPP TS 23.038). */
const septets = new Map<string, number>()
for (const character of basic) septets.set(character, 1)
for (const character of extension) septets.set(character, 2)

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Characters as people see them, one after the other. */
export function* graphemesOf(text: string): Iterable<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** Septets of what GSM-7 has; one for each code point that it lacks. */
export function unitsOf(grapheme: string): number {
  let units = 0
  for (const character of grapheme) units += septets.get(character) ?? 1
  return units
}

export function isPlain(grapheme: string): boolean {
  for (const character of grapheme) if (!septets.has(character)) return false
  return true
}

/** What office programs and phones write in place of plain characters. */
export const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['‚', ','],
  ['‛', "'"],
  ['′', "'"],
  ['´', "'"],
  ['`', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['″', '"'],
  ['«', '"'],
  ['»', '"'],
  ['‹', "'"],
  ['›', "'"],
  ['‐', '-'],
  ['‑', '-'],
  ['‒', '-'],
  ['–', '-'],
  ['—', '-'],
  ['―', '-'],
  ['−', '-'],
  ['…', '...'],
  ['•', '-'],
  ['·', '-'],
  ['●', '-'],
  ['×', 'x'],
  ['½', '1/2'],
  ['¼', '1/4'],
  ['¾', '3/4'],
  ['→', '->'],
  ['←', '<-'],
  ['©', '(c)'],
  ['®', '(R)'],
  ['™', '(TM)'],
  ['º', 'o'],
  ['ª', 'a'],
])

/** Letters that no mark can be taken from. */
const letters: ReadonlyMap<string, string> = new Map([
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ı', 'i'],
  ['ç', 'c'],
])

/** A letter without its accent ("á" → "a"); null where that is no plain letter. */
export function accentless(character: string): string | null {
  const letter = letters.get(character)
  if (letter !== undefined) return letter
  const bare = character.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return /^[a-z]+$/i.test(bare) ? bare : null
}
