import type { MergeField } from '../../electron/ipc/contract/templates-views.ts'
import { templatesWords } from '../words/templates.ts'
import styles from './template-editor.module.css'

const { fields, editor } = templatesWords

/** What greets somebody of whom no name is known. */
const fallbacks: Readonly<Partial<Record<MergeField, string>>> = { 'guardian.first': 'there' }

const names = Object.keys(fields) as readonly MergeField[]

/** What a text may say differently to each family: a press puts it where the caret is. */
export function InsertField({ onInsert }: { onInsert(field: string): void }) {
  return (
    <div className={styles.insert} role="group" aria-label={editor.insert}>
      <span className={styles.insertLabel} aria-hidden>
        {editor.insert}
      </span>
      {names.map((name) => {
        const fallback = fallbacks[name]
        return (
          <button
            key={name}
            type="button"
            className={styles.field}
            data-hint={fields[name].hint}
            // The box keeps the caret.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onInsert(fallback === undefined ? `{{${name}}}` : `{{${name}|${fallback}}}`)}
          >
            {fields[name].label}
          </button>
        )
      })}
    </div>
  )
}
