import type { Ref } from 'react'
import { TextField } from '../ui/text-field.tsx'
import { staffWords } from '../words/staff.ts'

export interface PinFieldProps {
  readonly label?: string
  readonly value: string
  readonly help?: string
  readonly error?: string | null
  readonly disabled?: boolean
  /** A new one is chosen here: no browser fills in an old one. */
  readonly isNew?: boolean
  readonly ref?: Ref<HTMLInputElement>
  onValueChange(pin: string): void
  onEnter(): void
}

/** Digits that are typed and never shown. */
export function PinField(props: PinFieldProps) {
  const {
    label = staffWords.pin.label,
    value,
    help,
    error,
    disabled,
    isNew = false,
    ref,
    onValueChange,
    onEnter,
  } = props
  return (
    <TextField
      ref={ref}
      label={label}
      help={help}
      error={error ?? null}
      // A password field has no role of its own to be found by.
      role="textbox"
      type="password"
      inputMode="numeric"
      autoComplete={isNew ? 'new-password' : 'off'}
      maxLength={8}
      value={value}
      disabled={disabled}
      data-secret=""
      onChange={(event) => onValueChange(event.currentTarget.value.replaceAll(/\D/g, ''))}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        onEnter()
      }}
    />
  )
}
