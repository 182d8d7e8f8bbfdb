import { useId } from 'react'
import { TextField } from '../ui/text-field.tsx'
import type { TextFieldProps } from '../ui/text-field.tsx'

/** A text field that offers what is there already. */
export function SuggestField({ choices, ...rest }: TextFieldProps & { readonly choices: readonly string[] }) {
  const list = useId()
  return (
    <>
      <TextField {...rest} role="textbox" list={list} />
      <datalist id={list}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </datalist>
    </>
  )
}
