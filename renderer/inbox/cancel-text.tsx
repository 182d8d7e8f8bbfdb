import { useState } from 'react'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { cancelText } from '../lib/messages.ts'
import { inboxWords } from '../words/inbox.ts'
import styles from './cancel-text.module.css'

/**
 * Withdraws a waiting text, beside its state: no height of its own, so that nothing moves when the text leaves.
 * It shows itself after a moment only, because most texts are gone by then.
 */
export function CancelText({ message }: { readonly message: MessageView }) {
  const [tooLate, setTooLate] = useState(false)
  if (tooLate) return <span role="status">{inboxWords.message.cancelTooLate}</span>
  return (
    <button
      type="button"
      className={styles.cancel}
      data-hint={inboxWords.message.cancelHint}
      onClick={() => void cancelText(message.id).catch(() => setTooLate(true))}
    >
      {inboxWords.message.cancel}
    </button>
  )
}
