import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** A form that opens in place has the focus in its first field: whoever opened it goes on typing. */
export function useFocusFirst(): RefObject<HTMLDivElement | null> {
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  return form
}
