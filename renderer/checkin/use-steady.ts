import { useCallback, useEffect, useRef } from 'react'

/** The same function for every drawing, so that nothing is drawn anew for it: what it does is looked up when it is called. */
export function useSteady<Argument>(work: (argument: Argument) => void): (argument: Argument) => void {
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })
  return useCallback((argument: Argument) => latest.current(argument), [])
}
