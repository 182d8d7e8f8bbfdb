import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import { updateSettings } from '../lib/data.ts'

export type SettingsPatch = CallInput<'settings.update'>

export interface Saving {
  save(patch: SettingsPatch): void
  /** True for a moment after a change was kept. */
  readonly saved: boolean
  readonly error: string | null
  clearError(): void
}

/** How long "Saved" stays, in milliseconds. */
const savedTime = 2_500

/** Saves settings the moment they change and tells how that went. */
export function useSaving(): Saving {
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])

  const save = useCallback((patch: SettingsPatch) => {
    latest.current += 1
    const mine = latest.current
    setError(null)
    updateSettings(patch).then(
      () => {
        if (mine !== latest.current) return
        clearTimeout(timer.current)
        setSaved(true)
        timer.current = setTimeout(() => setSaved(false), savedTime)
      },
      (reason: unknown) => {
        if (mine !== latest.current) return
        setSaved(false)
        setError(reason instanceof Error ? reason.message : String(reason))
      },
    )
  }, [])
  const clearError = useCallback(() => setError(null), [])
  return { save, saved, error, clearError }
}
