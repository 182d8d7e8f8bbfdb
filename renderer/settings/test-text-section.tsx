import { useState } from 'react'
import type { AccountView } from '../../electron/ipc/contract/account-views.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { StateIcon } from '../inbox/state-icon.tsx'
import { sendTestText } from '../lib/account.ts'
import { clockTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { twilioWords } from '../words/twilio.ts'
import { uiWords } from '../words/ui.ts'
import { Section } from './section.tsx'
import styles from './twilio-tab.module.css'

const words = twilioWords.test

/** One text to one's own phone, and how it fares. */
export function TestTextSection({ account }: { readonly account: AccountView }) {
  const [to, setTo] = useState('')
  const send = useAction(async () => {
    await sendTestText(to)
  })
  const ready = account.sender !== null
  const trySend = () => {
    if (ready && to.trim() !== '') send.run()
  }
  return (
    <Section title={words.title} intro={words.intro}>
      <div className={styles.test}>
        <TextField
          label={words.to}
          help={ready ? words.toHelp : words.notYet}
          error={send.error}
          type="tel"
          role="textbox"
          value={to}
          maxLength={64}
          placeholder="(312) 555-0142"
          onChange={(event) => setTo(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') trySend()
          }}
        />
        <Button className={styles.beside} disabled={!ready || send.busy || to.trim() === ''} onClick={trySend}>
          {words.send}
        </Button>
      </div>
      <div role="status" className={styles.fate}>
        {account.testText === null ? null : <Fate message={account.testText} />}
      </div>
    </Section>
  )
}

function Fate({ message }: { readonly message: MessageView }) {
  const { state, failure, deliveredAt, sentAt } = message
  const at = state === 'delivered' ? deliveredAt : state === 'sent' ? sentAt : null
  return (
    <>
      <p className={cx(styles.state, styles[state])}>
        <StateIcon state={state} size={18} />
        <strong>{words.states[state]}</strong>
        {at === null ? null : <span data-numeric>{words.at(clockTime(at))}</span>}
      </p>
      {failure === null ? null : (
        <>
          <p>
            {failure.reason} {failure.remedy}
          </p>
          {failure.details === null ? null : (
            <details className={styles.details}>
              <summary>{uiWords.details}</summary>
              <p data-selectable>{failure.details}</p>
            </details>
          )}
        </>
      )}
    </>
  )
}
