import { useState } from 'react'
import type { BroadcastDraft } from '../../electron/ipc/contract/broadcast-views.ts'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { broadcastWords } from '../words/broadcasts.ts'
import styles from './new-broadcast.module.css'

const words = broadcastWords.compose

/** The phone of whoever writes: as long as the window lasts. */
let lastPhone = ''

/** One of the texts, sent to a phone of staff's own first. */
export function TestToSelf({ draft }: { readonly draft: BroadcastDraft | null }) {
  const [phone, setPhone] = useState(lastPhone)
  const [isSent, setSent] = useState(false)
  const test = useAction(async () => {
    if (draft === null) return
    setSent(false)
    lastPhone = phone
    await callHub('broadcasts.test', { id: uuidV7(), draft, to: phone })
    setSent(true)
  })
  return (
    <div>
      <div className={styles.test}>
        <TextField
          label={words.yourPhone}
          type="tel"
          autoComplete="off"
          maxLength={64}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Button disabled={draft === null || phone.trim() === '' || test.busy} onClick={() => test.run()}>
          {words.test}
        </Button>
      </div>
      <p className={styles.note} role="status">
        {isSent ? words.testSent : ''}
      </p>
      {test.error === null ? null : (
        <p className={styles.error} role="alert">
          {test.error}
        </p>
      )}
    </div>
  )
}
