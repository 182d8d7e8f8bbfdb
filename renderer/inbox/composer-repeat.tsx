import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { CopyCheck } from 'lucide-react'
import type { EarlierText } from '../../electron/ipc/contract/define.ts'
import { hubNow } from '../lib/clock.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './composer-repeat.module.css'

const words = inboxWords.repeat

interface RepeatQuestionProps {
  readonly earlier: EarlierText
  /** The safe answer's button: where the focus goes first. */
  readonly notButton: RefObject<HTMLButtonElement | null>
  /** Whether the focus goes to it as it comes: not where somebody works elsewhere meanwhile. */
  takesFocus(): boolean
  onAnswer(again: boolean): void
}

/**
 * The same words went to the same number a moment ago: shall they go again? The focus stands on "Don't send", and a key that
 * is still held from sending answers nothing.
 */
export function RepeatQuestion({ earlier, notButton, takesFocus, onAnswer }: RepeatQuestionProps) {
  const id = useId()
  const takes = useRef(takesFocus)
  useHubMinute()
  useEffect(() => {
    if (takes.current()) notButton.current?.focus()
  }, [earlier, notButton])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
    else if (event.key === 'Escape') {
      event.preventDefault()
      onAnswer(false)
    }
  }
  return (
    <div className={styles.question} role="group" aria-labelledby={id} onKeyDown={onKeyDown}>
      <CopyCheck size={18} aria-hidden />
      <p id={id}>{questionWords(earlier, hubNow())}</p>
      <span className={styles.buttons}>
        <Button ref={notButton} size="small" aria-describedby={id} onClick={() => onAnswer(false)}>
          {words.not}
        </Button>
        <Button size="small" onClick={() => onAnswer(true)}>
          {words.again}
        </Button>
      </span>
    </div>
  )
}

/** "You sent this 3 minutes ago. It was delivered." */
export function questionWords({ at, state }: EarlierText, now: number): string {
  const ago = agoWords(at, now)
  switch (state) {
    case 'queued':
    case 'scheduled':
      return words.waits(ago)
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'uncertain':
    case 'failed':
      return `${words.sent(ago)} ${words.fate[state]}`
    case 'received':
    case 'expired':
    case 'canceled':
      return words.sent(ago)
  }
}

function agoWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  // A time ahead is of a clock that was set back since: its own words are all that is known.
  if (minutes < -1 || minutes > 59) return words.at(spokenTime(at, now))
  return minutes < 1 ? words.now : words.minutes(minutes)
}
