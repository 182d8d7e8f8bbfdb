import { pickUpChangesOf } from '../../../db/pick-up-changes.ts'
import type { PickUpChangeRow } from '../../../db/pick-up-changes.ts'
import { adultsOf } from '../../../db/pick-up.ts'
import { findCamp } from '../../../db/camps.ts'
import type { Db } from '../../../db/open.ts'
import { openProposals } from '../../../db/proposals.ts'
import type { ProposalRow } from '../../../db/proposals.ts'
import type { BoardRow } from '../../ipc/contract/board-views.ts'
import type { PickUpChangeView, ProposalView, ProposalsView } from '../../ipc/contract/proposals-views.ts'
import { playersToday } from '../checkin/board.ts'
import { instantOf, localTimeAt } from '../local-time.ts'
import { displayAddress } from '../people/number.ts'
import { mayPickUpOf } from './adults.ts'
import { rowsByPlayer } from './row-of-today.ts'

/** How late somebody is taken to be who did not say; milliseconds. */
const usualDelay = 15 * 60_000

/** When, where and for whom proposals are looked at. */
export interface ViewPoint {
  readonly now: number
  readonly zone: string
  /** How numbers are written. */
  readonly country: string
}

/** What waits for somebody's word today, and today's pick-up changes. What has come to nothing meanwhile is left out. */
export function proposalsView(db: Db, point: ViewPoint): ProposalsView {
  const { day } = localTimeAt(point.now, point.zone)
  const open = openProposals(db, day)
  const rows =
    open.length === 0
      ? new Map<number, BoardRow>()
      : rowsByPlayer(playersToday(db, point, [...new Set(open.map((row) => row.player_id))]), point.now)
  return {
    day,
    proposals: open.flatMap((row) => {
      const onBoard = rows.get(row.player_id)
      return onBoard !== undefined && stillMatters(row, onBoard) ? [proposalView(db, row, onBoard, point.zone)] : []
    }),
    pickUps: pickUpChangesOf(db, day).map((row) => pickUpChangeView(row, point.country)),
  }
}

/** Whoever is here is not late, and whoever went home is picked up. */
function stillMatters({ kind }: ProposalRow, { state }: BoardRow): boolean {
  if (state === 'picked-up') return false
  return kind === 'pick-up' ? state !== 'absent' : state !== 'here'
}

function proposalView(db: Db, row: ProposalRow, onBoard: BoardRow, zone: string): ProposalView {
  return {
    id: row.id,
    playerId: row.player_id,
    player: row.first_name,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    kind: row.kind,
    expectedAt: row.kind === 'late' ? expectedOf(db, row, onBoard, zone) : null,
    timeTold: row.expected_at !== null,
    name: row.name,
    mayPickUp: row.name === null ? null : mayPickUpOf(row.name, adultsOf(db, row.player_id)),
    at: row.created_at,
  }
}

/** When a proposed late one is put down as expected (epoch ms). */
export function expectedOf(db: Db, row: ProposalRow, { campId }: Pick<BoardRow, 'campId'>, zone: string): number {
  if (row.expected_at !== null) return row.expected_at
  const camp = findCamp(db, campId)
  const begins = camp === undefined ? 0 : instantOf(row.day, camp.begins_at, zone)
  // To the next five minutes: nobody means 9:13.
  const five = 5 * 60_000
  return Math.ceil((Math.max(begins, row.created_at) + usualDelay) / five) * five
}

function pickUpChangeView(row: PickUpChangeRow, country: string): PickUpChangeView {
  return {
    id: row.id,
    players: JSON.parse(row.players) as PickUpChangeView['players'],
    name: row.name,
    state: row.state,
    conversationId: row.conversation_id,
    displayAddress: displayAddress('phone', row.address, country),
    waitUntil: row.wait_until,
    wrongCodes: row.wrong_codes,
    begunBy: row.begun_by,
    confirmedBy: [row.first_staff, row.second_staff].filter((name) => name !== null),
    at: row.created_at,
  }
}
