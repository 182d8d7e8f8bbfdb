import { CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { StartTroubleView } from '../../electron/ipc/contract/start-views.ts'
import { callHub } from '../lib/data.ts'
import { clockTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { sizeText } from '../lib/size.ts'
import { useAction } from '../ui/use-action.ts'
import { startWords as words } from '../words/start.ts'
import { BeginEmpty, focusOnce, StartMending } from './start-mending.tsx'
import styles from './start-trouble.module.css'

/** The hub could not start: why, what it means, and what can be done. */
export function StartTrouble() {
  const [trouble, setTrouble] = useState<StartTroubleView | null>(null)
  const [triedAt, setTriedAt] = useState<number | null>(null)

  /** Null: it has started, and everything is read from the beginning. */
  function take(next: StartTroubleView | null): void {
    if (next === null) window.location.reload()
    else setTrouble(next)
  }
  useEffect(() => {
    callHub('start.trouble', {}).then(take, () => window.location.reload())
  }, [])
  const again = useAction(async () => {
    const next = await callHub('start.tryAgain', {})
    take(next)
    setTriedAt(next?.kind === trouble?.kind ? Date.now() : null)
  })
  const openFolder = useAction(() => callHub('start.openFolder', {}))

  if (trouble === null) return null
  const { title, meaning, remedy } = words.troubles[trouble.kind]
  const canMend = trouble.copies.length > 0 || trouble.canOpenReadable
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.head}>
          <CircleAlert size={28} aria-hidden className={styles.icon} />
          <h1 className={styles.title}>{title}</h1>
        </div>
        {saysMore(trouble.kind) ? <p>{trouble.message}</p> : null}
        <p>{meaning}</p>
        {remedy === '' ? null : <p>{remedy}</p>}
        {trouble.kind === 'full' && trouble.freeBytes !== null ? (
          <p>{words.free(sizeText(trouble.freeBytes))}</p>
        ) : null}
        <StartMending trouble={trouble} take={take} />
        <div className={styles.actions}>
          <Button
            variant={canMend ? 'secondary' : 'primary'}
            disabled={again.busy}
            onClick={() => again.run()}
            ref={focusOnce}
          >
            {again.busy ? words.trying : words.tryAgain}
          </Button>
          {trouble.canOpenFolder ? <Button onClick={() => openFolder.run()}>{words.openFolder}</Button> : null}
        </div>
        <p role="status" className={styles.said}>
          {again.error ?? openFolder.error ?? (triedAt === null || again.busy ? '' : words.stillSo(clockTime(triedAt)))}
        </p>
        {trouble.canBeginEmpty ? <BeginEmpty take={take} /> : null}
        <dl className={styles.facts}>
          <dt>{words.folder}</dt>
          <dd data-selectable>{trouble.dataDir}</dd>
          {trouble.details === null ? null : (
            <>
              <dt>{words.technical}</dt>
              <dd data-selectable>{trouble.details}</dd>
            </>
          )}
        </dl>
      </div>
    </main>
  )
}

/** Whether the hub's words name more than the page's: who holds the folder, which version, which setting. */
function saysMore(kind: StartTroubleView['kind']): boolean {
  return kind === 'locked' || kind === 'newer-schema' || kind === 'bad-environment'
}
