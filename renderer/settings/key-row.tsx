import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { bindingsOf, commandsUsing } from '../keys/bindings.ts'
import type { Remaps } from '../keys/bindings.ts'
import type { Command } from '../keys/commands.ts'
import { describeKeys } from '../keys/describe.ts'
import { recordKeys } from '../keys/record.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Keys } from '../ui/keys.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { settingsWords } from '../words/settings.ts'
import styles from './keyboard-tab.module.css'

const words = settingsWords.keyboard

interface KeyRowProps {
  readonly command: Command
  readonly remaps: Remaps
  /** New keys in tinykeys' words, an empty string for none, null for the ones it came with. */
  onChange(keys: string | null): void
}

/** One command: its keys are a button; pressed, it takes the next keys as the new ones. */
export function KeyRow({ command, remaps, onChange }: KeyRowProps) {
  const [listening, setListening] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const bindings = bindingsOf(command, remaps)
  const changed = remaps[command.id] !== undefined

  useEffect(() => {
    if (listening) button.current?.focus()
  }, [listening])

  const stop = () => {
    setListening(false)
    setProblem(null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (!listening) return
    // Tab still leaves, so that nobody is caught here.
    if (event.key === 'Tab' && !event.ctrlKey && !event.metaKey && !event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.repeat) return
    if (event.key === 'Escape') return stop()
    const recorded = recordKeys(event)
    if (!recorded.ok) return setProblem(refusal(recorded.refusal, recorded.keys))
    const [other] = commandsUsing(recorded.keys, remaps, command.id)
    if (other !== undefined) return setProblem(words.taken(describeKeys(recorded.keys), other.label))
    stop()
    onChange(recorded.keys)
  }

  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <span className={styles.label}>{command.label}</span>
        {command.fixed === true ? (
          <span className={styles.fixed} data-hint={words.fixed}>
            <KeysOrNone bindings={bindings} />
          </span>
        ) : (
          <>
            {changed && !listening ? (
              <IconButton
                label={words.resetOne(command.label)}
                icon={<RotateCcw size={16} aria-hidden />}
                onClick={() => onChange(null)}
              />
            ) : null}
            {listening ? (
              <Button
                size="small"
                variant="quiet"
                // The press must not take the focus from the listening button before the click is through.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  stop()
                  onChange('')
                }}
              >
                {words.remove}
              </Button>
            ) : null}
            <button
              ref={button}
              type="button"
              className={styles.keysButton}
              data-listening={listening ? '' : undefined}
              onClick={() => setListening(true)}
              onKeyDown={onKeyDown}
              onBlur={stop}
            >
              {listening ? (
                words.press
              ) : (
                <>
                  <VisuallyHidden>{words.change(command.label)} </VisuallyHidden>
                  <KeysOrNone bindings={bindings} />
                </>
              )}
            </button>
          </>
        )}
      </div>
      <p className={styles.problem} role="alert">
        {problem}
      </p>
    </li>
  )
}

function KeysOrNone({ bindings }: { readonly bindings: readonly string[] }) {
  if (bindings.length === 0) return <span className={styles.none}>{words.none}</span>
  return bindings.map((keys) => <Keys key={keys} keys={keys} />)
}

function refusal(kind: 'incomplete' | 'alt-letter' | 'browser' | 'editing', keys: string): string | null {
  switch (kind) {
    case 'incomplete':
      return null
    case 'alt-letter':
      return words.altLetter
    case 'browser':
      return words.browser(describeKeys(keys))
    case 'editing':
      return words.editing(describeKeys(keys))
  }
}
