import type { BroadcastPreview } from '../../electron/ipc/contract/broadcast-views.ts'
import { broadcastWords as words } from '../words/broadcasts.ts'
import { aboutDollars } from '../words/templates.ts'
import styles from './preview.module.css'
import { PreviewList } from './preview-list.tsx'

interface PreviewPaneProps {
  /** Null: nobody is chosen, or it is being read. */
  readonly preview: BroadcastPreview | null
  /** Of what was there before the last change. */
  readonly isOld: boolean
  /** Before anything is written nothing is wrong with it. */
  readonly isWritten: boolean
  /** It is spoken on calls. */
  readonly isSpoken: boolean
}

/** Every text or call as it will read, what all of them come to, and who is left out and why. */
export function PreviewPane({ preview, isOld, isWritten, isSpoken }: PreviewPaneProps) {
  return (
    <div className={styles.pane} aria-busy={isOld}>
      <h2 className={styles.title}>{words.preview.title}</h2>
      {preview === null ? (
        <p className={styles.none}>{isSpoken ? words.preview.noneCalled : words.preview.none}</p>
      ) : (
        <Filled preview={preview} isWritten={isWritten} isSpoken={isSpoken} />
      )}
    </div>
  )
}

interface FilledProps extends Pick<PreviewPaneProps, 'isWritten' | 'isSpoken'> {
  readonly preview: BroadcastPreview
}

function Filled({ preview, isWritten, isSpoken }: FilledProps) {
  const { families, texts, segments, cost, takes, takesTooLong, faults, items, leftOut } = preview
  const { none, unwritten, noneCalled, unwrittenCalls } = words.preview
  const nothing = isSpoken ? (isWritten ? noneCalled : unwrittenCalls) : isWritten ? none : unwritten
  return (
    <>
      <p className={styles.sum} role="status" data-hint={isSpoken ? undefined : words.preview.cost}>
        <strong>{words.many.families(families)}</strong>
        <span>{isSpoken ? words.many.calls(texts) : words.many.texts(texts)}</span>
        {isSpoken ? null : <span>{words.many.segments(segments)}</span>}
        {texts === 0 || isSpoken ? null : <span>{aboutDollars(cost)}</span>}
        {texts === 0 ? null : <span>{words.span(takes)}</span>}
      </p>
      {takesTooLong ? (
        <p className={styles.attention} role="alert">
          {words.preview.tooLong}
        </p>
      ) : null}
      {faults.length === 0 || !isWritten ? null : (
        <ul className={styles.faults} role="alert">
          {faults.map(({ words: fault }) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <div className={styles.lists}>
        {items.length === 0 ? (
          <p className={styles.none}>{nothing}</p>
        ) : (
          <PreviewList items={items} rest={texts - items.length} isSpoken={isSpoken} />
        )}
        {leftOut.length === 0 ? null : (
          <details className={styles.left} open={leftOut.length <= 3}>
            <summary className={styles.summary}>{words.preview.leftOut(leftOut.length)}</summary>
            <ul className={styles.leftList} aria-label={words.preview.leftOutName} tabIndex={0}>
              {leftOut.map(({ name, players, reason }, index) => (
                // Nothing else tells two of them apart, and their order is the hub's.
                <li key={index} className={styles.leftRow}>
                  <span className={styles.who}>
                    {name === '' ? words.preview.nobody : name}
                    <span className={styles.about}>{words.preview.about(players.join(', '))}</span>
                  </span>
                  <span className={styles.reason}>{reason}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  )
}
