import { MessageSquare } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { BoardRow, BoardView } from '../../electron/ipc/contract/board-views.ts'
import { useKeysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import { keyOf } from '../lib/board.ts'
import { campDate } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { RosterTools } from '../print/roster-tools.tsx'
import { checkinWords as words } from '../words/checkin.ts'
import { AbsentDialog, LateDialog } from './act-dialogs.tsx'
import { BoardGrid, lineId } from './board-grid.tsx'
import { countStates, foundLines, groupedLines } from './board-list.ts'
import type { Show } from './board-list.ts'
import styles from './checkin-screen.module.css'
import { Counts } from './counts.tsx'
import { canCheckIn, findRows, siblingsOf } from './find.ts'
import { Finder } from './finder.tsx'
import { OffListPane } from './off-list.tsx'
import { OutcomeStrip } from './outcome.tsx'
import { PickUpDialog } from './pick-up-dialog.tsx'
import { useComposerSoon } from './use-composer-soon.ts'
import { useLinger } from './use-linger.ts'
import { named, useDesk } from './use-desk.ts'
import { useRowActs } from './use-row-acts.ts'
import { useRowNews } from './use-row-news.ts'
import { useSteady } from './use-steady.ts'

const Beside = lazy(() => import('./beside.tsx').then((module) => ({ default: module.Beside })))

type Asking = { readonly what: 'late' | 'absent' | 'pick-up'; readonly row: BoardRow }

/** The table at the tent: type a few letters, Enter, the next one. */
export function Board({ board }: { readonly board: BoardView }) {
  const zone = useSettings().timeZone
  const { rows } = board
  const grid = useId().replaceAll(':', '')
  const box = useRef<HTMLInputElement>(null)
  const beside = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [show, setShow] = useState<Show>('all')
  /** Chosen by hand: a line's key. Typing chooses the best match by itself. */
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [talking, setTalking] = useState(false)
  const desk = useDesk(zone)
  const toComposer = useComposerSoon(beside)

  const isFinding = typed.trim() !== ''
  const served = useLinger()
  const sought = isFinding ? typed : served.sought
  const found = useMemo(() => (sought === '' ? null : findRows(rows, sought)), [rows, sought])
  const grouped = useMemo(() => groupedLines(rows, show), [rows, show])
  const foundOnly = useMemo(() => (found === null ? null : foundLines(found)), [found])
  const counts = useMemo(() => countStates(rows), [rows])
  const lines = (isFinding ? foundOnly : null) ?? grouped
  const players = useMemo(() => lines.filter((line) => line.kind === 'player'), [lines])
  const marked = players.find(({ key }) => key === chosen) ?? (isFinding ? players[0] : undefined)
  const row = marked?.row ?? null
  const talkedOf = useDeferredValue(row)
  const markedKey = marked?.key ?? null
  // The box, the counts and what was done come first; hundreds of rows may follow a moment later.
  const groups = useDeferredValue(
    useMemo(() => ({ lines: grouped, marked: isFinding ? null : markedKey }), [grouped, isFinding, markedKey]),
  )
  // What was typed is answered at once: nobody presses a button of a row that is about to go.
  const finds = foundOnly === null ? null : { lines: foundOnly, marked: isFinding ? markedKey : null }
  const news = useRowNews()

  const clear = () => {
    setTyped('')
    setChosen(null)
    served.end()
  }
  /** Back to the box, whatever was pressed: the next one in the queue is served from there. */
  const done = () => {
    clear()
    if (isFinding && found !== null && found.length > 0) served.begin(typed)
    setAsking(null)
    box.current?.focus()
  }
  const checkIn = (checked: readonly BoardRow[], offer: readonly BoardRow[]) => {
    desk.checkIn(checked.map(named), offer)
    done()
  }
  const act = (on: BoardRow, together: boolean) => {
    if (on.state === 'here') setAsking({ what: 'pick-up', row: on })
    else if (on.state !== 'picked-up') {
      const siblings = siblingsOf(rows, on)
      checkIn(together ? [on, ...siblings] : [on], together ? [] : siblings)
    }
  }
  const text = (on: BoardRow) => {
    setChosen(keyOf(on))
    setTalking(true)
    toComposer()
  }
  const undoLast = () => {
    if (desk.outcome?.kind !== 'done' || desk.outcome.act === null) return
    desk.undo(desk.outcome.act, null)
    box.current?.focus()
  }

  const acts = useRowActs({
    mark: (on) => setChosen(keyOf(on)),
    checkIn: (on) => act(on, false),
    pickUp: (on) => setAsking({ what: 'pick-up', row: on }),
    late: (on) => setAsking({ what: 'late', row: on }),
    absent: (on) => setAsking({ what: 'absent', row: on }),
    undo: (on) => {
      if (on.lastAct !== null) desk.undo(on.lastAct, [on.playerId])
    },
    text,
  })

  const move = (step: number) => {
    const at = players.findIndex(({ key }) => key === marked?.key)
    const next =
      players[at < 0 ? (step > 0 ? 0 : players.length - 1) : Math.min(players.length - 1, Math.max(0, at + step))]
    if (next === undefined) return
    setChosen(next.key)
    served.end()
  }
  const escape = (): boolean => {
    if (isFinding || chosen !== null) clear()
    else if (desk.outcome !== null) desk.dismiss()
    else if (talking) setTalking(false)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.altKey) return
    const isInGrid = event.currentTarget !== box.current
    // Buttons within the grid have keys of their own.
    const isOnButton = isInGrid && event.target !== event.currentTarget
    const steps = new Map([
      ['ArrowDown', 1],
      ['ArrowUp', -1],
      ['PageDown', 8],
      ['PageUp', -8],
      ...(isInGrid ? [['Home', -rows.length] as const, ['End', rows.length] as const] : []),
    ])
    const step = steps.get(event.key)
    if (event.key === 'Enter' && !isOnButton && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      // A held Enter checks in one player, not everybody.
      if (event.repeat) return
      if (row !== null) act(row, event.shiftKey)
      else if (!isFinding && desk.outcome?.kind === 'done' && desk.outcome.offer.length > 0)
        checkIn(desk.outcome.offer, [])
    } else if (event.key === 'Escape') {
      if (escape()) event.preventDefault()
      else if (!isInGrid) {
        // Nothing is left to take back: out of the box, where a letter is a key again.
        event.preventDefault()
        document.getElementById(grid)?.focus({ preventScroll: true })
        return
      }
      box.current?.focus()
    } else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isFinding) {
      event.preventDefault()
      undoLast()
    } else if (step !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      move(step)
    }
  }

  const onGridKey = useSteady(onKeyDown)
  useCommand('search.focus', () => box.current?.select())
  useCommand('board.late', () => row !== null && acts.late(row), row !== null && canCheckIn(row.state))
  useCommand('board.absent', () => row !== null && acts.absent(row), row !== null && canCheckIn(row.state))
  useCommand('board.pickedUp', () => row !== null && acts.pickUp(row), row?.state === 'here')
  useCommand('board.text', () => row !== null && text(row), row !== null)
  const talkKeys = useKeysFor('board.text')

  const close = () => {
    setAsking(null)
    box.current?.focus()
  }
  const siblings = asking === null ? [] : siblingsOf(rows, asking.row)
  return (
    <div className={styles.with}>
      <section className={styles.screen} aria-label={words.title}>
        <header className={styles.head}>
          <h1 className={styles.title}>
            {words.title}
            <span className={styles.day}>{campDate(board.day)}</span>
          </h1>
          <Finder
            ref={box}
            typed={typed}
            grid={finds === null ? grid : foundId(grid)}
            active={activeId(grid, groups.marked, finds?.marked ?? null)}
            found={isFinding ? (found?.length ?? 0) : null}
            onType={(next) => {
              setTyped(next)
              setChosen(null)
              served.end()
            }}
            onKeyDown={onKeyDown}
          />
          <RosterTools board={board} />
          <IconButton
            label={words.conversation}
            hintKeys={talkKeys}
            icon={<MessageSquare size={20} aria-hidden />}
            pressed={talking}
            onClick={() => setTalking(!talking)}
          />
        </header>
        <OutcomeStrip outcome={desk.outcome} onUndo={undoLast} onOffer={(offer) => checkIn(offer, [])} />
        <div className={styles.counts}>
          <Counts counts={counts} total={rows.length} show={show} onShow={setShow} />
        </div>
        {isFinding && found?.length === 0 ? (
          <OffListPane
            typed={typed.trim()}
            onCheckIn={(player) => {
              desk.checkIn([player], [])
              done()
            }}
          />
        ) : null}
        <div className={cx(styles.rows, isFinding && found?.length === 0 && styles.none)} onPointerMove={served.stay}>
          {grouped.length === 0 && finds === null ? (
            <EmptyState title={words.emptyFilter(show === 'all' ? words.all : words.states[show])} />
          ) : (
            <BoardGrid
              id={grid}
              lines={groups.lines}
              marked={groups.marked}
              found={false}
              hidden={finds !== null}
              news={news}
              zone={zone}
              acts={acts}
              onKeyDown={onGridKey}
            />
          )}
          {finds === null ? null : (
            <BoardGrid
              id={foundId(grid)}
              lines={finds.lines}
              marked={finds.marked}
              found
              news={news}
              zone={zone}
              acts={acts}
              onKeyDown={onGridKey}
            />
          )}
        </div>
        {asking?.what === 'late' ? (
          <LateDialog
            row={asking.row}
            siblings={siblings}
            zone={zone}
            onClose={close}
            onSave={(late, at, note) => {
              desk.late(late, at, note)
              done()
            }}
          />
        ) : null}
        {asking?.what === 'absent' ? (
          <AbsentDialog
            row={asking.row}
            siblings={siblings}
            zone={zone}
            onClose={close}
            onSave={(absent, note) => {
              desk.absent(absent, note)
              done()
            }}
          />
        ) : null}
        {asking?.what === 'pick-up' ? (
          <PickUpDialog
            row={asking.row}
            siblings={rows.filter(
              (other) =>
                other.familyId === asking.row.familyId &&
                other.playerId !== asking.row.playerId &&
                other.state === 'here',
            )}
            onClose={close}
            onSave={async (gone, by) => {
              await desk.pickUp(gone, by)
              done()
            }}
          />
        ) : null}
      </section>
      {talking ? (
        <div ref={beside} className={styles.beside}>
          <Suspense fallback={null}>
            <Beside
              playerId={talkedOf?.playerId ?? null}
              textAt={talkedOf?.textAt ?? null}
              onClose={() => {
                setTalking(false)
                box.current?.focus()
              }}
            />
          </Suspense>
        </div>
      ) : null}
    </div>
  )
}

const foundId = (grid: string): string => `${grid}-found`

/** The element of the marked row, in whichever grid is shown. */
function activeId(grid: string, marked: string | null, found: string | null): string | null {
  if (found !== null) return lineId(foundId(grid), found)
  return marked === null ? null : lineId(grid, marked)
}
