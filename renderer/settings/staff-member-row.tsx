import { useState } from 'react'
import type { ReactNode } from 'react'
import type { StaffMember, StaffView } from '../../electron/ipc/contract/staff-views.ts'
import { callHub, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { ForgottenPin } from '../staff/forgotten-pin.tsx'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { guarded } from './staff-guarded.ts'
import { MemberFields } from './staff-member-form.tsx'
import type { MemberWords } from './staff-member-form.tsx'
import { ChangePin } from './staff-pin-form.tsx'
import styles from './staff-tab.module.css'
import { useFocusFirst } from './use-focus-first.ts'

const words = staffWords.team

interface MemberRowProps {
  readonly member: StaffMember
  readonly view: StaffView
  /** What opened the team for changes; null while it is closed. */
  readonly editKey: string | null
  /** The key opens nothing any more. */
  onClosed(): void
}

type Open = 'edit' | 'pin' | 'forgot' | 'remove' | null

/** Somebody of the team: what they are, and what can be changed of them now. */
export function MemberRow({ member, view, editKey, onClosed }: MemberRowProps) {
  const [open, setOpen] = useState<Open>(null)
  const now = useHubMinute()
  const toggle = (what: Open) => setOpen(open === what ? null : what)
  const { name, initials, role, hasPin, newPinFrom } = member
  const taken = useAction(async () => {
    if (editKey === null) return
    await guarded(onClosed, () =>
      callHub('staff.setPin', { staffId: member.id, pin: null, by: { kind: 'director', key: editKey } }),
    )
  })
  return (
    <li className={styles.member}>
      <div className={styles.line}>
        <span className={styles.initials} aria-hidden>
          {initials}
        </span>
        <span className={styles.who}>
          <span className={styles.name}>{name}</span>
          <span className={styles.about}>
            {[
              words.roles[role],
              hasPin ? staffWords.pin.has : staffWords.pin.none,
              view.onDutyId === member.id ? words.onDuty : null,
              newPinFrom === null ? null : staffWords.forgot.asked(name, spokenTime(newPinFrom, now)),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </span>
        <span className={styles.acts}>
          {editKey === null ? null : (
            <>
              <Act label={words.editOne(name)} open={open === 'edit'} onClick={() => toggle('edit')}>
                {words.edit}
              </Act>
              <Act label={words.removeOne(name)} open={open === 'remove'} onClick={() => toggle('remove')}>
                {words.remove}
              </Act>
            </>
          )}
          <Act
            label={hasPin ? staffWords.pin.changeOne(name) : staffWords.pin.setOne(name)}
            open={open === 'pin'}
            onClick={() => toggle('pin')}
          >
            {hasPin ? staffWords.pin.change : staffWords.pin.set}
          </Act>
        </span>
      </div>
      {open === 'edit' && editKey !== null ? (
        <EditMember member={member} editKey={editKey} onClosed={onClosed} onDone={() => setOpen(null)} />
      ) : null}
      {open === 'remove' && editKey !== null ? (
        <RemoveMember member={member} editKey={editKey} onClosed={onClosed} onCancel={() => setOpen(null)} />
      ) : null}
      {open === 'pin' ? (
        <ChangePin member={member} editKey={editKey} onClosed={onClosed} onDone={() => setOpen(null)}>
          {hasPin && editKey !== null ? (
            <Button aria-label={staffWords.pin.takeOne(name)} disabled={taken.busy} onClick={() => taken.run()}>
              {staffWords.pin.take}
            </Button>
          ) : null}
          {hasPin && editKey === null ? (
            <Button variant="quiet" onClick={() => setOpen('forgot')}>
              {staffWords.forgot.button}
            </Button>
          ) : null}
        </ChangePin>
      ) : null}
      {open === 'forgot' ? (
        <ForgottenPin
          member={member}
          people={view.people}
          passphraseHelps={view.passphraseHelps}
          onDone={() => setOpen(null)}
        />
      ) : null}
    </li>
  )
}

interface ActProps {
  readonly label: string
  readonly open: boolean
  readonly children: ReactNode
  onClick(): void
}

function Act({ label, open, children, onClick }: ActProps) {
  return (
    <Button variant="quiet" size="small" aria-label={label} aria-expanded={open} onClick={onClick}>
      {children}
    </Button>
  )
}

interface EditMemberProps {
  readonly member: StaffMember
  readonly editKey: string
  onClosed(): void
  onDone(): void
}

function EditMember({ member, editKey, onClosed, onDone }: EditMemberProps) {
  const [typed, setTyped] = useState<MemberWords>({ name: member.name, initials: member.initials, role: member.role })
  const form = useFocusFirst()
  const save = useAction(async () => {
    await guarded(onClosed, () => callHub('staff.edit', { key: editKey, staffId: member.id, ...typed }))
    onDone()
  })
  return (
    <div ref={form} className={styles.form} role="group" aria-label={words.editOne(member.name)}>
      <MemberFields member={typed} onChange={setTyped} onEnter={() => save.run()} />
      <p role="alert" className={styles.error}>
        {save.error ?? ''}
      </p>
      <div className={styles.row}>
        <Button variant="primary" disabled={save.busy} onClick={() => save.run()}>
          {words.save}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}

interface RemoveMemberProps extends Omit<EditMemberProps, 'onDone'> {
  onCancel(): void
}

function RemoveMember({ member, editKey, onClosed, onCancel }: RemoveMemberProps) {
  const remove = useAction(() => guarded(onClosed, () => callHub('staff.remove', { key: editKey, staffId: member.id })))
  return (
    <div className={styles.form} role="group" aria-label={words.removeTitle(member.name)}>
      <p>{words.removeTitle(member.name)}</p>
      <p className={styles.note}>{words.removeWords}</p>
      <p role="alert" className={styles.error}>
        {remove.error ?? ''}
      </p>
      <div className={styles.row}>
        <Button variant="danger" disabled={remove.busy} onClick={() => remove.run()}>
          {words.remove}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </div>
  )
}
