import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { HeldConversation, HeldView, HeldWhich } from '../../electron/ipc/contract/held-views.ts'
import { askToEdit } from '../inbox/edit-request.ts'
import { useHubMinute } from '../lib/data.ts'
import type { Look, LookConversation } from '../lib/held-look.ts'
import { beginLook, dropHeld, readHeld, releaseHeld, useHeld, useHeldError, useLook } from '../lib/held.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { heldWords as words } from '../words/held.ts'
import styles from './held-dialog.module.css'
import { moveBetweenRows, nextPendingRow } from './held-focus.ts'
import { HeldFooter } from './held-footer.tsx'
import { HeldRow } from './held-row.tsx'
import { useUi } from './ui-state.ts'

/** One look at what waited: send, edit or drop each text, or send them all. Every text keeps its place until the look is over. */
export function HeldDialog() {
  const held = useHeld()
  const look = useLook()
  const error = useHeldError()
  const list = useRef<HTMLDivElement>(null)
  const firstRow = useFirstRow(list)
  const end = useRef<HTMLButtonElement>(null)
  const isEditing = useRef(false)
  const acting = useAction((act: (which: HeldWhich) => Promise<void>, which: HeldWhich) => act(which))
  const [expired, setExpired] = useState<string | null>(null)
  useLayoutEffect(() => beginLook(), [])
  const count = held?.count ?? 0
  const close = () => useUi.getState().closeDialog()
  const goOn = () => (nextPendingRow(list.current) ?? end.current)?.focus()
  return (
    <Dialog
      open
      width="wide"
      title={words.title}
      initialFocus={firstRow}
      finalFocus={() => (isEditing.current ? document.querySelector<HTMLElement>('[data-composer]') : null)}
      onOpenChange={(open) => {
        if (!open) close()
      }}
      actions={
        <HeldFooter
          ref={end}
          count={count}
          isBusy={acting.busy}
          onClose={close}
          onSendAll={() => acting.run(releaseHeld, { kind: 'all', throughSeq: held?.throughSeq ?? 0 })}
          onDropAll={() => acting.run(dropHeld, { kind: 'all', throughSeq: held?.throughSeq ?? 0 })}
        />
      }
    >
      {acting.error === null ? null : (
        <p className={styles.refusal} role="alert">
          {words.failed} {acting.error}
        </p>
      )}
      {error !== null ? (
        <ErrorNotice title={words.unreadable.title} details={error.details} onRetry={() => void readHeld()}>
          {words.unreadable.meaning}
        </ErrorNotice>
      ) : held === null || look === null ? null : look.conversations.length === 0 ? (
        <EmptyState headingLevel={3} title={words.none.title}>
          {words.none.body}
        </EmptyState>
      ) : (
        <div
          ref={list}
          className={styles.conversations}
          role="group"
          aria-label={words.title}
          data-held-look
          onKeyDown={onArrows}
        >
          <Intro held={held} look={look} />
          <Conversations
            held={held}
            look={look}
            isSending={acting.busy}
            onSend={(which) => {
              acting.run(releaseHeld, which)
              goOn()
            }}
            onExpired={setExpired}
            onEdit={(conversationId, id, body) => {
              isEditing.current = true
              askToEdit({ conversationId, id, body })
              useUi.getState().openConversation(conversationId)
            }}
          />
        </div>
      )}
      <Announcer count={count} expired={expired} />
    </Dialog>
  )
}

/** Where the focus goes first: a text, where Enter does nothing. */
function useFirstRow(list: RefObject<HTMLDivElement | null>): RefObject<HTMLElement | null> {
  return useMemo(
    () => ({
      get current() {
        return nextPendingRow(list.current) ?? list.current
      },
    }),
    [list],
  )
}

function onArrows(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  moveBetweenRows(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)
}

