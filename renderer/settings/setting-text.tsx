import { useState } from 'react'
import { TextField } from '../ui/text-field.tsx'
import { SavedMark } from './saved-mark.tsx'
import type { SettingsPatch } from './use-setting.ts'
import { useSaving } from './use-setting.ts'

export interface SettingTextProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly maxLength?: number
  readonly placeholder?: string
  patch(value: string): SettingsPatch
  /** What is wrong with a typed value, or null. */
  check?(value: string): string | null
}

/** One line of text, saved when the field is left or Enter is pressed; Escape takes the typed words back. */
export function SettingText({ label, help, value, maxLength, placeholder, patch, check }: SettingTextProps) {
  const saving = useSaving()
  /** What is being typed; null while the field shows what is kept. */
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)

  const keep = () => {
    if (typed === null) return
    const next = typed.trim()
    const problem = check?.(next) ?? null
    setWrong(problem)
    if (problem !== null) return
    setTyped(null)
    if (next !== value) saving.save(patch(next))
  }

  return (
    <TextField
      label={label}
      help={help}
      error={wrong ?? saving.error}
      aside={<SavedMark shown={saving.saved} />}
      value={typed ?? value}
      maxLength={maxLength}
      placeholder={placeholder}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        setWrong(null)
        saving.clearError()
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape' && typed !== null) {
          event.preventDefault()
          setTyped(null)
          setWrong(null)
        }
      }}
    />
  )
}
