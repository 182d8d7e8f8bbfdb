import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SeasonView } from '../../electron/ipc/contract/removal-views.ts'
import { browseFor } from '../lib/backup.ts'
import { callHub, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { useDirectorPin } from '../staff/director-pin.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { removalWords as words } from '../words/removal.ts'
import { Check } from './check.tsx'
import { CopyButton } from './copy-button.tsx'
import styles from './data-tab.module.css'
import { OldCopies } from './old-copies.tsx'
import { Section } from './section.tsx'

/** Taking a season's data along, and taking it out. */
export function PeopleDataSection({ canBrowse }: { readonly canBrowse: boolean }) {
  const [path, setPath] = useState<string | null>(null)
  return (
    <>
      <ExportSection canBrowse={canBrowse} path={path} onSaved={setPath} />
      <WipeSection isExported={path !== null} />
    </>
  )
}

interface ExportSectionProps {
  readonly canBrowse: boolean
  readonly path: string | null
  onSaved(path: string): void
}

function ExportSection({ canBrowse, path, onSaved }: ExportSectionProps) {
  const [folder, setFolder] = useState('')
  const director = useDirectorPin()
  const run = useAction(async () => {
    const chosen = folder.trim()
    const place = chosen === '' ? null : chosen
    onSaved((await director.use((by) => callHub('people.export', { familyId: null, folder: place, by }))).path)
  })
  const browse = useAction(async () => {
    const chosen = await browseFor('folder')
    if (chosen !== null) setFolder(chosen)
  })
  return (
    <Section title={words.export.title} intro={words.export.intro}>
      <div className={styles.form}>
        <TextField
          label={words.export.folder}
          help={words.export.folderHelp}
          error={run.error ?? browse.error}
          maxLength={4_000}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {director.field(run.run)}
        <div className={styles.row}>
          {canBrowse ? (
            <Button disabled={browse.busy} onClick={() => browse.run()}>
              {words.export.browse}
            </Button>
          ) : null}
          <Button disabled={run.busy || !director.isReady} onClick={() => run.run()}>
            {words.export.run}
          </Button>
          <p role="status" className={styles.outcome}>
            {run.busy ? words.export.running : ''}
          </p>
        </div>
        {path === null ? null : (
          <p role="status" className={styles.row}>
            <span>
              {words.export.saved} <span className={styles.path}>{path}</span>
            </span>
            <CopyButton text={path} label={words.export.copyPath} />
          </p>
        )}
      </div>
    </Section>
  )
}

function WipeSection({ isExported }: { readonly isExported: boolean }) {
  const now = useHubMinute()
  const season = useQuery({ queryKey: ['people', 'season'], queryFn: () => callHub('people.season', {}) }).data
  const [asking, setAsking] = useState(false)
  const [outcome, setOutcome] = useState<{ readonly words: string; readonly hold: boolean } | null>(null)
  return (
    <Section title={words.wipe.title} intro={words.wipe.intro}>
      {season === undefined ? null : <p>{words.wipe.now(words.counts(season.counts))}</p>}
      <div>
        <Button variant="danger" disabled={season === undefined} onClick={() => setAsking(true)}>
          {words.wipe.open}
        </Button>
      </div>
      <p role="status">{outcome?.words ?? ''}</p>
      {outcome?.hold === true ? <OldCopies /> : null}
      <h4>{words.receipts.title}</h4>
      {season === undefined || season.receipts.length === 0 ? (
        <p className={styles.note}>{words.receipts.none}</p>
      ) : (
        <ul className={styles.receipts}>
          {season.receipts.map(({ id, at, staff, scope, counts }) => (
            <li key={id}>
              {words.receipts.line(scope, words.counts(counts))}{' '}
              <span className={styles.note}>{words.receipts.by(staff, spokenTime(at, now))}</span>
            </li>
          ))}
        </ul>
      )}
      {asking && season !== undefined ? (
        <WipeDialog
          season={season}
          isExported={isExported}
          onClose={() => setAsking(false)}
          onWiped={(said, hold) => setOutcome({ words: said, hold })}
        />
      ) : null}
    </Section>
  )
}

interface WipeDialogProps {
  readonly season: SeasonView
  readonly isExported: boolean
  onClose(): void
  onWiped(said: string, hold: boolean): void
}

function WipeDialog({ season, isExported, onClose, onWiped }: WipeDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  const [typed, setTyped] = useState('')
  const [atCarrier, setAtCarrier] = useState(false)
  const [requestId] = useState(uuidV7)
  const director = useDirectorPin()
  const wipe = useAction(async () => {
    const { counts, troubles, copies } = await director.use((by) =>
      callHub('people.wipe', { requestId, confirm: 'WIPE', atCarrier, by }),
    )
    onWiped([words.wipe.wiped(words.counts(counts)), ...troubles].join(' '), copies === 'hold')
    onClose()
  })
  const isReady = typed.trim() === 'WIPE'
  return (
    <Dialog
      open
      title={words.wipe.dialog}
      initialFocus={cancel}
      onOpenChange={(open) => {
        if (!open && !wipe.busy) onClose()
      }}
      actions={
        <>
          <Button ref={cancel} disabled={wipe.busy} onClick={onClose}>
            {words.cancel}
          </Button>
          <Button variant="danger" disabled={wipe.busy || !isReady || !director.isReady} onClick={() => wipe.run()}>
            {words.wipe.confirm}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.wipe.removes(words.counts(season.counts))}</p>
        <p>{words.wipe.stays}</p>
        <Check label={words.carrier.label} help={words.carrier.help} checked={atCarrier} onChange={setAtCarrier} />
        {isExported ? null : <p className={styles.error}>{words.wipe.notExported}</p>}
        <TextField
          label={words.wipe.type}
          error={wipe.error}
          maxLength={20}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {director.field(() => {
          if (isReady) wipe.run()
        })}
        <p role="status" className={styles.note}>
          {wipe.busy ? words.wipe.running : ''}
        </p>
      </div>
    </Dialog>
  )
}
