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
  /** The user (or a `scrollTo`) has scrolled: the place is where the view is now. */
  capture(): void
  /** Places a row at a share of the view's height from its top, and reads on from there. */
  placeRow(row: HTMLElement, share: number): void
}

/** Nearer to the end than this counts as the end: a trackpad rarely stops on the last pixel. */
const endSlack = 24

export function makeReadingPlace(scroller: HTMLElement, content: HTMLElement): ReadingPlace {
  let pinned = true
  let lastTop = 0
  let anchor: HTMLElement | null = null
  let anchorAt = 0

  const offsetOf = (row: HTMLElement): number =>
    row.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop

  const toEnd = (): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop

  function remember(): void {
    lastTop = scroller.scrollTop
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

  return {
    pinned: () => pinned,
    pin() {
      pinned = true
      goToEnd()
    },
    capture() {
      pinned = toEnd() <= endSlack
      remember()
    },
    restore() {
      if (pinned) {
        const scrolledUp =
          scroller.scrollTop < lastTop - 1 &&
          anchor?.isConnected === true &&
          Math.abs(offsetOf(anchor) - anchorAt) < 0.5
        // The user has left the end and the event that says so is still on its way.
        if (scrolledUp && toEnd() > endSlack && scroller.scrollTop < lastTop - endSlack) {
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
