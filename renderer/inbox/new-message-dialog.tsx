import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { asHubError, useConnection } from '../lib/data.ts'
import { openConversationWith, sendText } from '../lib/messages.ts'
import { threadStore } from '../lib/stores.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { inboxWords } from '../words/inbox.ts'
import { keepDraft } from './drafts.ts'
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
  const count = countWhereItMatters(body)

  const send = async () => {
    const text = body.trim()
    if (busy || text.length > mostCharacters) return
    setBusy(true)
    setRefusal(null)
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
      const conversation = await openConversationWith(resolved.recipient.address)
      if (conversation.closedReason !== null) throw new Error(conversation.closedReason)
      // The bubble joins the newest texts, so they are read first; it takes a few milliseconds.
      await threadStore.open(conversation.id)
      const sent = sendText({ conversationId: conversation.id, body: text, replaces: null })
      sentRef.current = true
      closeDialog()
      onSent(conversation.id)
      // The dialog is gone: refused words wait in that conversation's box.
      sent.catch(() => keepDraft(conversation.id, text))
    } catch (error) {
      setBusy(false)
      setRefusal(error instanceof Error ? error.message : asHubError(error).message)
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
          <span className={styles.hint}>
            <SegmentHint count={count} length={body.length} most={mostCharacters} />
          </span>
          <Button variant="primary" disabled={busy || body.trim().length > mostCharacters} onClick={() => void send()}>
            {linkDown ? words.sendWhenOnline : words.send}
          </Button>
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
          }}
          onChoose={(next) => {
            setTyped(next.name ?? next.displayAddress)
            setRecipient(next)
            setMissing({})
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
          }}
          onKeyDown={onKeyDown}
        />
        {refusal === null ? null : <ErrorNotice title={inboxWords.composer.refused}>{refusal}</ErrorNotice>}
      </div>
    </Dialog>
  )
}
