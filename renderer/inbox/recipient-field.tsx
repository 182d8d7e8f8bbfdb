import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Phone } from 'lucide-react'
import { useId, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { callHub } from '../lib/data.ts'
import { useOnceReady } from '../lib/use-once-ready.ts'
import { cx } from '../ui/cx.ts'
import { TextField } from '../ui/text-field.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './recipient-field.module.css'
import { looksLikeNumber } from './recipient.ts'
import type { Recipient } from './recipient.ts'

interface Suggestion extends Recipient {
  readonly players: readonly string[]
}

interface RecipientFieldProps {
  readonly text: string
  readonly chosen: Recipient | null
  readonly error: string | null
  onType(text: string): void
  onChoose(recipient: Recipient): void
  readonly ref?: Ref<HTMLInputElement>
}

const words = inboxWords.newMessage

/** The number beside a chosen name; a chosen number already stands in the field. */
function chosenWords({ name, displayAddress }: Recipient): string {
  return name === null ? words.number : displayAddress
}

/** "To": a name, a player or a number, with suggestions; a typed number is checked and shown as people read it. */
export function RecipientField({ text, chosen, error, onType, onChoose, ref }: RecipientFieldProps) {
  const listId = useId()
  const [active, setActive] = useState(0)
  const asked = text.trim()
  const numeric = looksLikeNumber(asked)
  const people = useQuery({
    queryKey: ['people.find', asked],
    queryFn: () => callHub('people.find', { text: asked, limit: 5 }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled: chosen === null && asked !== '',
  })
  const number = useQuery({
    queryKey: ['people.checkNumber', asked],
    queryFn: () => callHub('people.checkNumber', { text: asked }),
    enabled: chosen === null && numeric,
  })
  const found: readonly Suggestion[] = asked === '' || chosen !== null ? [] : (people.data ?? [])
  const check = numeric && chosen === null ? number.data : undefined
  const typed: readonly Suggestion[] =
    check?.ok === true && !found.some((person) => person.address === check.address)
      ? [{ address: check.address, displayAddress: check.displayAddress, name: null, players: [] }]
      : []
  const suggestions = [...typed, ...found]
  const current = Math.min(active, suggestions.length - 1)
  const wrong = error ?? (check?.ok === false && found.length === 0 ? check.reason : null)
  const nobody =
    chosen === null && asked !== '' && !numeric && people.isSuccess && !people.isPlaceholderData && found.length === 0
  const help =
    chosen !== null
      ? chosenWords(chosen)
      : check?.ok === true && check.warning !== null
        ? check.warning
        : nobody
          ? words.nobody
          : words.toHelp

  const choose = ({ address, displayAddress, name }: Suggestion) => onChoose({ address, displayAddress, name })
  const ready = !people.isPlaceholderData && !people.isPending && !(numeric && number.isPending)
  const chooseCurrent = useOnceReady(ready, () => {
    const suggestion = suggestions[current]
    if (suggestion !== undefined) choose(suggestion)
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (suggestions.length === 0) return
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((current + step + suggestions.length) % suggestions.length)
    } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && check?.ok === true)) {
      if (chosen !== null || asked === '' || (ready && suggestions.length === 0)) return
      event.preventDefault()
      chooseCurrent.ask()
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
          onType(event.currentTarget.value)
          setActive(0)
          chooseCurrent.forget()
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id={listId}
        role="listbox"
        aria-label={words.suggestions}
        className={cx(styles.list, suggestions.length === 0 && styles.empty)}
      >
        {suggestions.map((suggestion, index) => (
          // The focus stays in the field, whose arrows and Enter choose: an option hears no keys of its own.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
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
        <VisuallyHidden>
          {asked === '' || chosen !== null ? '' : words.suggestionCount(suggestions.length)}
        </VisuallyHidden>
      </div>
    </div>
  )
}
