import { useKeysFor } from '../keys/bindings.ts'
import { useSettings } from '../lib/data.ts'
import { lockWindow } from '../lib/staff.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import styles from './staff-tab.module.css'
import { useSaving } from './use-setting.ts'

const words = staffWords.lock

const spans = [0, 1, 2, 5, 10, 15, 30, 60, 120] as const

/** The window's cover: now, and by itself. */
export function LockSection({ canLock }: { readonly canLock: boolean }) {
  const { lockAfter } = useSettings()
  const saving = useSaving()
  const lock = useAction(lockWindow)
  const keys = useKeysFor('lock.now')
  const offered = spans.some((span) => span === lockAfter) ? spans : [...spans, lockAfter]
  return (
    <Section title={words.section} intro={words.intro}>
      <Select
        label={words.after}
        help={canLock ? words.afterHelp : words.needsPin}
        error={saving.error}
        aside={<SavedMark shown={saving.saved} />}
        disabled={!canLock}
        value={String(lockAfter)}
        options={offered.map((span) => ({
          value: String(span),
          label: span === 0 ? words.never : words.minutes(span),
        }))}
        onValueChange={(value) => saving.save({ lockAfter: Number(value) })}
      />
      <div className={styles.row}>
        <Button disabled={!canLock || lock.busy} hint={words.now} hintKeys={keys} onClick={() => lock.run()}>
          {words.now}
        </Button>
      </div>
      <p role="alert" className={styles.error}>
        {lock.error ?? ''}
      </p>
    </Section>
  )
}
