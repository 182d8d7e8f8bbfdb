import { Download, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { useDirectorPin } from '../staff/director-pin.tsx'
import { Check } from '../settings/check.tsx'
import { CopyButton } from '../settings/copy-button.tsx'
import { OldCopies } from '../settings/old-copies.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { removalWords } from '../words/removal.ts'
import styles from './family-pane.module.css'
import formStyles from './people-edit.module.css'

const words = removalWords.family

interface FamilyRemovalProps {
  readonly familyId: number
  onDelete(): void
}

interface DeleteFamilyDialogProps {
  readonly familyId: number
  readonly name: string
  onClose(): void
}

/** Takes a family along, or out. */
export function FamilyRemoval({ familyId, onDelete }: FamilyRemovalProps) {
  const [path, setPath] = useState<string | null>(null)
  const [asks, setAsks] = useState(false)
  const director = useDirectorPin()
  const save = useAction(async () => {
    if (director.isNeeded && !asks) return setAsks(true)
    setPath((await director.use((by) => callHub('people.export', { familyId, folder: null, by }))).path)
    setAsks(false)
  })
  return (
    <section className={styles.section}>
      <div className={styles.buttons}>
        <Button
          size="small"
          icon={<Download size={16} aria-hidden />}
          disabled={save.busy || (asks && !director.isReady)}
          onClick={() => save.run()}
        >
          {removalWords.export.runFamily}
        </Button>
        <Button size="small" variant="danger" icon={<Trash2 size={16} aria-hidden />} onClick={onDelete}>
          {words.button}
        </Button>
      </div>
      {asks ? director.field(save.run) : null}
      {save.error === null ? null : (
        <p role="alert" className={formStyles.error}>
          {save.error}
        </p>
      )}
      {path === null ? null : (
        <p role="status" className={styles.words}>
          {removalWords.export.saved} <span data-selectable>{path}</span>{' '}
          <CopyButton text={path} label={removalWords.export.copyPath} />
        </p>
      )}
    </section>
  )
}

/** Says what goes and what stays, deletes, and names the copies that still hold it. */
export function DeleteFamilyDialog({ familyId, name, onClose }: DeleteFamilyDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  const [withTexts, setWithTexts] = useState(true)
  const [atCarrier, setAtCarrier] = useState(false)
  const [requestId] = useState(uuidV7)
  const [outcome, setOutcome] = useState<{ readonly words: string; readonly hold: boolean } | null>(null)
  const director = useDirectorPin()
  const remove = useAction(async () => {
    const { counts, troubles, copies } = await director.use((by) =>
      callHub('people.deleteFamily', { requestId, familyId, withTexts, atCarrier: withTexts && atCarrier, by }),
    )
    setOutcome({
      words: [words.deleted(removalWords.counts(counts)), ...troubles].join(' '),
      hold: copies === 'hold',
    })
  })
  return (
    <Dialog
      open
      title={words.title(name)}
      initialFocus={cancel}
      onOpenChange={(open) => {
        if (!open && !remove.busy) onClose()
      }}
      actions={
        outcome === null ? (
          <>
            <Button ref={cancel} disabled={remove.busy} onClick={onClose}>
              {removalWords.cancel}
            </Button>
            <Button variant="danger" disabled={remove.busy || !director.isReady} onClick={() => remove.run()}>
              {words.confirm}
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            {removalWords.done}
          </Button>
        )
      }
    >
      <div className={formStyles.form}>
        {outcome === null ? (
          <>
            <p>{words.what}</p>
            <Check label={words.texts} help={words.textsHelp} checked={withTexts} onChange={setWithTexts} />
            <Check
              label={removalWords.carrier.label}
              help={removalWords.carrier.help}
              checked={withTexts && atCarrier}
              disabled={!withTexts}
              onChange={setAtCarrier}
            />
            <p className={formStyles.hint}>{words.stop}</p>
            {director.field(remove.run)}
          </>
        ) : (
          <>
            <p role="status">{outcome.words}</p>
            {outcome.hold ? <OldCopies /> : null}
          </>
        )}
        <p role={remove.error === null ? 'status' : 'alert'} className={formStyles.error}>
          {remove.error ?? (remove.busy ? words.running : '')}
        </p>
      </div>
    </Dialog>
  )
}
