import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { RosterPreview } from '../../electron/ipc/contract/roster-views.ts'
import { asHubError, callHub, useMode } from '../lib/data.ts'
import type { HubError } from '../lib/data.ts'
import { cancelRoster, handOver, importRoster, previewRoster, useRoster } from '../lib/roster.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { peopleWords } from '../words/people.ts'
import { ChooseFile } from './choose-file.tsx'
import { ImportPreview } from './import-preview.tsx'
import { ImportDone, ImportProgress } from './import-progress.tsx'
import styles from './import-pane.module.css'

const words = peopleWords.importing

/** As the guess stands: `columns` null until somebody changed one. */
interface Looked {
  readonly preview: RosterPreview
  readonly columns: readonly string[]
}

/** A roster's way in: a file, what its columns hold, the import, what came of it. */
export function ImportPane({ onDone }: { onDone(): void }) {
  const roster = useRoster()
  const mode = useMode()
  const [looked, setLooked] = useState<Looked | null>(null)
  const [reading, setReading] = useState(false)
  const [error, setError] = useState<HubError | null>(null)
  /** What was asked last: an answer to an earlier question is not shown. */
  const asked = useRef(0)
  /** This file's import was begun, here or before this screen was left. */
  const [started, setStarted] = useState(roster?.kind === 'importing')
  const title = useRef<HTMLHeadingElement>(null)
  // Whoever comes by keyboard begins at the top of what is new.
  useEffect(() => title.current?.focus(), [])

  const read = (work: () => Promise<RosterPreview>) => {
    asked.current += 1
    const mine = asked.current
    setReading(true)
    setError(null)
    work().then(
      (preview) => {
        if (mine !== asked.current) return
        setReading(false)
        setLooked({ preview, columns: preview.columns.map(({ holds }) => holds) })
      },
      (refused: unknown) => {
        if (mine !== asked.current) return
        setReading(false)
        setError(asHubError(refused))
      },
    )
  }
  const choose = (file: File) => {
    setLooked(null)
    read(async () => previewRoster(await handOver(file), null))
  }
  const chooseSample = () => {
    setLooked(null)
    read(async () => {
      const { fileName, text } = await callHub('practice.sampleRoster', {})
      return previewRoster(await handOver(new File([text], fileName, { type: 'text/csv' })), null)
    })
  }
  const setColumn = (index: number, holds: string) => {
    if (looked === null) return
    const columns = looked.columns.map((column, at) => (at === index ? holds : column))
    // Shown as chosen at once; the rows follow when they were read anew.
    setLooked({ ...looked, columns })
    read(() => previewRoster(looked.preview.uploadId, columns))
  }
  const go = () => {
    if (looked === null) return
    setStarted(true)
    importRoster(looked.preview.uploadId, looked.columns).catch((refused: unknown) => setError(asHubError(refused)))
  }
  const startOver = () => {
    asked.current += 1
    setStarted(false)
    setLooked(null)
    setReading(false)
    setError(null)
    void cancelRoster().catch((refused: unknown) => setError(asHubError(refused)))
  }
  const leave = () => {
    // An import goes its way; a file that was only looked at is forgotten.
    if (!started) startOver()
    onDone()
  }

  return (
    <section className={styles.pane} aria-label={words.title}>
      <header className={styles.head}>
        <Button variant="quiet" icon={<ArrowLeft size={16} aria-hidden />} onClick={leave}>
          {words.back}
        </Button>
        <h1 ref={title} tabIndex={-1} className={styles.title}>
          {words.title}
        </h1>
      </header>
      <div className={styles.body}>
        <div className={styles.column}>
          {error === null ? null : (
            <ErrorNotice title={words.unreadable} details={error.details ?? null}>
              {error.message}
            </ErrorNotice>
          )}
          {started && roster?.kind === 'importing' ? (
            <ImportProgress state={roster} onStop={startOver} />
          ) : started && roster?.kind === 'done' ? (
            <ImportDone state={roster} onDone={leave} />
          ) : started && roster?.kind === 'failed' ? (
            <ErrorNotice title={words.failed} onRetry={startOver}>
              {roster.reason} {words.failedMeaning}
            </ErrorNotice>
          ) : looked === null ? (
            <ChooseFile reading={reading} onChoose={choose} onSample={mode === 'practice' ? chooseSample : undefined} />
          ) : (
            <ImportPreview
              preview={looked.preview}
              columns={looked.columns}
              reading={reading}
              onColumn={setColumn}
              onImport={go}
              onOther={startOver}
            />
          )}
        </div>
      </div>
    </section>
  )
}
