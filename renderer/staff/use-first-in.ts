import { useMemo, useRef } from 'react'
import type { RefObject } from 'react'

/** Where a dialog's focus goes first: the first such element within, which may come later than the dialog. */
export function useFirstIn(selector: string): {
  readonly within: RefObject<HTMLDivElement | null>
  readonly first: RefObject<HTMLElement | null>
} {
  const within = useRef<HTMLDivElement>(null)
  const first = useMemo(
    () => ({
      get current() {
        return within.current?.querySelector<HTMLElement>(selector) ?? null
      },
    }),
    [selector],
  )
  return { within, first }
}
