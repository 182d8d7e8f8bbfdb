import { CircleAlert } from 'lucide-react'
import type { MergeSet, SettableField, TextPreview } from '../../electron/ipc/contract/templates-views.ts'
import { TextField } from '../ui/text-field.tsx'
import { inboxWords } from '../words/inbox.ts'
import { templatesWords } from '../words/templates.ts'
import styles from './template-check.module.css'

const words = templatesWords.check
const settable = Object.keys(templatesWords.set) as readonly SettableField[]

interface CheckPreviewsProps {
  readonly previews: readonly TextPreview[]
  readonly body: string
  readonly set: MergeSet
  onSet(set: MergeSet): void
}

/** The text as some of the families would get it; what is given for all at once can be tried. */
export function CheckPreviews({ previews, body, set, onSet }: CheckPreviewsProps) {
  const used = settable.filter((field) => new RegExp(`\\{\\{\\s*${field}\\s*[|}]`, 'i').test(body))
  return (
    <div className={styles.part}>
      {used.length === 0 ? null : (
        <div className={styles.set} role="group" aria-label={words.set}>
          <span className={styles.title}>{words.set}</span>
          {used.map((field) => (
            <TextField
              key={field}
              label={templatesWords.set[field]}
              value={set[field] ?? ''}
              maxLength={80}
              onChange={(event) => onSet({ ...set, [field]: event.currentTarget.value })}
            />
          ))}
        </div>
      )}
      <h3 className={styles.title}>{words.previewsHelp}</h3>
      <ul className={styles.previews} aria-label={words.previews}>
        {previews.map((preview) => (
          <li key={`${preview.name} ${preview.players.join()}`} className={styles.preview}>
            <span className={styles.whose}>
              {preview.name === '' ? words.nobodyNamed : preview.name}
              <span className={styles.fact}>{inboxWords.newMessage.playersOf(preview.players)}</span>
            </span>
            {preview.text === null ? (
              <ul className={styles.wrong}>
                {preview.faults.map((fault) => (
                  <li key={fault}>
                    <CircleAlert size={16} aria-hidden />
                    <span>{fault}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <p className={styles.bubble} dir="auto" data-selectable>
                {preview.text}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
