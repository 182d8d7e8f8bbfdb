import { useEffect, useState } from 'react'
import { failNextText } from '../lib/data.ts'
import { Menu } from '../ui/menu.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import styles from './banner.module.css'
import { FailNextButton } from './fail-next-button.tsx'

const words = shellWords.banners

/** How long the banner repeats what was asked for, in milliseconds. */
const noteTime = 8_000

/** "Let the next text fail": chooses why, and says for a while what was chosen. */
export function FailNext({ open }: { readonly open: boolean }) {
  const fail = useAction(failNextText)
  const [note, setNote] = useState<string | null>(null)
  useEffect(() => {
    if (note === null) return undefined
    const timer = setTimeout(() => setNote(null), noteTime)
    return () => clearTimeout(timer)
  }, [note])
  return (
    <>
      {fail.error !== null ? (
        <span className={styles.error}>{fail.error}</span>
      ) : note !== null ? (
        <span className={styles.note}>{words.willFail(note)}</span>
      ) : null}
      <Menu
        heading={words.failNextHeading}
        defaultOpen={open}
        trigger={<FailNextButton disabled={fail.busy} />}
        items={words.failures.map((failure) => ({
          id: String(failure.code),
          label: failure.label,
          help: failure.help,
          run: () => {
            fail.run(failure.code)
            setNote(failure.label)
          },
        }))}
      />
    </>
  )
}
