import { useState } from 'react'
import type { StaffMember, StaffView } from '../../electron/ipc/contract/staff-views.ts'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import { callHub, useHubMinute } from '../lib/data.ts'
import { looksLikePin, takeStaff } from '../lib/staff.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { PinField } from './pin-field.tsx'
import styles from './staff.module.css'

const words = staffWords.forgot

interface ForgottenPinProps {
  readonly member: StaffMember
  readonly people: readonly StaffMember[]
  readonly passphraseHelps: boolean
  /** The team was read anew, or somebody has a new PIN. */
  onDone(view: StaffView): void
}

/** What is left where a PIN was forgotten: a director, the recovery passphrase, or a day that everybody sees pass. */
export function ForgottenPin({ member, people, passphraseHelps, onDone }: ForgottenPinProps) {
  const now = useHubMinute()
  const { newPinFrom } = member
  const ask = useAction(async () => onDone(takeStaff(await callHub('staff.askNewPin', { staffId: member.id }))))
  const isReady = newPinFrom !== null && newPinFrom <= now
  const hasHelper = people.some((one) => one.id !== member.id && one.role === 'director' && one.hasPin)
  return (
    <section className={styles.forgot} aria-label={words.title}>
      {hasHelper ? <p>{words.director}</p> : null}
      {passphraseHelps ? (
        <>
          <p>{words.passphrase}</p>
          <NewPin member={member} by="passphrase" onDone={onDone} />
        </>
      ) : null}
      {newPinFrom === null ? (
        <>
          <p>{words.wait}</p>
          <div>
            <Button disabled={ask.busy} onClick={() => ask.run()}>
              {words.ask(member.name)}
            </Button>
          </div>
          <p role="alert" className={styles.error}>
            {ask.error ?? ''}
          </p>
        </>
      ) : (
        <>
          <p>{isReady ? words.ready(member.name) : words.asked(member.name, spokenTime(newPinFrom, now))}</p>
          {isReady ? <NewPin member={member} by="waited" onDone={onDone} /> : null}
          <StopIt member={member} people={people} onDone={onDone} />
        </>
      )}
    </section>
  )
}

interface NewPinProps {
  readonly member: StaffMember
  readonly by: 'passphrase' | 'waited'
  onDone(view: StaffView): void
}

function NewPin({ member, by, onDone }: NewPinProps) {
  const [passphrase, setPassphrase] = useState('')
  const [pin, setPin] = useState('')
  const set = useAction(async () => {
    if (!looksLikePin(pin)) throw new Error(staffWords.pin.shape)
    const proof: CallInput<'staff.setPin'>['by'] =
      by === 'passphrase' ? { kind: 'passphrase', passphrase } : { kind: 'waited' }
    onDone(takeStaff(await callHub('staff.setPin', { staffId: member.id, pin, by: proof })))
  })
  return (
    <div className={styles.fields}>
      {by === 'passphrase' ? (
        <TextField
          role="textbox"
          type="password"
          label={words.recovery}
          value={passphrase}
          maxLength={1000}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      ) : null}
      <PinField
        isNew
        label={staffWords.pin.new}
        help={staffWords.pin.help}
        error={set.error}
        value={pin}
        onValueChange={setPin}
        onEnter={() => set.run()}
      />
      <div>
        <Button disabled={set.busy} onClick={() => set.run()}>
          {staffWords.pin.set}
        </Button>
      </div>
    </div>
  )
}

function StopIt({ member, people, onDone }: Pick<ForgottenPinProps, 'member' | 'people' | 'onDone'>) {
  const helpers = people.filter((one) => one.hasPin)
  const [who, setWho] = useState(String(helpers[0]?.id ?? ''))
  const [pin, setPin] = useState('')
  const stop = useAction(async () => {
    if (!looksLikePin(pin)) throw new Error(staffWords.pin.shape)
    onDone(takeStaff(await callHub('staff.cancelNewPin', { staffId: member.id, by: { staffId: Number(who), pin } })))
  })
  return (
    <div className={styles.fields}>
      <p>{words.stopIntro}</p>
      <Select
        label={words.whose}
        value={who}
        options={helpers.map((one) => ({ value: String(one.id), label: one.name }))}
        onValueChange={setWho}
      />
      <PinField value={pin} error={stop.error} onValueChange={setPin} onEnter={() => stop.run()} />
      <div>
        <Button disabled={stop.busy} onClick={() => stop.run()}>
          {words.stop}
        </Button>
      </div>
    </div>
  )
}
