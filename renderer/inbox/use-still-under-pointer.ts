import { useEffect } from 'react'
import type { RefObject } from 'react'
import { conversationStore } from '../lib/stores.ts'

/** So long after the pointer last moved nobody is aiming any more. */
const aimingFor = 1_500

/** While the pointer moves over the list, rows keep their places: a click meets the row it was aimed at. */
export function useStillUnderPointer(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = list.current
    if (element === null) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const release = () => {
      clearTimeout(timer)
      conversationStore.holdStill(false)
    }
    const aim = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      conversationStore.holdStill(true)
      clearTimeout(timer)
      timer = setTimeout(release, aimingFor)
    }
    element.addEventListener('pointermove', aim, { passive: true })
    element.addEventListener('pointerleave', release)
    element.addEventListener('click', release)
    return () => {
      release()
      element.removeEventListener('pointermove', aim)
      element.removeEventListener('pointerleave', release)
      element.removeEventListener('click', release)
    }
  }, [list])
}
