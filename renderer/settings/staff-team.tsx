import { useState } from 'react'
import type { StaffMember, StaffView } from '../../electron/ipc/contract/staff-views.ts'
import { callHub } from '../lib/data.ts'
import { looksLikePin } from '../lib/staff.ts'
import { PinField } from '../staff/pin-field.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { Section } from './section.tsx'
import { AddMember } from './staff-member-form.tsx'
import { MemberRow } from './staff-member-row.tsx'
import styles from './staff-tab.module.css'
import { useFocusFirst } from './use-focus-first.ts'

const words = staffWords.team

/** Everybody of the team; a director opens it for changes. */
export function TeamSection({ view }: { readonly view: StaffView }) {
  const { people, needsDirector } = view
  /** What opened the team; null while it is closed. */
  const [key, setKey] = useState<string | null>(null)
  const [asks, setAsks] = useState(false)
  const open = useAction(async () => {
    if (needsDirector) return setAsks(true)
    setKey((await callHub('staff.openEditing', { by: null })).key)
  })
  // The first one becomes the director with whose PIN the team is changed from then on.
  const isFirst = people.length === 0
  return (
    <Section title={words.title} intro={isFirst ? words.none : words.intro}>
      {isFirst ? null : (
        <ul className={styles.team} aria-label={words.list}>
          {people.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              view={view}
              editKey={key}
              onClosed={() => {
                setKey(null)
                setAsks(needsDirector)
              }}
            />
          ))}
        </ul>
      )}
      {key !== null ? (
        <AddMember editKey={key} isFirst={isFirst} onDone={() => setKey(null)} />
      ) : asks ? (
        <AskDirector
          directors={people.filter((one) => one.role === 'director' && one.hasPin)}
          onOpen={(opened) => {
            setKey(opened)
            setAsks(false)
          }}
          onCancel={() => setAsks(false)}
        />
      ) : (
        <>
          {isFirst ? <p>{words.first}</p> : null}
          <div className={styles.row}>
            <Button disabled={open.busy} onClick={() => open.run()}>
              {isFirst ? words.addTitle : words.open}
            </Button>
          </div>
          <p role="alert" className={styles.error}>
            {open.error ?? ''}
          </p>
        </>
      )}
    </Section>
  )
}

interface AskDirectorProps {
  readonly directors: readonly StaffMember[]
  onOpen(key: string): void
  onCancel(): void
}

function AskDirector({ directors, onOpen, onCancel }: AskDirectorProps) {
  const form = useFocusFirst()
  const [who, setWho] = useState(String(directors[0]?.id ?? ''))
  const [pin, setPin] = useState('')
  const open = useAction(async () => {
    if (!looksLikePin(pin)) throw new Error(staffWords.pin.shape)
    try {
      onOpen((await callHub('staff.openEditing', { by: { staffId: Number(who), pin } })).key)
    } catch (error) {
      setPin('')
      throw error
    }
  })
  return (
    <div ref={form} className={styles.form} role="group" aria-label={words.openTitle}>
      <p>{words.openIntro}</p>
      <Select
        label={words.director}
        value={who}
        options={directors.map((one) => ({ value: String(one.id), label: one.name }))}
        onValueChange={setWho}
      />
      <PinField value={pin} error={open.error} onValueChange={setPin} onEnter={() => open.run()} />
      <div className={styles.row}>
        <Button variant="primary" disabled={open.busy} onClick={() => open.run()}>
          {words.openIt}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </div>
  )
}
