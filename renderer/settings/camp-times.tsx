import { useQuery } from '@tanstack/react-query'
import type { CampView } from '../../electron/ipc/contract/board-views.ts'
import { setCampTimes } from '../lib/board.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { queryClient } from '../lib/query-client.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { checkinWords } from '../words/checkin.ts'
import styles from './camp-times.module.css'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import { useCampForm } from './use-camp-form.ts'
import type { CampForm } from './use-camp-form.ts'

const words = checkinWords.camps
const key = ['board', 'camps'] as const

/** The camps with their days and times: what the board, its cut-off and the ladders go by. */
export function CampTimesSection() {
  const camps = useQuery({ queryKey: key, queryFn: () => callHub('board.camps', {}) })
  return (
    <Section title={words.title} intro={words.intro}>
      {camps.error !== null ? (
        <ErrorNotice title={words.unreadable} details={asHubError(camps.error).message}>
          {checkinWords.unreadable.meaning}
        </ErrorNotice>
      ) : camps.data?.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <ul className={styles.camps}>
          {camps.data?.map((camp) => (
            <Camp key={camp.id} camp={camp} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Camp({ camp }: { readonly camp: CampView }) {
  const { form, type, keep, saved, error } = useCampForm(camp, async (times) => {
    const camps = await setCampTimes({ campId: camp.id, ...times })
    queryClient.setQueryData(key, camps)
  })
  const field = (name: keyof CampForm, label: string, kind: 'date' | 'time' | 'number') => (
    <TextField
      label={label}
      type={kind}
      value={form[name]}
      min={kind === 'number' ? 0 : undefined}
      max={kind === 'number' ? 480 : undefined}
      onChange={(event) => type({ [name]: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
      }}
    />
  )
  return (
    <li
      className={styles.camp}
      aria-label={camp.name}
      // Kept once all of it is written: a first day is typed before the last.
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) keep()
      }}
    >
      <div className={styles.head}>
        <h4 className={styles.name}>{camp.name}</h4>
        <span className={styles.about}>{words.about(camp.players, camp.runsToday)}</span>
        <SavedMark shown={saved} />
      </div>
      <div className={styles.fields}>
        {field('firstDay', words.firstDay, 'date')}
        {field('lastDay', words.lastDay, 'date')}
        {field('beginsAt', words.beginsAt, 'time')}
        {field('endsAt', words.endsAt, 'time')}
        {field('grace', words.grace, 'number')}
      </div>
      {error === null ? null : (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </li>
  )
}
