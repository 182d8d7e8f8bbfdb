import { useRef, useState } from 'react'
import type { StaffRole } from '../../electron/ipc/contract/staff-views.ts'
import { callHub } from '../lib/data.ts'
import { looksLikePin, takeStaff } from '../lib/staff.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { PinField } from '../staff/pin-field.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { initialsOf } from './initials.ts'
import styles from './staff-tab.module.css'
import { useFocusFirst } from './use-focus-first.ts'

const words = staffWords.team

/** Name, initials and role as they are typed. */
export interface MemberWords {
  readonly name: string
  readonly initials: string
  readonly role: StaffRole
}

interface MemberFieldsProps {
  readonly member: MemberWords
  onChange(member: MemberWords): void
  onEnter(): void
}

/** The fields of somebody of the team. */
export function MemberFields({ member, onChange, onEnter }: MemberFieldsProps) {
  const enter = (event: { readonly key: string }) => {
    if (event.key === 'Enter') onEnter()
  }
  return (
    <div className={styles.fields}>
      <TextField
        label={words.name}
        value={member.name}
        maxLength={60}
        onChange={(event) => {
          const name = event.currentTarget.value
          // Initials follow the name until somebody chooses others.
          const follows = member.initials === initialsOf(member.name)
          onChange({ ...member, name, initials: follows ? initialsOf(name) : member.initials })
        }}
        onKeyDown={enter}
      />
      <TextField
        label={words.initials}
        value={member.initials}
        maxLength={4}
        onChange={(event) => onChange({ ...member, initials: event.currentTarget.value })}
        onKeyDown={enter}
      />
      <Select
        label={words.role}
        value={member.role}
        options={[
          { value: 'staff', label: words.roles.staff },
          { value: 'director', label: words.roles.director },
        ]}
        onValueChange={(role) => onChange({ ...member, role })}
      />
    </div>
  )
}

interface AddMemberProps {
  readonly editKey: string
  readonly isFirst: boolean
  onDone(): void
}

/** One after the other: whoever enters twenty names does not open a form twenty times. */
export function AddMember({ editKey, isFirst, onDone }: AddMemberProps) {
  const empty: MemberWords = { name: '', initials: '', role: isFirst ? 'director' : 'staff' }
  const [member, setMember] = useState(empty)
  const [pin, setPin] = useState('')
  const requestId = useRef(uuidV7())
  const form = useFocusFirst()
  const add = useAction(async () => {
    if (pin !== '' && !looksLikePin(pin)) throw new Error(staffWords.pin.shape)
    takeStaff(
      await callHub('staff.add', {
        requestId: requestId.current,
        key: editKey,
        ...member,
        pin: pin === '' ? null : pin,
      }),
    )
    requestId.current = uuidV7()
    setMember({ ...empty, role: 'staff' })
    setPin('')
    form.current?.querySelector('input')?.focus()
  })
  const isReady = member.name.trim() !== '' && member.initials.trim() !== ''
  const run = () => {
    if (isReady) add.run()
  }
  return (
    <div ref={form} className={styles.form} role="group" aria-label={words.addTitle}>
      <MemberFields member={member} onChange={setMember} onEnter={run} />
      <PinField isNew help={words.pinHelp} value={pin} onValueChange={setPin} onEnter={run} />
      <p role="alert" className={styles.error}>
        {add.error ?? ''}
      </p>
      <div className={styles.row}>
        <Button variant="primary" disabled={add.busy || !isReady} onClick={run}>
          {words.add}
        </Button>
        <Button onClick={onDone}>{words.close}</Button>
      </div>
    </div>
  )
}
