import { useEffect, useRef, useState } from 'react'
import { setRecoveryPassphrase } from '../lib/backup.ts'
import { Button } from '../ui/button.tsx'
import { backupWords } from '../words/backup.ts'
import styles from './data-tab.module.css'
import { NewPassphrase } from './new-passphrase.tsx'
import { Section } from './section.tsx'

const words = backupWords.passphrase

/** The passphrase that opens copies anywhere. */
export function RecoverySection({ hasPassphrase }: { readonly hasPassphrase: boolean }) {
  const [choosing, setChoosing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasChoosing = useRef(false)
  useEffect(() => {
    // The form goes: the keyboard stays where it was begun.
    if (wasChoosing.current && !choosing) opener.current?.focus()
    wasChoosing.current = choosing
  }, [choosing])
  const close = () => setChoosing(false)
  return (
    <Section title={words.title} intro={hasPassphrase ? words.set : words.unset}>
      {choosing ? (
        <>
          {hasPassphrase ? <p className={styles.note}>{words.changing}</p> : null}
          <NewPassphrase
            labels={words}
            choose={setRecoveryPassphrase}
            onDone={close}
            actions={<Button onClick={close}>{words.cancel}</Button>}
          />
        </>
      ) : (
        <div className={styles.row}>
          <Button ref={opener} onClick={() => setChoosing(true)}>
            {hasPassphrase ? words.change : words.choose}
          </Button>
        </div>
      )}
    </Section>
  )
}
