import type { BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { useConnection } from '../lib/data.ts'
import { broadcastWords as words } from '../words/broadcasts.ts'
import styles from './broadcast-progress.module.css'
import { tallyOf } from './tally.ts'

/** How far a broadcast has come: a bar, its counts, and what was answered. */
export function Progress({ broadcast }: { readonly broadcast: BroadcastView }) {
  const { link } = useConnection()
  const { counts, state, answers, callsAfter } = broadcast
  if (state === 'scheduled' || state === 'preparing') return null
  const tally = tallyOf(broadcast)
  const share = (n: number): string => `${counts.texts === 0 ? 0 : (n / counts.texts) * 100}%`
  const isOffline = state === 'running' && counts.queued > 0 && (link === 'offline' || link === 'captive')
  const answered = answers.yes + answers.no + answers.question
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={words.progress.name}
        aria-valuemin={0}
        aria-valuemax={counts.texts}
        aria-valuenow={tally.reached + tally.gone + tally.failed + tally.canceled}
        aria-valuetext={tally.words}
      >
        <span className={styles.delivered} style={{ width: share(tally.reached) }} />
        <span className={styles.gone} style={{ width: share(tally.gone) }} />
        <span className={styles.failed} style={{ width: share(tally.failed) }} />
      </div>
      <p className={styles.line}>
        <strong data-numeric>{tally.words}</strong>
        {isOffline ? (
          <span className={styles.offline}>{words.progress.offline}</span>
        ) : broadcast.takes === null ? null : (
          <span data-numeric>{words.progress.left(words.span(broadcast.takes))}</span>
        )}
      </p>
      <dl className={styles.counts}>
        {tally.counts.map(({ kind, label, n }) =>
          n === 0 ? null : (
            <div key={kind} className={styles.count} data-kind={kind}>
              <dt>{label}</dt>
              <dd data-numeric>{n}</dd>
            </div>
          ),
        )}
        {counts.leftOut === 0 ? null : (
          <div className={styles.count}>
            <dt>{words.progress.counts.leftOut}</dt>
            <dd data-numeric>{counts.leftOut}</dd>
          </div>
        )}
      </dl>
      {broadcast.asksToConfirm || answered > 0 ? (
        <p className={styles.answers}>
          {broadcast.asksToConfirm || answers.yes + answers.no > 0
            ? words.answersLine(answers.yes, answers.no, answers.question, answers.silent)
            : words.answeredLine(answered, answers.silent)}
        </p>
      ) : null}
      {callsAfter === null ? null : (
        <p className={styles.answers}>
          {words.calledLine(callsAfter.reached, callsAfter.pickedUp, callsAfter.machine, callsAfter.nobody)}
        </p>
      )}
    </div>
  )
}
