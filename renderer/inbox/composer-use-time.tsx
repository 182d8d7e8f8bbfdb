import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { hubNow } from '../lib/clock.ts'
import { Button } from '../ui/button.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './composer-use.module.css'
import { nextTime, suggestedTime } from './composer-use.ts'

const words = inboxWords.use

interface UseTimeProps {
  onSet(at: number): void
  onCancel(): void
}

/** A time of the clock, typed in place: Enter sets it, Escape leaves all as it was. */
export function UseTime({ onSet, onCancel }: UseTimeProps) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(() => suggestedTime(hubNow()))
  const at = nextTime(text, hubNow())
  useEffect(() => field.current?.focus(), [])
  const set = () => {
    if (at !== null) onSet(at)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    if (event.repeat) return
    if (event.key === 'Enter') set()
    else onCancel()
  }
  return (
    <div className={styles.time} role="group" aria-label={words.label}>
      <span aria-hidden>{words.label}</span>
      <input
        ref={field}
        type="time"
        data-use-time
        className={styles.field}
        aria-label={words.timeLabel}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className={styles.space} />
      <Button size="small" variant="quiet" onClick={onCancel}>
        {words.cancel}
      </Button>
      <Button size="small" disabled={at === null} onClick={set}>
        {words.set}
      </Button>
    </div>
  )
}
