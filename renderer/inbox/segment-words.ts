import { inboxWords } from '../words/inbox.ts'
import type { SegmentCount } from './segments.ts'

export interface SegmentNote {
  readonly text: string
  readonly tone: 'plain' | 'attention' | 'failed'
  readonly hint: string | null
}

const words = inboxWords.composer

/** So many characters before a limit the count shows itself. */
const nearLimit = 20

/**
 * What the composer says about the length of a text; null while it is of no concern. It speaks up where the text is too long,
 * where one character makes it costlier, near the end of the first segment, and from the second segment on.
 */
export function segmentNote(count: SegmentCount | null, length: number, most: number): SegmentNote | null {
  if (length > most) return { text: words.tooLong(length - most, most), tone: 'failed', hint: null }
  if (count === null) return null
  const hint = words.encodingHint(count.encoding)
  if (most - length <= 2 * nearLimit) return { text: words.left(most - length), tone: 'attention', hint }
  if (count.costly !== null) {
    return { text: words.costly(count.costly.character, count.segments, count.costly.without), tone: 'attention', hint }
  }
  if (count.segments > 1) return { text: words.segments(count.characters, count.segments), tone: 'plain', hint }
  if (count.leftInSegment <= nearLimit) return { text: words.leftInText(count.leftInSegment), tone: 'plain', hint }
  return null
}
