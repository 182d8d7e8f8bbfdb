import { useEffect } from 'react'
import { readBoard, useBoard, useBoardError } from '../lib/board.ts'
import { useUi } from '../shell/ui-state.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { checkinWords as words } from '../words/checkin.ts'
import { Board } from './board.tsx'
import styles from './checkin-screen.module.css'

/** Who comes today, and the table where they arrive. */
export function CheckinScreen() {
  const board = useBoard()
  const error = useBoardError()
  useEffect(() => void readBoard(), [])
  if (board === null) {
    return (
      <section className={styles.screen} aria-label={words.title}>
        {error === null ? (
          <Skeleton shape="row" rows={8} />
        ) : (
          <ErrorNotice
            title={words.unreadable.title}
            details={error.details ?? error.message}
            onRetry={() => void readBoard()}
          >
            {words.unreadable.meaning}
          </ErrorNotice>
        )}
      </section>
    )
  }
  if (board.rows.length === 0) {
    return (
      <section className={styles.screen} aria-label={words.title}>
        <EmptyState
          title={words.empty.title}
          headingLevel={1}
          action={
            <>
              <Button variant="primary" onClick={() => useUi.getState().setScreen('people')}>
                {words.empty.toPeople}
              </Button>
              <Button onClick={() => openSettings('camp')}>{words.empty.toCamps}</Button>
            </>
          }
        >
          <p>{words.empty.body}</p>
        </EmptyState>
      </section>
    )
  }
  return <Board board={board} />
}
