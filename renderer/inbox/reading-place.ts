/**
 * Keeps the place a reader reads at, to the pixel, whatever happens to the rows.
 *
 * One rule: at the newest message it stays at the newest; anywhere else the first row that is wholly in view stays where it
 * is. After every change of the rows (texts arriving, states changing, older pages, a resized window) `restore` compares
 * where that row stands within the content with where it stood, and scrolls by the difference. The comparison is made in
 * the content's own coordinates, so that a scroll of the user's that has not been announced yet is never undone.
 */
export interface ReadingPlace {
  /** Whether the newest message is held in view. */
  readonly pinned: () => boolean
  /** Holds the newest message in view from now on. */
  pin(): void
  /** Puts the view back after the rows changed; call before the browser paints. */
  restore(): void
  /** The view was scrolled: by the user, by a script, or by the browser because the rows shrank. */
  capture(): void
  /** A wheel, a finger, a key or the scroll bar: what scrolls now is the user's doing. */
  touched(): void
  /** Places a row at a share of the view's height from its top, and reads on from there. */
  placeRow(row: HTMLElement, share: number): void
}

/** Nearer to the end than this counts as the end: a trackpad rarely stops on the last pixel. */
const endSlack = 24
/** So long after a touch of wheel or key a scroll is still its effect. */
const touchLasts = 400

export function makeReadingPlace(scroller: HTMLElement, content: HTMLElement): ReadingPlace {
  let pinned = true
  let anchor: HTMLElement | null = null
  let anchorAt = 0
  let lastTop = 0
  let lastHeight = 0
  let lastView = 0
  let touchedAt = -touchLasts

  const offsetOf = (row: HTMLElement): number =>
    row.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop

  const toEnd = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop

  function remember(): void {
    lastTop = scroller.scrollTop
    lastHeight = scroller.scrollHeight
    lastView = scroller.clientHeight
    // The message itself, not its row: a day above it may come and go with the page above.
    const row = firstWholeRow(content, scroller)?.lastElementChild
    anchor = row instanceof HTMLElement ? row : null
    anchorAt = anchor === null ? 0 : offsetOf(anchor)
  }

  function goToEnd(): void {
    // Past the end: the browser stops at it, fractions of a pixel included.
    scroller.scrollTop = scroller.scrollHeight
    remember()
  }

  /**
   * Whether the user has left the end. Rows that shrink scroll the view, too, and the event that says so may come after
   * yet another change: while sizes change, only a touch tells the user's doing from the browser's.
   */
  function leftTheEnd(): boolean {
    if (toEnd() <= endSlack || scroller.scrollTop >= lastTop) return false
    const sameSizes = scroller.scrollHeight === lastHeight && scroller.clientHeight === lastView
    return sameSizes || performance.now() - touchedAt < touchLasts
  }

  return {
    pinned: () => pinned,
    pin() {
      pinned = true
      goToEnd()
    },
    touched() {
      touchedAt = performance.now()
    },
    capture() {
      if (!pinned) {
        pinned = toEnd() <= endSlack
        remember()
      } else if (leftTheEnd()) {
        pinned = false
        remember()
      } else if (toEnd() > endSlack) {
        goToEnd()
      } else {
        remember()
      }
    },
    restore() {
      if (pinned) {
        if (leftTheEnd()) {
          pinned = false
          remember()
        } else {
          goToEnd()
        }
        return
      }
      if (anchor === null || !anchor.isConnected) {
        remember()
        return
      }
      const moved = offsetOf(anchor) - anchorAt
      if (moved === 0) return
      scroller.scrollTop += moved
      anchorAt = offsetOf(anchor)
      lastTop = scroller.scrollTop
    },
    placeRow(row, share) {
      scroller.scrollTop = offsetOf(row) - scroller.clientHeight * share
      pinned = toEnd() <= 1
      remember()
    },
  }
}

/** The first row whose top is in view, by halving: rows stand in order. */
export function firstWholeRow(content: HTMLElement, scroller: HTMLElement): HTMLElement | null {
  const rows = content.children
  const top = scroller.getBoundingClientRect().top
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && row.getBoundingClientRect().top < top - 0.5) low = middle + 1
    else high = middle
  }
  const found = rows[low] ?? rows[rows.length - 1]
  return found instanceof HTMLElement ? found : null
}

/** Index of the last row that is in view down to its last line; -1 when there is none. */
export function lastVisibleRow(content: HTMLElement, scroller: HTMLElement): number {
  const rows = content.children
  const bottom = scroller.getBoundingClientRect().bottom
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && row.getBoundingClientRect().bottom <= bottom + 8) low = middle + 1
    else high = middle
  }
  return low - 1
}
