import { SegmentedMessage } from 'sms-segments-calculator'

/** The most one text may hold (the carrier refuses more: error 21617). */
export const mostCharacters = 1_600

export interface SegmentCount {
  readonly characters: number
  readonly segments: number
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Characters that still fit into the last segment. */
  readonly leftInSegment: number
  /** The one character that makes the text costlier, and the segments it would need without. */
  readonly costly: { readonly character: string; readonly without: number } | null
}

/** Counts a text as the carrier will: characters, encoding, segments. */
export function countSegments(text: string): SegmentCount {
  const counted = new SegmentedMessage(text, 'auto')
  const encoding = counted.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2'
  const last = counted.segments.at(-1)
  const unit = encoding === 'GSM-7' ? 7 : 16
  return {
    characters: [...text].length,
    segments: text === '' ? 0 : counted.segmentsCount,
    encoding,
    leftInSegment: last === undefined ? 0 : Math.floor(last.freeSizeInBits() / unit),
    costly: encoding === 'UCS-2' ? costlyCharacter(counted, text) : null,
  }
}

/** The first character outside GSM-7, where leaving such characters out would make the text cheaper. */
function costlyCharacter(counted: SegmentedMessage, text: string): SegmentCount['costly'] {
  const [character] = counted.getNonGsmCharacters()
  if (character === undefined) return null
  let plain = text
  for (const one of new Set(counted.getNonGsmCharacters())) plain = plain.replaceAll(one, '?')
  const without = new SegmentedMessage(plain, 'auto').segmentsCount
  return without < counted.segmentsCount ? { character: nameOf(character), without } : null
}

/** A character people can see: those that have no shape are called by what they are. */
function nameOf(character: string): string {
  if (character === '\u00a0') return 'hard space'
  return /[\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/u.test(character) && !/\p{Extended_Pictographic}/u.test(character)
    ? 'invisible character'
    : character
}
