import { useRef, useState } from 'react'
import type { StaffMember, StaffView } from '../../electron/ipc/contract/staff-views.ts'
import { asHubError } from '../lib/data.ts'
import { looksLikePin, takeDuty, useStaff } from '../lib/staff.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Select } from '../ui/select.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { NewPinAsked } from './new-pin-asked.tsx'
import { PinField } from './pin-field.tsx'
import styles from './staff.module.css'
import { useFirstIn } from './use-first-in.ts'

const words = staffWords.duty

/** Who is on duty: a name and its PIN. Whoever takes over sees at once what waits. */
export function DutyDialog() {
  const staff = useStaff()
  // A letter chooses the name, Tab leads to the PIN.
  const { within, first } = useFirstIn('select')
  const close = () => useUi.getState().closeDialog()
  if (staff.data === undefined && staff.error === null) return null
  return (
    <Dialog
      open
      title={words.choose}
      width="narrow"
      initialFocus={first}
      onOpenChange={(open) => {
        if (!open) close()
      }}
    >
      {staff.data === undefined ? (
        <ErrorNotice
          title={staffWords.team.failed}
          details={asHubError(staff.error).message}
          onRetry={() => void staff.refetch()}
        />
      ) : staff.data.people.length === 0 ? (
        <div className={styles.form}>
          <p>{staffWords.team.none}</p>
          <div>
            <Button variant="primary" onClick={() => openSettings('staff')}>
              {staffWords.team.open}
            </Button>
          </div>
        </div>
      ) : (
        <div ref={within}>
          <Choose view={staff.data} />
        </div>
      )}
    </Dialog>
  )
}

function Choose({ view }: { readonly view: StaffView }) {
  const { people, onDutyId } = view
  // Whoever opens this is most likely not the one who is on duty.
  const [chosen, setChosen] = useState(() => (people.find((one) => one.id !== onDutyId) ?? people[0])?.id ?? 0)
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const member: StaffMember | undefined = people.find((one) => one.id === chosen)
  const take = useAction(async () => {
    if (member === undefined) return
    if (member.hasPin && !looksLikePin(pin)) {
      field.current?.focus()
      throw new Error(staffWords.pin.shape)
    }
    try {
      await takeDuty(member.id, member.hasPin ? pin : null)
    } catch (error) {
      setPin('')
      field.current?.focus()
      throw error
    }
    useUi.getState().openDialog('handover')
  })
  return (
    <div className={styles.form}>
      <NewPinAsked people={people} />
      <Select
        label={words.who}
        value={String(chosen)}
        options={people.map((one) => ({
          value: String(one.id),
          label: one.id === onDutyId ? `${one.name} · ${staffWords.team.onDuty}` : one.name,
        }))}
        onValueChange={(value) => {
          setChosen(Number(value))
          setPin('')
        }}
      />
      {member?.hasPin === true ? (
        <PinField ref={field} value={pin} error={take.error} onValueChange={setPin} onEnter={() => take.run()} />
      ) : (
        <>
          <p className={styles.note}>{words.noPin}</p>
          <p role="alert" className={styles.error}>
            {take.error ?? ''}
          </p>
        </>
      )}
      <div>
        <Button variant="primary" disabled={take.busy} onClick={() => take.run()}>
          {words.take}
        </Button>
      </div>
    </div>
  )
}
