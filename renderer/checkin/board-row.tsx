import { Ban, Clock, HeartPulse, MessageSquare, PhoneOff, RotateCcw, UserX } from 'lucide-react'
import { memo } from 'react'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { checkinWords as words } from '../words/checkin.ts'
import styles from './board-row.module.css'
import { canCheckIn } from './find.ts'
import { RowLadder } from './row-ladder.tsx'
import { RowProposal } from './row-proposal.tsx'
import { StateMark } from './state-mark.tsx'

/** What can be done at a row. */
export interface RowActs {
  mark(row: BoardRow): void
  checkIn(row: BoardRow): void
  late(row: BoardRow): void
  absent(row: BoardRow): void
  pickUp(row: BoardRow): void
  undo(row: BoardRow): void
  text(row: BoardRow): void
}

export interface BoardRowProps {
  readonly row: BoardRow
  readonly id: string
  readonly marked: boolean
  /** Found by typing: the group's line is not above it. */
  readonly found: boolean
  /** A parent's text, or somebody else who picks up. */
  readonly proposed: boolean
  /** Somebody was told of them, or will be. */
  readonly climbing: boolean
  readonly zone: string
  readonly acts: RowActs
}

/** A player's day: who, where, in what state, and what can be done. */
export const BoardRowView = memo(function BoardRowView(props: BoardRowProps) {
  const { row, id, marked, found, proposed, climbing, zone, acts } = props
  const place = [found ? row.group : null, row.field].filter((part) => part !== null).join(' · ')
  const warns = row.medical !== null || row.barred.length > 0 || row.callOnly
  // Only the marked row's buttons are met by Tab: hundreds of others would stand between it and the rest.
  const tabIndex = marked ? 0 : -1
  return (
    <div
      id={id}
      role="row"
      aria-selected={marked}
      className={cx(styles.row, marked && styles.marked)}
      onMouseDown={() => acts.mark(row)}
    >
      <div role="gridcell" className={cx(styles.player, !warns && styles.wide)}>
        <span className={styles.name}>{`${row.firstName} ${row.lastName}`.trim()}</span>
        <span className={styles.about}>
          {place === '' ? null : <span className={styles.place}>{place}</span>}
          {row.isListed ? null : <span className={styles.place}>{words.offDay}</span>}
          {found && row.guardians.length > 0 ? <span className={styles.cut}>{row.guardians.join(', ')}</span> : null}
        </span>
      </div>
      <div role="gridcell" className={styles.warnings}>
        {row.medical === null ? null : (
          <span className={styles.medical} data-hint={row.medical}>
            <HeartPulse size={14} aria-hidden />
            <span className={styles.cut}>{row.medical}</span>
          </span>
        )}
        {row.barred.length === 0 ? null : (
          <span className={styles.barred} data-hint={words.barred(row.barred)}>
            <Ban size={14} aria-hidden />
            <span className={styles.cut}>{words.barred(row.barred)}</span>
          </span>
        )}
        {row.callOnly ? (
          <span className={styles.callOnly}>
            <PhoneOff size={14} aria-hidden />
            {words.callOnly}
          </span>
        ) : null}
      </div>
      <div role="gridcell" className={styles.state}>
        <StateMark row={row} zone={zone} />
      </div>
      <div role="gridcell" className={styles.news}>
        {proposed ? <RowProposal playerId={row.playerId} player={row.firstName} selected={marked} /> : null}
        {climbing ? <RowLadder playerId={row.playerId} campId={row.campId} /> : null}
      </div>
      <div role="gridcell" className={styles.acts}>
        <Primary row={row} marked={marked} acts={acts} />
        <IconButton
          label={words.late}
          icon={<Clock size={18} aria-hidden />}
          tabIndex={tabIndex}
          disabled={!canCheckIn(row.state)}
          onClick={() => acts.late(row)}
        />
        <IconButton
          label={words.absent}
          icon={<UserX size={18} aria-hidden />}
          tabIndex={tabIndex}
          disabled={!canCheckIn(row.state)}
          onClick={() => acts.absent(row)}
        />
        <IconButton
          label={words.textFamily}
          icon={<MessageSquare size={18} aria-hidden />}
          tabIndex={tabIndex}
          disabled={row.textAt === null}
          onClick={() => acts.text(row)}
        />
        <IconButton
          label={words.undo}
          icon={<RotateCcw size={18} aria-hidden />}
          tabIndex={tabIndex}
          disabled={row.lastAct === null}
          onClick={() => acts.undo(row)}
        />
      </div>
    </div>
  )
})

/** What Enter does on the row. */
function Primary({ row, marked, acts }: { readonly row: BoardRow; readonly marked: boolean; readonly acts: RowActs }) {
  const tabIndex = marked ? 0 : -1
  if (row.state === 'here')
    return (
      <Button
        className={styles.primary}
        variant={marked ? 'primary' : 'secondary'}
        tabIndex={tabIndex}
        onClick={() => acts.pickUp(row)}
      >
        {words.pickedUp}
      </Button>
    )
  return (
    <Button
      className={styles.primary}
      variant={marked && canCheckIn(row.state) ? 'primary' : 'secondary'}
      tabIndex={tabIndex}
      disabled={row.state === 'picked-up'}
      onClick={() => acts.checkIn(row)}
    >
      {words.checkIn}
    </Button>
  )
}
