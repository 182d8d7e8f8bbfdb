interface Row {
  readonly id: number
  readonly unreadCount: number
}

/**
 * The conversation a step away from the one being looked at. Steps stop at the ends; looking for unread ones goes round,
 * so that none is missed.
 */
export function neighbour(rows: readonly Row[], from: number | null, step: 1 | -1, unreadOnly: boolean): number | null {
  const { length } = rows
  if (length === 0) return null
  const start = rows.findIndex((row) => row.id === from)
  if (!unreadOnly) {
    if (start < 0) return rows[0]?.id ?? null
    return rows[Math.min(length - 1, Math.max(0, start + step))]?.id ?? null
  }
  const origin = start < 0 ? (step === 1 ? -1 : length) : start
  for (let away = 1; away <= length; away += 1) {
    const row = rows[(((origin + step * away) % length) + length) % length]
    if (row !== undefined && row.id !== from && row.unreadCount > 0) return row.id
  }
  return null
}
