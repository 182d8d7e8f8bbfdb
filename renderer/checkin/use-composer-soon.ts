import { useCallback, useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Frames until a conversation that was asked for stands; past them a person has gone on to something else. */
const mostFrames = 120

/** Puts the focus into the composer of the conversation beside the board, as soon as it is there. */
export function useComposerSoon(beside: RefObject<HTMLElement | null>): () => void {
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return useCallback(() => {
    cancelAnimationFrame(frame.current)
    const before = document.activeElement
    let left = mostFrames
    const look = () => {
      // Whoever moved on meanwhile is not pulled back.
      if (document.activeElement !== before && document.activeElement !== document.body) return
      const composer = beside.current?.querySelector<HTMLTextAreaElement>('textarea:not(:disabled)')
      if (composer) composer.focus()
      else if (left > 0) {
        left -= 1
        frame.current = requestAnimationFrame(look)
      }
    }
    // The row's own conversation comes in the next frame at the earliest.
    frame.current = requestAnimationFrame(() => {
      frame.current = requestAnimationFrame(look)
    })
  }, [beside])
}
