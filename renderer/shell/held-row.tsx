import { Megaphone, Pencil, SendHorizontal, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import type { HeldText } from '../../electron/ipc/contract/held-views.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { linkIsDown, shownState, stateWord, toneOf } from '../inbox/state-display.ts'
import { StateIcon } from '../inbox/state-icon.tsx'
import { useConnection } from '../lib/data.ts'
import { dropHeld, releaseHeld, takeBackDrop, useBecame } from '../lib/held.ts'
import { howLongAgo, spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { useAction } from '../ui/use-action.ts'
import { heldWords as words } from '../words/held.ts'
import styles from './held-dialog.module.css'
import { nextPendingRow } from './held-focus.ts'

interface HeldRowProps {
  readonly text: HeldText
  readonly name: string
  /** It still waits for the look. */
  readonly isPending: boolean
  /** Its conversation cannot be texted. */
  readonly isClosed: boolean
  readonly now: number
  onEdit(): void
  onExpired(name: string): void
}

/** One text with what can be done about it, then with what became of it. */
export function HeldRow({ text, name, isPending, isClosed, now, onEdit, onExpired }: HeldRowProps) {
  const { messageId, body, because } = text
  const row = useRef<HTMLDivElement>(null)
  const became = useBecame(messageId)
  const act = useAction((work: () => Promise<void>) => work())
  const about = aboutOf(text, now)
  const short = shorten(body)
  const hasExpired = !isPending && became?.state === 'expired'
  useEffect(() => {
    if (hasExpired) onExpired(name)
  }, [hasExpired, name, onExpired])

  /** The buttons of this row go away with the act, so the focus goes on to the next text. */
  const moveOn = (event: MouseEvent | KeyboardEvent) => {
    const byPointer = 'detail' in event && event.detail > 0
    const next = nextPendingRow(row.current?.closest<HTMLElement>('[data-held-look]') ?? null)
    ;(next ?? row.current)?.focus({ preventScroll: byPointer })
  }
  const send = (event: MouseEvent | KeyboardEvent) => {
    act.run(() => releaseHeld({ kind: 'text', messageId }))
    moveOn(event)
  }
  const drop = (event: MouseEvent | KeyboardEvent) => {
    act.run(() => dropHeld({ kind: 'text', messageId }))
    moveOn(event)
  }
  const undo = () => {
    act.run(() => takeBackDrop(messageId, because))
    row.current?.focus()
  }
  const canUndo = !isPending && became?.state === 'canceled' && became.replacedBy === null

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Letters act on the text alone, never beside a button that has its own meaning for keys.
    if (event.target !== event.currentTarget || event.repeat) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const key = event.key.toLowerCase()
    if (isPending && key === 's' && !isClosed) send(event)
    else if (isPending && key === 'e' && !isClosed) onEdit()
    else if (isPending && key === 'd') drop(event)
    else if (canUndo && key === 'u') undo()
    else return
    event.preventDefault()
  }

  return (
    <li>
      <div
        ref={row}
        role="group"
        aria-label={words.row(name, about, body)}
        tabIndex={-1}
        className={cx(styles.row, !isPending && styles.settled)}
        data-held-row={isPending ? 'pending' : 'settled'}
        onKeyDown={onKeyDown}
      >
        <div className={styles.text}>
          <p className={styles.body} dir="auto">
            {body}
          </p>
          <p className={styles.about}>
            {text.origin === 'broadcast' ? (
              <span className={styles.tag}>
                <Megaphone size={14} aria-hidden />
                {words.broadcast}
              </span>
            ) : null}
            {about}
          </p>
          {act.error === null ? null : (
            <p className={styles.refusal} role="alert">
              {words.failed} {act.error}
            </p>
          )}
        </div>
        {isPending ? (
          <div className={styles.acts}>
            <Button
              size="small"
              variant="quiet"
              icon={<Trash2 size={16} aria-hidden />}
              aria-label={words.dropTo(name, short)}
              data-act="drop"
              onClick={drop}
            >
              {words.drop}
            </Button>
            {isClosed ? null : (
              <>
                <Button
                  size="small"
                  icon={<Pencil size={16} aria-hidden />}
                  aria-label={words.editTo(name, short)}
                  data-act="edit"
                  onClick={onEdit}
                >
                  {words.edit}
                </Button>
                <Button
                  size="small"
                  icon={<SendHorizontal size={16} aria-hidden />}
                  aria-label={words.sendTo(name, short)}
                  data-act="send"
                  onClick={send}
                >
                  {words.send}
                </Button>
              </>
            )}
          </div>
        ) : (
          <div className={styles.acts}>
            <Outcome became={became} />
            {canUndo ? (
              <Button
                size="small"
                icon={<Undo2 size={16} aria-hidden />}
                aria-label={words.undoTo(name, short)}
                data-act="undo"
                onClick={undo}
              >
                {words.undo}
              </Button>
            ) : null}
          </div>
        )}
      </div>
    </li>
  )
}

/** What became of a text that was looked at. */
function Outcome({ became }: { readonly became: MessageView | undefined }) {
  const linkDown = linkIsDown(useConnection().link)
  const state = shownState(became?.state ?? 'queued', linkDown)
  return (
    <span className={cx(styles.state, styles[toneOf(state)])}>
      <StateIcon state={state} size={15} />
      {outcomeWord(became) ?? stateWord(state)}
    </span>
  )
}

function outcomeWord(became: MessageView | undefined): string | null {
  if (became?.state === 'canceled') return became.replacedBy === null ? words.dropped : words.replaced
  return became?.state === 'queued' && became.waitsBehind !== null ? words.behind : null
}

function aboutOf({ writtenAt, author, sendAt, noUseAfter }: HeldText, now: number): string {
  return [
    words.written(howLongAgo(writtenAt, now)),
    author === null || author === '' ? '' : words.by(author),
    sendAt === null ? '' : words.scheduledFor(spokenTime(sendAt, now)),
    words.noUseAfter(spokenTime(noUseAfter, now)),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function shorten(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
