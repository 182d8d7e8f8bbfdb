import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Phone, X } from 'lucide-react'
import { useId, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { callHub } from '../lib/data.ts'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './recipient-field.module.css'

/** Who a new text goes to. */
export interface Recipient {
  readonly address: string
  readonly displayAddress: string
  readonly name: string | null
}

interface Suggestion extends Recipient {
  readonly players: readonly string[]
}

interface RecipientFieldProps {
  readonly startsWith: string
  readonly chosen: Recipient | null
  readonly error: string | null
  onChoose(recipient: Recipient | null): void
  readonly ref?: Ref<HTMLInputElement>
}

const words = inboxWords.newMessage

/** Three digits and no letters: somebody is typing a number. */
function looksLikeNumber(text: string): boolean {
  return /^[+\d\s().\-/]+$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3
}

/** "To": a name, a player or a number, with suggestions; a typed number is checked and shown as people read it. */
export function RecipientField({ startsWith, chosen, error, onChoose, ref }: RecipientFieldProps) {
  const listId = useId()
  const [text, setText] = useState(startsWith)
  const [active, setActive] = useState(0)
  const asked = text.trim()
  const numeric = looksLikeNumber(asked)
  const people = useQuery({
    queryKey: ['people.find', asked],
    queryFn: () => callHub('people.find', { text: asked, limit: 7 }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled: chosen === null && asked !== '',
  })
  const number = useQuery({
    queryKey: ['people.checkNumber', asked],
    queryFn: () => callHub('people.checkNumber', { text: asked }),
    enabled: chosen === null && numeric,
  })
  const found: readonly Suggestion[] = asked === '' ? [] : (people.data ?? [])
  const check = numeric ? number.data : undefined
  const typed: readonly Suggestion[] =
    check?.ok === true && !found.some((person) => person.address === check.address)
      ? [{ address: check.address, displayAddress: check.displayAddress, name: null, players: [] }]
      : []
  const suggestions = [...typed, ...found]
  const current = Math.min(active, suggestions.length - 1)
  const wrong = error ?? (check?.ok === false && found.length === 0 ? check.reason : null)
  const nobody = asked !== '' && !numeric && people.isSuccess && !people.isPlaceholderData && found.length === 0
  const help = check?.ok === true && check.warning !== null ? check.warning : nobody ? words.nobody : words.toHelp

  if (chosen !== null) {
    return (
      <div className={styles.chosen}>
        <span className={styles.label}>{words.to}</span>
        <div className={styles.chip}>
          <span className={styles.words}>
            <span className={styles.name}>{chosen.name ?? chosen.displayAddress}</span>
            {chosen.name === null ? null : <span className={styles.fact}>{chosen.displayAddress}</span>}
          </span>
          <IconButton label={words.change} icon={<X size={18} aria-hidden />} onClick={() => onChoose(null)} />
        </div>
      </div>
    )
  }

  const choose = ({ address, displayAddress, name }: Suggestion) => {
    setText('')
    onChoose({ address, displayAddress, name })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (suggestions.length === 0) return
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((current + step + suggestions.length) % suggestions.length)
    } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && check?.ok === true)) {
      const suggestion = suggestions[current]
      if (suggestion === undefined) return
      event.preventDefault()
      choose(suggestion)
    }
  }

  return (
    <div className={styles.field}>
      <TextField
        ref={ref}
        label={words.to}
        value={text}
        help={help}
        error={wrong}
        maxLength={64}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={suggestions.length === 0 ? undefined : `${listId}-${current}`}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={words.suggestions} className={cx(styles.list, suggestions.length === 0 && styles.empty)}>
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.address}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            className={cx(styles.option, index === current && styles.active)}
            onPointerMove={() => setActive(index)}
            // The field keeps the focus; the click chooses.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            {suggestion.name === null ? (
              <span className={styles.typed}>
                <Phone size={16} aria-hidden />
                {words.typedNumber(suggestion.displayAddress)}
              </span>
            ) : (
              <>
                <span className={styles.words}>
                  <span className={styles.name}>{suggestion.name}</span>
                  <span className={styles.fact}>{words.playersOf(suggestion.players)}</span>
                </span>
                <span className={styles.fact} data-numeric>
                  {suggestion.displayAddress}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      <div role="status">
        <VisuallyHidden>{asked === '' ? '' : words.suggestionCount(suggestions.length)}</VisuallyHidden>
      </div>
    </div>
  )
}
