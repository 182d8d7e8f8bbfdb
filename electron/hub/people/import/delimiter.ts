/** What may stand between two cells. */
export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** Lines looked at: enough to tell a delimiter from punctuation, few enough to be at once. */
const mostLines = 30

/**
 * Guesses what separates the cells: the mark that splits every line into the same number of cells, and into most of them.
 * Marks within quotes do not count. A file of one column has none; a comma is taken.
 * @param sample the beginning of the file's text
 */
export function guessDelimiter(sample: string): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const score = scoreOf(cellCounts(sample, delimiter))
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The share of lines that agree with the most frequent count, times that count; 0 where lines are not split at all. */
function scoreOf(counts: readonly number[]): number {
  const lines = new Map<number, number>()
  for (const count of counts) lines.set(count, (lines.get(count) ?? 0) + 1)
  let best = 0
  for (const [cells, times] of lines) {
    if (cells < 2) continue
    const share = times / counts.length
    best = Math.max(best, share * share * Math.log2(cells + 1))
  }
  return best
}

/** Cells of each whole line, as this delimiter splits it. */
function cellCounts(sample: string, delimiter: Delimiter): readonly number[] {
  const counts: number[] = []
  let cells = 1
  let quoted = false
  let isEmpty = true
  for (let index = 0; index < sample.length && counts.length < mostLines; index += 1) {
    const character = sample[index]
    if (character === '"') {
      quoted = !quoted
      isEmpty = false
    } else if (quoted) continue
    else if (character === delimiter) {
      cells += 1
      isEmpty = false
    } else if (character === '\n' || character === '\r') {
      if (!isEmpty) counts.push(cells)
      cells = 1
      isEmpty = true
    } else isEmpty = false
  }
  // The last line of the sample may be cut off: it counts only where it is all there is.
  if (counts.length === 0 && !isEmpty) counts.push(cells)
  return counts
}
