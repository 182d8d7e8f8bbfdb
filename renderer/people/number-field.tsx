import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { Ref } from 'react'
import { callHub } from '../lib/data.ts'
import { TextField } from '../ui/text-field.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly value: string
  onChange(text: string): void
  readonly ref?: Ref<HTMLInputElement>
}

/** A phone number as it is typed, with what is wrong with it, or looks so. */
export function NumberField({ label, value, onChange, ref }: NumberFieldProps) {
  const text = useDeferredValue(value.trim())
  // A few digits are not a number yet, and not wrong yet either.
  const digits = text.replace(/\D/g, '').length
  const check = useQuery({
    queryKey: ['number', text],
    queryFn: () => callHub('people.checkNumber', { text }),
    enabled: digits >= 7,
    staleTime: Infinity,
  }).data
  return (
    <TextField
      ref={ref}
      label={label}
      type="tel"
      role="textbox"
      maxLength={64}
      value={value}
      error={digits >= 7 && check !== undefined && !check.ok ? check.reason : null}
      help={digits >= 7 && check?.ok === true ? (check.warning ?? check.displayAddress) : null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
