import { useEffect, useMemo, useRef } from 'react'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import type { RowActs } from './board-row.tsx'

/** The same acts for every drawing, so that no row is drawn anew for them: what they do is looked up when they are pressed. */
export function useRowActs(now: RowActs): RowActs {
  const latest = useRef(now)
  useEffect(() => {
    latest.current = now
  })
  return useMemo((): RowActs => {
    const by = (name: keyof RowActs) => (row: BoardRow) => latest.current[name](row)
    return {
      mark: by('mark'),
      checkIn: by('checkIn'),
      late: by('late'),
      absent: by('absent'),
      pickUp: by('pickUp'),
      undo: by('undo'),
      text: by('text'),
    }
  }, [])
}
