import { recordActivity } from '../../../db/activity.ts'
import { decideProposal, findProposal } from '../../../db/proposals.ts'
import type { ProposalRow } from '../../../db/proposals.ts'
import { adultsOf } from '../../../db/pick-up.ts'
import { wasRequested } from '../../../db/requests.ts'
import { playersToday } from '../checkin/board.ts'
import { markAbsent, markLate } from '../checkin/marks.ts'
import { CallFailure } from '../failure.ts'
import { localTimeAt } from '../local-time.ts'
import { once } from '../outbox/compose.ts'
import type { Write } from '../store.ts'
import { mayPickUpOf } from './adults.ts'
import { rowsByPlayer } from './row-of-today.ts'
import { expectedOf } from './view.ts'

/** A person's word on proposals that say one thing: of siblings, in one text. */
export interface Decision {
  /** Made by the caller (UUIDv7): a repeat changes nothing. What it put down on the board is taken back by this id. */
  readonly requestId: string
  readonly ids: readonly number[]
  /** Who decides; empty where nobody is on duty. */
  readonly staff: string
}

/**
 * Puts down on the board what texts propose.
 * @throws {CallFailure} they say different things, are of another day or decided already; the player is here by now; or somebody
 *   is to pick up who is not known to be allowed, which takes a pick-up change
 */
export function acceptProposals(write: Write, decision: Decision): void {
  const { db, now, zone } = write
  if (wasRequested(db, decision.requestId)) return
  const proposals = openOnes(write, decision.ids)
  const [first] = proposals
  if (!first) return
  const { requestId, staff } = decision
  const players = proposals.map((row) => ({ playerId: row.player_id }))
  switch (first.kind) {
    case 'late': {
      const row = rowsByPlayer(playersToday(db, { now, zone }, [first.player_id]), now).get(first.player_id)
      if (!row) throw new CallFailure('not-found', `${first.first_name} is not on today’s list.`)
      markLate(write, { requestId, players, staff, zone, expectedAt: expectedOf(db, first, row, zone) })
      break
    }
    case 'absent':
      markAbsent(write, { requestId, players, staff, zone })
      break
    case 'pick-up':
      acceptPickUp(write, decision, proposals)
      break
  }
  for (const row of proposals) decideProposal(db, row.id, 'accepted', staff, now)
  write.stale('proposals')
}

/** Who may pick up by the roster needs no more than somebody who has seen it. */
function acceptPickUp(write: Write, { requestId, staff }: Decision, proposals: readonly ProposalRow[]): void {
  const { db, now } = write
  once(write, requestId, 'proposals.accept', () => {
    for (const row of proposals) {
      if (mayPickUpOf(row.name ?? '', adultsOf(db, row.player_id)) !== true)
        throw new CallFailure(
          'conflict',
          `It is not known that ${row.name ?? 'they'} may pick ${row.first_name} up. Two of the staff have to confirm it.`,
        )
      const words = `Noted who picks up ${nameOf(row)}: ${row.name ?? ''}`
      recordActivity(db, { staff, kind: 'pick-up-change', words, playerId: row.player_id }, now)
    }
  })
}

/** Says that proposals are nothing: the board stays as it is. @throws {CallFailure} decided otherwise already */
export function dismissProposals(write: Write, { requestId, ids, staff }: Decision): void {
  once(write, requestId, 'proposals.dismiss', () => {
    const { db, now } = write
    for (const row of openOnes(write, ids)) {
      decideProposal(db, row.id, 'dismissed', staff, now)
      const words = `Dismissed what a text proposed for ${nameOf(row)}: ${wordOf(row)}`
      recordActivity(
        db,
        { staff, kind: 'proposal-dismissed', words, playerId: row.player_id, conversationId: row.conversation_id },
        now,
      )
    }
    write.stale('proposals')
  })
}

function openOnes({ db, now, zone }: Write, ids: readonly number[]): readonly ProposalRow[] {
  const { day } = localTimeAt(now, zone)
  const rows = [...new Set(ids)].map((id) => {
    const row = findProposal(db, id)
    if (!row) throw new CallFailure('not-found', 'This proposal is not here any more.')
    if (row.state !== 'open')
      throw new CallFailure('conflict', 'This was decided already, or a later text says otherwise.')
    if (row.day !== day) throw new CallFailure('conflict', 'This was proposed for another day.')
    return row
  })
  const [first] = rows
  if (rows.some((row) => row.kind !== first?.kind || row.expected_at !== first.expected_at || row.name !== first.name))
    throw new CallFailure('invalid', 'These say different things. Decide them one after the other.')
  return rows
}

function nameOf(row: ProposalRow): string {
  return `${row.first_name} ${row.last_name}`.trim()
}

function wordOf({ kind }: ProposalRow): string {
  return kind === 'pick-up' ? 'another pick-up' : kind
}
