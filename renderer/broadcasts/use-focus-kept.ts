import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Between the list, a new broadcast and a report nothing stays but this. */
const begins = '[data-begins-here]'
/** A report is read before it stands, in milliseconds. */
const patience = 2_000

/**
 * The button that leads elsewhere goes as it is pressed, and the focus would go with it: it is put to where the next view
 * begins, unless that view or the user took it already.
 * @param view what shows, null for the list; any change of it is another view
 */
export function useFocusKept(root: RefObject<HTMLElement | null>, view: unknown): void {
  const before = useRef<unknown>(null)
  useEffect(() => {
    if (before.current === view) return
    before.current = view
    const until = performance.now() + patience
    let frame = 0
    const place = (): void => {
      if (document.activeElement !== document.body) return
      const first = root.current?.querySelector<HTMLElement>(begins)
      if (first !== null && first !== undefined) first.focus()
      else if (performance.now() < until) frame = requestAnimationFrame(place)
    }
    frame = requestAnimationFrame(place)
    return () => cancelAnimationFrame(frame)
  }, [root, view])
}
