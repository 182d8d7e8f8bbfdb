interface Row {
  readonly id: number
}

/**
 * By how many rows the list moved under the reader: the change of place that most of the rows in view share.
 * Rows that jumped to the top on their own do not count.
 */
export function shiftOf(before: readonly Row[], after: readonly Row[], first: number, count: number): number {
  if (before === after) return 0
  const places = new Map<number, number>()
  for (const [index, row] of after.entries()) places.set(row.id, index)
  const votes = new Map<number, number>()
  let best = 0
  let most = 0
  for (let index = first; index < Math.min(before.length, first + count); index += 1) {
    const row = before[index]
    const place = row === undefined ? undefined : places.get(row.id)
    if (place === undefined) continue
    const shift = place - index
    const sum = (votes.get(shift) ?? 0) + 1
    votes.set(shift, sum)
    if (sum > most) {
      most = sum
      best = shift
    }
  }
  return best
}
