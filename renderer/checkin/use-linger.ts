import { startTransition, useCallback, useEffect, useRef, useState } from 'react'

/** So long what was found stays after an act: its row is seen to change, and the next in the queue is often typed by then; ms. */
const lingers = 1_000
/** A hand at the mouse is left its time: no row may go from under it; ms. */
const staysForHand = 3_000

export interface Linger {
  /** What was looked for when somebody was served; '' once it is over. */
  readonly sought: string
  begin(sought: string): void
  end(): void
  /** The mouse moves over what was found. */
  stay(): void
}

/**
 * Keeps what was found in sight for a moment. The whole list comes back after what was done is said, not before it: its hundreds
 * of rows take longer than a key may.
 */
export function useLinger(): Linger {
  const [sought, setSought] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const endIn = useCallback((span: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => startTransition(() => setSought('')), span)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    sought,
    begin(next) {
      setSought(next)
      endIn(lingers)
    },
    end() {
      clearTimeout(timer.current)
      setSought('')
    },
    stay() {
      if (sought !== '') endIn(staysForHand)
    },
  }
}
