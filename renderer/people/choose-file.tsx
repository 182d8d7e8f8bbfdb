import { FileSpreadsheet } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { peopleWords } from '../words/people.ts'
import styles from './import-pane.module.css'

const words = peopleWords.importing
/** The hub takes no larger one. */
const largest = 64 * 1024 * 1024

/** Where a roster's file is chosen or dropped. */
export function ChooseFile({
  reading,
  onChoose,
  onSample,
}: {
  readonly reading: boolean
  onChoose(file: File): void
  /** Takes the shipped roster of made-up players; absent: there is none here. */
  onSample?: (() => void) | undefined
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [tooLarge, setTooLarge] = useState(false)
  const take = (file: File | null | undefined) => {
    if (file === null || file === undefined) return
    setTooLarge(file.size > largest)
    if (file.size <= largest) onChoose(file)
  }
  return (
    <div
      className={cx(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <FileSpreadsheet size={40} aria-hidden />
      <p className={styles.what}>{words.what}</p>
      <input
        ref={input}
        type="file"
        className={styles.file}
        aria-label={words.file}
        tabIndex={-1}
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        disabled={reading}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          // The same file, mended, may be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <Button variant="primary" disabled={reading} onClick={() => input.current?.click()}>
        {reading ? words.handing : words.choose}
      </Button>
      <p className={styles.hint}>{words.drop}</p>
      {onSample === undefined ? null : (
        <>
          <Button disabled={reading} onClick={onSample}>
            {words.sample}
          </Button>
          <p className={styles.hint}>{words.sampleWhat}</p>
        </>
      )}
      {tooLarge ? (
        <p role="alert" className={styles.error}>
          {words.tooLarge}
        </p>
      ) : null}
    </div>
  )
}
