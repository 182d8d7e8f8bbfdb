import type { StaffMember } from '../../electron/ipc/contract/staff-views.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { staffWords } from '../words/staff.ts'
import styles from './staff.module.css'

const words = staffWords.forgot

/** Somebody asked for a PIN without the old one: the whole team sees it wherever a PIN is typed. */
export function NewPinAsked({ people }: { readonly people: readonly StaffMember[] }) {
  const now = useHubMinute()
  return people.map(({ id, name, newPinFrom }) =>
    newPinFrom === null ? null : (
      <p key={id} className={styles.asked}>
        {newPinFrom <= now ? words.ready(name) : words.asked(name, spokenTime(newPinFrom, now))}
      </p>
    ),
  )
}
