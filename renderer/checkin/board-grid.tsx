import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useCallback, useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { cx } from '../ui/cx.ts'
import { checkinWords as words } from '../words/checkin.ts'
import styles from './board-grid.module.css'
import type { BoardLine } from './board-list.ts'
import { BoardRowView } from './board-row.tsx'
import type { RowActs } from './board-row.tsx'
import type { RowNews } from './use-row-news.ts'

const rowHeight = 60
const groupHeight = 36

export interface BoardGridProps {
  readonly id: string
  readonly lines: readonly BoardLine[]
  /** Its line's key; null while none is marked. */
  readonly marked: string | null
  readonly found: boolean
  readonly news: RowNews
  /** Keeps its rows and its place while another one is shown: to make them anew takes longer than a key may. */
  readonly hidden?: boolean
  readonly zone: string
  readonly acts: RowActs
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** The id of a line's element. */
export function lineId(grid: string, key: string): string {
  return `${grid}-${key.replaceAll(' ', '-')}`
}

/** The board's lines; only those in view are in the page. */
export const BoardGrid = memo(function BoardGrid(props: BoardGridProps) {
  const { id, lines, marked, found, news, hidden = false, zone, acts, onKeyDown } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    // The same functions for the same lines: others would have every height reckoned anew while one scrolls.
    estimateSize: useCallback((index: number) => (lines[index]?.kind === 'group' ? groupHeight : rowHeight), [lines]),
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
    overscan: 8,
    initialRect: { width: 1200, height: 600 },
  })
  const markedIndex = marked === null ? -1 : lines.findIndex(({ key }) => key === marked)
  useEffect(() => {
    const { range, scrollOffset } = virtualizer
    // To scroll asks for the page to be laid out: what is in view stays where it is.
    const isInView =
      range !== null &&
      (markedIndex > range.startIndex || scrollOffset === 0) &&
      markedIndex >= range.startIndex &&
      markedIndex < range.endIndex
    if (markedIndex >= 0 && !isInView) virtualizer.scrollToIndex(markedIndex === 1 ? 0 : markedIndex, { align: 'auto' })
  }, [marked, markedIndex, virtualizer])
  return (
    <div
      ref={scroller}
      id={id}
      role="grid"
      aria-label={words.grid}
      aria-rowcount={lines.length}
      aria-activedescendant={markedIndex < 0 ? undefined : lineId(id, marked ?? '')}
      aria-hidden={hidden || undefined}
      tabIndex={hidden ? -1 : 0}
      className={cx(styles.grid, hidden && styles.hidden)}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              key={item.key}
              role="presentation"
              className={styles.line}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {line.kind === 'group' ? (
                <div role="row" className={styles.group}>
                  <span role="rowheader" className={styles.groupName}>
                    {line.group ?? words.noGroup}
                    <span className={styles.camp}>{line.camp}</span>
                  </span>
                  <span role="gridcell" className={styles.groupCount} data-numeric>
                    {words.groupLine(line.here, line.all)}
                  </span>
                </div>
              ) : (
                <BoardRowView
                  row={line.row}
                  id={lineId(id, line.key)}
                  marked={line.key === marked}
                  found={found}
                  proposed={news.proposed.has(line.row.playerId)}
                  climbing={news.climbing.has(line.key)}
                  zone={zone}
                  acts={acts}
                />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
})
