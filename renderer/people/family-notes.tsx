import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { FamilyFile } from '../../electron/ipc/contract/people-views.ts'
import { callHub, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import styles from './family-pane.module.css'
import { tellAct } from './people-act.ts'

const words = peopleEditWords.family

/** What staff wrote about a family. */
export function FamilyNotes({ family: { familyId, notes } }: { readonly family: FamilyFile }) {
  const now = useHubMinute()
  const [text, setText] = useState('')
  const add = useAction(async () => {
    tellAct(await callHub('people.addNote', { requestId: uuidV7(), familyId, words: text }))
    setText('')
  })
  const remove = useAction(async (noteId: number) => {
    tellAct(await callHub('people.removeNote', { requestId: uuidV7(), noteId }))
  })
  return (
    <section className={styles.section} aria-label={words.notes}>
      <h3>{words.notes}</h3>
      {notes.length === 0 ? <p className={styles.fact}>{words.noNotes}</p> : null}
      {notes.map((note) => (
        <div key={note.id} className={styles.line}>
          <div>
            <p className={styles.words} data-selectable>
              {note.words}
            </p>
            <p className={styles.fact}>{words.noteBy(note.staff, spokenTime(note.at, now))}</p>
          </div>
          <IconButton
            label={words.removeNote}
            icon={<Trash2 size={18} aria-hidden />}
            disabled={remove.busy}
            onClick={() => remove.run(note.id)}
          />
        </div>
      ))}
      <TextArea
        label={words.note}
        rows={2}
        maxLength={2_000}
        error={add.error ?? remove.error}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button size="small" disabled={add.busy || text.trim() === ''} onClick={() => add.run()}>
          {words.addNote}
        </Button>
      </div>
    </section>
  )
}
