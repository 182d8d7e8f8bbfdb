import { asHubError, useSettings } from '../lib/data.ts'
import { leaveDuty, onDutyOf, useStaff } from '../lib/staff.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { settingsWords } from '../words/settings.ts'
import { staffWords } from '../words/staff.ts'
import { Section } from './section.tsx'
import { SettingText } from './setting-text.tsx'
import { LockSection } from './staff-lock.tsx'
import styles from './staff-tab.module.css'
import { TeamSection } from './staff-team.tsx'

/** Who works at this laptop, who is on duty, and when the window locks. */
export function StaffTab() {
  const { staffName } = useSettings()
  const staff = useStaff()
  if (staff.data === undefined) {
    return staff.error === null ? null : (
      <ErrorNotice
        title={staffWords.team.failed}
        details={asHubError(staff.error).message}
        onRetry={() => void staff.refetch()}
      />
    )
  }
  const view = staff.data
  return (
    <>
      {view.people.length === 0 ? (
        <Section>
          <SettingText
            label={settingsWords.staff.name}
            help={settingsWords.staff.nameHelp}
            value={staffName}
            maxLength={60}
            patch={(value) => ({ staffName: value })}
          />
        </Section>
      ) : (
        <OnDuty name={onDutyOf(view)?.name ?? staffName} canLeave={view.onDutyId !== null} />
      )}
      <TeamSection view={view} />
      <LockSection canLock={view.people.some((one) => one.hasPin)} />
    </>
  )
}

function OnDuty({ name, canLeave }: { readonly name: string; readonly canLeave: boolean }) {
  const words = staffWords.duty
  const leave = useAction(leaveDuty)
  return (
    <Section title={words.title} intro={words.intro}>
      <p>{name === '' ? words.nobody : words.onDuty(name)}</p>
      <div className={styles.row}>
        <Button onClick={() => useUi.getState().openDialog('duty')}>{words.change}</Button>
        {canLeave ? (
          <Button disabled={leave.busy} onClick={() => leave.run()}>
            {words.leave}
          </Button>
        ) : null}
        <Button onClick={() => useUi.getState().openDialog('handover')}>{staffWords.handover.title}</Button>
      </div>
      <p role="alert" className={styles.error}>
        {leave.error ?? ''}
      </p>
    </Section>
  )
}
