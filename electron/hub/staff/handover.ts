import { countConversations } from '../../../db/conversations.ts'
import {
  conversationsInDoubt,
  conversationsInNeed,
  conversationsNearStop,
  conversationsWithFailures,
  countInDoubt,
  countNearStops,
  openBroadcasts,
} from '../../../db/handover.ts'
import type { WaitingConversationRow } from '../../../db/handover.ts'
import { casesThatWant } from '../../../db/ladders.ts'
import { countHeld } from '../../../db/held.ts'
import type { Db } from '../../../db/open.ts'
import { countWaiting } from '../../../db/outbox.ts'
import { openProposals } from '../../../db/proposals.ts'
import type {
  Handover,
  HandoverConversation,
  HandoverPlayer,
  HandoverView,
  LockScreenView,
} from '../../ipc/contract/staff-views.ts'
import type { BoardRow } from '../../ipc/contract/board-views.ts'
import { boardDay, readBoard } from '../checkin/board.ts'
import type { BoardTime } from '../checkin/board.ts'
import { displayAddress } from '../people/number.ts'

/** So many of a kind are named; the others are counted. */
const named = 6

/** What whoever takes over has to know. @param country ISO 3166 alpha-2, for numbers without a name */
export function handoverView(db: Db, time: BoardTime, country: string): HandoverView {
  const counts = countConversations(db)
  const board = readBoard(db, time)
  const conversations = (count: number, rows: readonly WaitingConversationRow[]): Handover<HandoverConversation> => ({
    count,
    listed: rows.map((row) => conversation(row, country)),
  })
  const broadcasts = openBroadcasts(db)
  const held = countHeld(db)
  return {
    missing: players(board, 'missing'),
    late: players(board, 'late'),
    needsReply: conversations(
      counts.needsReply,
      [...conversationsInNeed(db, named)].sort((one, other) => one.since - other.since),
    ),
    failed: conversations(counts.failed, conversationsWithFailures(db, named)),
    uncertain: conversations(countInDoubt(db), conversationsInDoubt(db, named)),
    held,
    waiting: Math.max(0, countWaiting(db) - held),
    broadcasts: {
      count: broadcasts.length,
      listed: broadcasts.slice(0, named).map(({ id, name, state, left }) => ({
        id,
        name,
        state: state === 'paused' ? 'paused' : 'running',
        left,
      })),
    },
    nearStops: conversations(countNearStops(db), conversationsNearStop(db, named)),
    ladders: casesThatWant(db).filter(({ day }) => day === boardDay(time)).length,
    proposals: openProposals(db, boardDay(time)).length,
  }
}

/** How much is urgent, naming nobody. */
export function urgentCounts(
  db: Db,
  time: BoardTime,
): Pick<LockScreenView, 'director' | 'missing' | 'late' | 'failed' | 'needsReply' | 'held' | 'uncertain'> {
  const { failed, needsReply } = countConversations(db)
  const board = readBoard(db, time)
  const today = boardDay(time)
  return {
    director: casesThatWant(db).filter(({ day, wants }) => day === today && wants === 'director').length,
    missing: distinct(board, 'missing').length,
    late: distinct(board, 'late').length,
    failed,
    needsReply,
    held: countHeld(db),
    uncertain: countInDoubt(db),
  }
}

/** A player in two camps is one player. */
function distinct(board: readonly BoardRow[], state: 'missing' | 'late'): readonly BoardRow[] {
  const found = new Map<number, BoardRow>()
  for (const row of board) if (row.state === state && !found.has(row.playerId)) found.set(row.playerId, row)
  return [...found.values()]
}

function players(board: readonly BoardRow[], state: 'missing' | 'late'): Handover<HandoverPlayer> {
  const rows = distinct(board, state)
  return {
    count: rows.length,
    listed: rows.slice(0, named).map((row) => ({
      playerId: row.playerId,
      name: `${row.firstName} ${row.lastName}`.trim(),
      camp: row.group === null ? row.camp : `${row.camp} · ${row.group}`,
      expectedAt: state === 'late' ? row.expectedAt : null,
    })),
  }
}

function conversation(row: WaitingConversationRow, country: string): HandoverConversation {
  const names = JSON.parse(row.guardians) as readonly string[]
  return {
    conversationId: row.id,
    name: names.length > 0 ? names.join(', ') : displayAddress(row.kind, row.address, country),
    since: row.since,
  }
}
