/**
 * How well typed letters fit a label: every typed word must be found, at a word's beginning or inside; null where one is not.
 * Higher is better.
 */
export function fitness(typed: string, label: string): number | null {
  const hay = fold(label)
  let total = 0
  for (const word of fold(typed).split(/\s+/).filter(Boolean)) {
    const at = hay.indexOf(word)
    if (at === -1) {
      // Initials: "nu" finds "Next unread conversation".
      const initials = hay
        .split(/[^\p{L}\p{N}]+/u)
        .map((part) => part.charAt(0))
        .join('')
      if (!initials.includes(word)) return null
      total += 1
    } else if (at === 0) total += 4
    else if (/[^\p{L}\p{N}]/u.test(hay.charAt(at - 1))) total += 3
    else total += 1
  }
  return total
}

/** The items that fit, best first; the given order decides between equals. */
export function rank<Item>(typed: string, items: readonly Item[], labelOf: (item: Item) => string): readonly Item[] {
  return items
    .map((item) => ({ item, score: fitness(typed, labelOf(item)) }))
    .filter((scored): scored is { item: Item; score: number } => scored.score !== null)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item)
}

/** Lower case without accents, so that "jose" finds "José". */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
