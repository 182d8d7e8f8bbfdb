import { useCallback, useEffect, useRef } from 'react'
import { runCommand } from '../keys/use-command.ts'

/**
 * For a banner whose button makes the banner go: the focus would be lost with it, so it goes to the composer, where the next
 * words are written. Call the returned function when the button is pressed.
 */
export function useReturnToComposer(): () => void {
  const pressed = useRef(false)
  useEffect(
    () => () => {
      if (!pressed.current) return
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) runCommand('composer.focus')
      })
    },
    [],
  )
  return useCallback(() => {
    pressed.current = true
  }, [])
}
