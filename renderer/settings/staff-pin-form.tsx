import { useState } from 'react'
import type { ReactNode } from 'react'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { StaffMember } from '../../electron/ipc/contract/staff-views.ts'
import { callHub } from '../lib/data.ts'
import { looksLikePin } from '../lib/staff.ts'
import { PinField } from '../staff/pin-field.tsx'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { guarded } from './staff-guarded.ts'
import styles from './staff-tab.module.css'
import { useFocusFirst } from './use-focus-first.ts'

const words = staffWords.pin

interface ChangePinProps {
  readonly member: StaffMember
  /** A director opened the team: no old PIN is asked for. */
  readonly editKey: string | null
  readonly children?: ReactNode
  onClosed(): void
  onDone(): void
}

/** A new PIN: with the old one, by a director, or the first. */
export function ChangePin({ member, editKey, children, onClosed, onDone }: ChangePinProps) {
  const [old, setOld] = useState('')
  const [pin, setPin] = useState('')
  const form = useFocusFirst()
  const asksOld = member.hasPin && editKey === null
  const set = useAction(async () => {
    if (!looksLikePin(pin) || (asksOld && !looksLikePin(old))) throw new Error(words.shape)
    const by: CallInput<'staff.setPin'>['by'] =
      editKey !== null ? { kind: 'director', key: editKey } : asksOld ? { kind: 'pin', pin: old } : { kind: 'first' }
    const closed = editKey === null ? () => undefined : onClosed
    await guarded(closed, () => callHub('staff.setPin', { staffId: member.id, pin, by }))
    onDone()
  })
  return (
    <div ref={form} className={styles.form} role="group" aria-label={words.pinOf(member.name)}>
      {asksOld ? <PinField label={words.old} value={old} onValueChange={setOld} onEnter={() => set.run()} /> : null}
      <PinField
        isNew
        label={words.new}
        help={words.help}
        value={pin}
        onValueChange={setPin}
        onEnter={() => set.run()}
      />
      <p role="alert" className={styles.error}>
        {set.error ?? ''}
      </p>
      <div className={styles.row}>
        <Button variant="primary" disabled={set.busy} onClick={() => set.run()}>
          {words.set}
        </Button>
        {children}
      </div>
    </div>
  )
}
