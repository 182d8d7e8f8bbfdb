/** How the keyboard finds its way through the texts of a look: rows carry `data-held-row`, their buttons `data-act`. */

function rowsOf(list: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-held-row]')]
}

/** The row that follows the focus and still waits, else the first that does; null where none is left. */
export function nextPendingRow(list: HTMLElement | null): HTMLElement | null {
  if (list === null) return null
  const rows = rowsOf(list)
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const pending = (row: HTMLElement) => row.dataset['heldRow'] === 'pending'
  return rows.slice(at + 1).find(pending) ?? rows.slice(0, Math.max(0, at)).find(pending) ?? null
}

/** Moves the focus to the next or previous row: from a button to the same button, where that row has it. */
export function moveBetweenRows(list: HTMLElement, step: 1 | -1): void {
  const rows = rowsOf(list)
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const row = at === -1 ? rows[0] : rows[at + step]
  if (row === undefined) return
  const act = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['act'] : undefined
  const same = act === undefined ? null : row.querySelector<HTMLElement>(`[data-act="${act}"]`)
  ;(same ?? row).focus()
}
