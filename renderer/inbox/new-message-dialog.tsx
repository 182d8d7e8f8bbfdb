import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { EarlierText } from '../../electron/ipc/contract/define.ts'
import { hubNow } from '../lib/clock.ts'
import { asHubError, callHub, HubError, useConnection } from '../lib/data.ts'
import { openConversationWith, sendText } from '../lib/messages.ts'
import { threadStore } from '../lib/stores.ts'
import { useUi } from '../shell/ui-state.ts'
import { FirstTextNote } from '../templates/first-text-note.tsx'
import { useFirstTextTo } from '../templates/first-text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { inboxWords } from '../words/inbox.ts'
import { RepeatQuestion } from './composer-repeat.tsx'
import { UseControl } from './composer-use-control.tsx'
import { UseTime } from './composer-use-time.tsx'
import { deadlineOf, isOver, usual } from './composer-use.ts'
import type { Use } from './composer-use.ts'
import styles from './new-message-dialog.module.css'
import { RecipientField } from './recipient-field.tsx'
import { resolveRecipient } from './recipient.ts'
import type { Recipient } from './recipient.ts'
import { SegmentHint } from './segment-hint.tsx'
import { linkIsDown } from './state-display.ts'
import { countWhereItMatters } from './segments.ts'

const words = inboxWords.newMessage
const mostCharacters = 1_600

interface NewMessageDialogProps {
  /** The text is on its way: shows its conversation. */
  onSent(conversationId: number): void
}

/** A text to a person or a typed number. */
export function NewMessageDialog({ onSent }: NewMessageDialogProps) {
  const startsWith = useUi((ui) => ui.newMessageTo)
  const closeDialog = useUi((ui) => ui.closeDialog)
  const linkDown = linkIsDown(useConnection().link)
  const to = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const sentRef = useRef(false)
  const [typed, setTyped] = useState(startsWith ?? '')
  const [recipient, setRecipient] = useState<Recipient | null>(null)
  const [body, setBody] = useState('')
  const [missing, setMissing] = useState<{ readonly to?: string; readonly body?: string }>({})
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [use, setUse] = useState<Use>(usual)
  const [timing, setTiming] = useState(false)
  const [question, setQuestion] = useState<EarlierText | null>(null)
  const notButton = useRef<HTMLButtonElement>(null)
  const first = useFirstTextTo(recipient?.address ?? null, body)
  const whole = first.complete(body)
  const count = countWhereItMatters(whole)
  const toBox = () => box.current?.focus()

  const send = async (repeats?: string) => {
    const text = body.trim()
    if (busy || whole.length > mostCharacters || first.isAsking) return
    // Asked already: the answer is not given by pressing on.
    if (question !== null && repeats === undefined) {
      notButton.current?.focus()
      return
    }
    if (isOver(use, hubNow())) {
      setRefusal(inboxWords.use.over)
      return
    }
    setBusy(true)
    setRefusal(null)
    setQuestion(null)
    try {
      const resolved = recipient === null ? await resolveRecipient(typed.trim()) : ({ ok: true, recipient } as const)
      if (!resolved.ok) {
        setBusy(false)
        setMissing({ to: resolved.reason })
        to.current?.focus()
        return
      }
      if (text === '') {
        setBusy(false)
        setMissing({ body: words.writeFirst })
        box.current?.focus()
        return
      }
      if (recipient === null && (await saysMore(resolved.recipient.address, text))) {
        // Nobody sends words unseen: they are shown above the buttons, and the next press sends.
        setBusy(false)
        setTyped(resolved.recipient.name ?? resolved.recipient.displayAddress)
        setRecipient(resolved.recipient)
        toBox()
        return
      }
      const conversation = await openConversationWith(resolved.recipient.address)
      if (conversation.closedReason !== null) throw new Error(conversation.closedReason)
      // The bubble joins the newest texts, so they are read first; it takes a few milliseconds.
      await threadStore.open(conversation.id)
      // A few milliseconds: what the hub does not take stays here, words and all.
      await sendText({
        conversationId: conversation.id,
        body: first.complete(text),
        replaces: null,
        noUseAfter: deadlineOf(use, hubNow()),
        ...(repeats === undefined ? {} : { repeats }),
      })
      sentRef.current = true
      closeDialog()
      onSent(conversation.id)
    } catch (error) {
      setBusy(false)
      const earlier = error instanceof HubError && error.code === 'repeat' ? error.earlier : undefined
      if (earlier !== undefined) setQuestion(earlier)
      else setRefusal(error instanceof Error ? error.message : asHubError(error).message)
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.key !== 'Enter' ||
      event.shiftKey ||
      event.altKey ||
      event.nativeEvent.isComposing ||
      event.keyCode === 229
    )
      return
    event.preventDefault()
    if (!event.repeat) void send()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) closeDialog()
      }}
      title={words.title}
      place="top"
      initialFocus={to}
      // Sent: the next words go to the same parent. Given up: back to where one was.
      finalFocus={() => (sentRef.current ? document.querySelector<HTMLElement>('[data-composer]') : null)}
      actions={
        <>
          <span className={styles.use}>
            <UseControl
              use={use}
              onChoose={(next) => {
                setTiming(false)
                setUse(next)
              }}
              onTime={() => setTiming(true)}
              finalFocus={() => document.querySelector<HTMLElement>('[role="dialog"] [data-use-time]') ?? box.current}
            />
          </span>
          <span className={styles.hint}>
            <SegmentHint count={count} length={whole.length} most={mostCharacters} />
          </span>
          {question === null ? (
            <Button
              variant="primary"
              disabled={busy || whole.trim().length > mostCharacters}
              onClick={() => void send()}
            >
              {linkDown ? words.sendWhenOnline : words.send}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.fields}>
        <RecipientField
          ref={to}
          text={typed}
          chosen={recipient}
          error={missing.to ?? null}
          onType={(text) => {
            setTyped(text)
            setRecipient(null)
            setMissing({})
            setQuestion(null)
          }}
          onChoose={(next) => {
            setTyped(next.name ?? next.displayAddress)
            setRecipient(next)
            setMissing({})
            setQuestion(null)
            box.current?.focus()
          }}
        />
        <TextArea
          ref={box}
          label={words.message}
          rows={6}
          dir="auto"
          value={body}
          error={missing.body ?? null}
          onChange={(event) => {
            setBody(event.currentTarget.value)
            setMissing({})
            setQuestion(null)
          }}
          onKeyDown={onKeyDown}
        />
        <FirstTextNote first={first} />
        {question === null ? null : (
          <RepeatQuestion
            earlier={question}
            notButton={notButton}
            takesFocus={() => true}
            onAnswer={(again) => {
              setQuestion(null)
              if (again) void send(question.messageId)
              else toBox()
            }}
          />
        )}
        {timing ? (
          <UseTime
            onSet={(at) => {
              setUse({ kind: 'until', at })
              setTiming(false)
              toBox()
            }}
            onCancel={() => {
              setTiming(false)
              toBox()
            }}
          />
        ) : null}
        {refusal === null ? null : <ErrorNotice title={inboxWords.composer.refused}>{refusal}</ErrorNotice>}
      </div>
    </Dialog>
  )
}

/** Whether the first text to a number would say more than was written. */
async function saysMore(address: string, body: string): Promise<boolean> {
  return (await callHub('templates.firstText', { to: address, body })) !== null
}
