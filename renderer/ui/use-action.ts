import { useCallback, useEffect, useRef, useState } from 'react'

export interface Action<Arguments extends readonly unknown[]> {
  run(...args: Arguments): void
  readonly busy: boolean
  /** What went wrong the last time, for the reader; null once it runs again. */
  readonly error: string | null
}

/** A button's work: runs once at a time, remembers why it failed. */
export function useAction<Arguments extends readonly unknown[]>(
  work: (...args: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const [state, setState] = useState<{ readonly busy: boolean; readonly error: string | null }>({
    busy: false,
    error: null,
  })
  const latest = useRef(work)
  const running = useRef(false)
  const mounted = useRef(true)
  useEffect(() => {
    latest.current = work
  })
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const run = useCallback((...args: Arguments) => {
    if (running.current) return
    running.current = true
    setState({ busy: true, error: null })
    const finish = (error: string | null) => {
      running.current = false
      if (mounted.current) setState({ busy: false, error })
    }
    latest.current(...args).then(
      () => finish(null),
      (error: unknown) => finish(error instanceof Error ? error.message : String(error)),
    )
  }, [])
  return { run, ...state }
}
