import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { PreviewText } from '../../electron/ipc/contract/broadcast-views.ts'
import { broadcastWords as words } from '../words/broadcasts.ts'
import styles from './preview.module.css'

/** What a text of two lines takes. */
const usualHeight = 96

interface PreviewListProps {
  readonly items: readonly PreviewText[]
  /** So many more that are not listed. */
  readonly rest: number
  readonly isSpoken: boolean
}

/** Each text as it will read; only those in view are in the page. */
export function PreviewList({ items, rest, isSpoken }: PreviewListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    overscan: 6,
    initialRect: { width: 600, height: 500 },
  })
  return (
    <div ref={scroller} className={styles.scroll} tabIndex={0} role="group" aria-label={words.preview.title}>
      <ul className={styles.list} aria-label={words.preview.name} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const text = items[item.index]
          if (text === undefined) return null
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              aria-setsize={items.length}
              aria-posinset={item.index + 1}
              className={styles.item}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <p className={styles.to}>
                <strong>{text.name === '' ? words.preview.nobody : text.name}</strong>
                <span className={styles.about}>{words.preview.about(text.players.join(', '))}</span>
                {text.segments > 1 ? (
                  <span className={styles.segments}>{words.many.segments(text.segments)}</span>
                ) : null}
              </p>
              <p className={styles.body} lang={text.language} dir="auto">
                {text.body}
              </p>
            </li>
          )
        })}
      </ul>
      {rest > 0 ? (
        <p className={styles.none}>{isSpoken ? words.preview.moreCalls(rest) : words.preview.more(rest)}</p>
      ) : null}
    </div>
  )
}
