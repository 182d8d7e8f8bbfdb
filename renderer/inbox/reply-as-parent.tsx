import { Voicemail, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { asHubError, callHub } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './reply-as-parent.module.css'

const words = inboxWords.thread

/** Seconds that a played parent speaks after the tone. */
const voicemail = 8

/** Practice only: plays the parent. The text comes in over the same webhook as a real one. */
export function ReplyAsParent({ conversationId, onClose }: { readonly conversationId: number; onClose(): void }) {
  const field = useRef<HTMLInputElement>(null)
  const [body, setBody] = useState('')
  const [withPicture, setWithPicture] = useState(false)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => field.current?.focus(), [])
  const send = (event: FormEvent) => {
    event.preventDefault()
    const text = body.trim()
    if (text === '' && !withPicture) return
    setBody('')
    setWithPicture(false)
    setError(null)
    callHub('practice.replyAsParent', { conversationId, body: text, withPicture }).catch((refusal: unknown) => {
      setBody((since) => (since === '' ? text : since))
      setError(asHubError(refusal).message)
    })
  }
  return (
    <form
      className={styles.form}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.field}>
        <TextField
          ref={field}
          label={words.parentsText}
          hideLabel
          placeholder={words.replyHelp}
          maxLength={1600}
          value={body}
          error={error}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
      </div>
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={withPicture}
          onChange={(event) => setWithPicture(event.currentTarget.checked)}
        />
        {words.withPicture}
      </label>
      <Button type="submit" disabled={body.trim() === '' && !withPicture}>
        {words.sendAsParent}
      </Button>
      <Button
        icon={<Voicemail size={16} aria-hidden />}
        onClick={() => {
          setError(null)
          callHub('practice.callAsParent', { conversationId, seconds: voicemail }).catch((refusal: unknown) =>
            setError(asHubError(refusal).message),
          )
        }}
      >
        {words.callAsParent}
      </Button>
      <IconButton label={words.closeReply} icon={<X size={18} aria-hidden />} onClick={onClose} />
    </form>
  )
}
