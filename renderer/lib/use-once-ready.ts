import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Enter in a field whose suggestions follow the typing: acts at once, or, while the answer to the last key is still on its
 * way, as soon as it is there. Otherwise a quick hand would choose from what was shown for the first letters.
 */
export function useOnceReady(
  ready: boolean,
  act: () => void,
): { readonly ask: () => void; readonly forget: () => void } {
  const asked = useRef(false)
  const latest = useRef({ ready, act })
  useLayoutEffect(() => {
    latest.current = { ready, act }
  })
  useEffect(() => {
    if (!ready || !asked.current) return
    asked.current = false
    latest.current.act()
  }, [ready])
  const ask = useCallback(() => {
    if (latest.current.ready) latest.current.act()
    else asked.current = true
  }, [])
  const forget = useCallback(() => {
    asked.current = false
  }, [])
  return { ask, forget }
}
