import { useState } from 'react'
import type { ReactNode } from 'react'
import type { StartTroubleView } from '../../electron/ipc/contract/start-views.ts'
import { callHub, HubError } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { startWords as words } from '../words/start.ts'
import styles from './start-trouble.module.css'

/** What a press of a key brought onto the page is what the next one is for. */
export const focusOnce = (element: HTMLElement | null) => element?.focus()

interface PartProps {
  readonly trouble: StartTroubleView
  take(next: StartTroubleView | null): void
}

/** What of the store can still be used, gentlest first. */
export function StartMending({ trouble, take }: PartProps) {
  if (!trouble.canBeginEmpty) return null
  return (
    <>
      {trouble.canOpenReadable ? <OpenReadable take={take} /> : null}
      {trouble.copies.length > 0 ? <PutBack trouble={trouble} take={take} /> : <p>{words.copies.none}</p>}
    </>
  )
}

function Choice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.choice} aria-label={title}>
      <h2 className={styles.choiceTitle}>{title}</h2>
      {children}
    </section>
  )
}

function Outcome({ busy, error }: { readonly busy: boolean; readonly error: string | null }) {
  return (
    <p role="status" className={error === null ? styles.said : styles.error}>
      {busy ? words.working : error}
    </p>
  )
}

function OpenReadable({ take }: Pick<PartProps, 'take'>) {
  const open = useAction(async () => take(await callHub('start.openReadable', {})))
  return (
    <Choice title={words.readable.title}>
      <p>{words.readable.what}</p>
      <div>
        <Button variant="primary" disabled={open.busy} onClick={() => open.run()}>
          {words.readable.do}
        </Button>
      </div>
      <Outcome {...open} />
    </Choice>
  )
}

function PutBack({ trouble: { copies, canOpenReadable }, take }: PartProps) {
  const [chosen, setChosen] = useState(copies[0]?.file ?? '')
  const [asksPassphrase, setAsksPassphrase] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [now] = useState(Date.now)
  const putBack = useAction(async () => {
    try {
      const given = passphrase === '' ? null : passphrase
      take(await callHub('start.putBack', { file: chosen, passphrase: given }))
    } catch (error) {
      if (error instanceof HubError && error.code === 'forbidden') setAsksPassphrase(true)
      throw error
    }
  })
  const copy = copies.find(({ file }) => file === chosen) ?? copies[0]
  if (copy === undefined) return null
  const named = (madeAt: number) => spokenTime(madeAt, now)
  return (
    <Choice title={words.copies.title}>
      <p>
        {words.copies.what(named(copy.madeAt), words.copies.texts(copy.messages))} {words.copies.after}
      </p>
      {copies.length < 2 ? null : (
        <Select
          label={words.copies.choose}
          value={copy.file}
          options={copies.map(({ file, madeAt, messages }) => ({
            value: file,
            label: `${named(madeAt)} · ${words.copies.texts(messages)}`,
          }))}
          onValueChange={setChosen}
        />
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          putBack.run()
        }}
      >
        {asksPassphrase ? (
          <TextField
            label={words.copies.passphrase}
            help={words.copies.passphraseHelp}
            type="password"
            role="textbox"
            ref={focusOnce}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
        ) : null}
        <div>
          <Button type="submit" variant={canOpenReadable ? 'secondary' : 'primary'} disabled={putBack.busy}>
            {words.copies.do}
          </Button>
        </div>
      </form>
      <Outcome {...putBack} />
    </Choice>
  )
}

/** The last resort, behind a second question. */
export function BeginEmpty({ take }: Pick<PartProps, 'take'>) {
  const [asks, setAsks] = useState(false)
  const begin = useAction(async () => take(await callHub('start.beginEmpty', {})))
  return (
    <Choice title={words.empty.title}>
      <p>{asks ? words.empty.means : words.empty.what}</p>
      <div className={styles.actions}>
        {asks ? (
          <>
            <Button ref={focusOnce} onClick={() => setAsks(false)}>
              {words.empty.keep}
            </Button>
            <Button variant="danger" disabled={begin.busy} onClick={() => begin.run()}>
              {words.empty.confirm}
            </Button>
          </>
        ) : (
          <Button onClick={() => setAsks(true)}>{words.empty.ask}</Button>
        )}
      </div>
      <Outcome {...begin} />
    </Choice>
  )
}