/** Why these wait; once none does, that the look is over. */
function Intro({ held, look }: { readonly held: HeldView; readonly look: Look }) {
  if (held.count === 0) {
    return (
      <p className={styles.intro}>
        <strong>{words.allDone.title}.</strong> {words.allDone.body}
      </p>
    )
  }
  const isRestored = look.conversations.some(({ texts }) => texts.some(({ because }) => because === 'restored'))
  return <p className={styles.intro}>{isRestored ? words.intro.restored : words.intro.waited}</p>
}

interface ConversationsProps {
  readonly held: HeldView
  readonly look: Look
  readonly isSending: boolean
  onSend(which: { readonly kind: 'conversation'; readonly conversationId: number; readonly throughSeq: number }): void
  onEdit(conversationId: number, messageId: string, body: string): void
  onExpired(name: string): void
}

function Conversations({ held, look, isSending, onSend, onEdit, onExpired }: ConversationsProps) {
  const waiting = new Map(held.conversations.map((conversation) => [conversation.conversationId, conversation]))
  const unlisted = held.conversationCount - held.conversations.length
  return (
    <>
      {look.conversations.map((conversation) => (
        <ConversationTexts
          key={conversation.conversationId}
          conversation={conversation}
          waiting={waiting.get(conversation.conversationId)}
          isSending={isSending}
          onSend={() =>
            onSend({
              kind: 'conversation',
              conversationId: conversation.conversationId,
              throughSeq: held.throughSeq,
            })
          }
          onEdit={(messageId, body) => onEdit(conversation.conversationId, messageId, body)}
          onExpired={onExpired}
        />
      ))}
      {unlisted > 0 ? <p className={styles.more}>{words.moreConversations(unlisted)}</p> : null}
    </>
  )
}

interface ConversationTextsProps {
  readonly conversation: LookConversation
  /** What of it still waits; undefined where nothing does. */
  readonly waiting: HeldConversation | undefined
  readonly isSending: boolean
  onSend(): void
  onEdit(messageId: string, body: string): void
  onExpired(name: string): void
}

function ConversationTexts({ conversation, waiting, isSending, onSend, onEdit, onExpired }: ConversationTextsProps) {
  const now = useHubMinute()
  const { conversationId, name, texts } = conversation
  const pending = new Set((waiting?.texts ?? []).map(({ messageId }) => messageId))
  const closedReason = waiting?.closedReason ?? null
  const count = waiting?.count ?? 0
  const headingId = `held-${conversationId}`
  return (
    <section aria-labelledby={headingId}>
      <div className={styles.head}>
        <h3 id={headingId} className={styles.name}>
          {name}
        </h3>
        {count > 1 && closedReason === null ? (
          <Button size="small" aria-label={words.sendConversationTo(name, count)} disabled={isSending} onClick={onSend}>
            {words.sendConversation(count)}
          </Button>
        ) : null}
      </div>
      {closedReason === null ? null : <p className={styles.closed}>{closedReason}</p>}
      <ul className={styles.list}>
        {texts.map((text) => (
          <HeldRow
            key={text.messageId}
            text={text}
            name={name}
            isPending={pending.has(text.messageId)}
            isClosed={closedReason !== null}
            now={now}
            onEdit={() => onEdit(text.messageId, text.body)}
            onExpired={onExpired}
          />
        ))}
      </ul>
      {waiting !== undefined && count > waiting.texts.length ? (
        <p className={styles.more}>{words.moreTexts(count - waiting.texts.length)}</p>
      ) : null}
    </section>
  )
}

/** Says, politely, how many are left, and which one expired under the look. */
function Announcer({ count, expired }: { readonly count: number; readonly expired: string | null }) {
  const before = useRef(count)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (before.current === count) return
    before.current = count
    setSaid(words.left(count))
  }, [count])
  return (
    <div role="status" aria-live="polite">
      <VisuallyHidden>
        {[expired === null ? '' : words.expired(expired), said].filter(Boolean).join('. ')}
      </VisuallyHidden>
    </div>
  )
}
