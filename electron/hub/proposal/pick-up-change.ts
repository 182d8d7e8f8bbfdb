import { recordActivity } from '../../../db/activity.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import {
  cancelPickUpChange,
  codeNumbersOf,
  findPickUpChange,
  findPickUpChangeOfRequest,
  insertPickUpChange,
  setCodeRead,
  setFirstStaff,
  setPickUpConfirmed,
  setWrongCodes,
} from '../../../db/pick-up-changes.ts'
import type { CodeNumberRow, PickUpChangeRow } from '../../../db/pick-up-changes.ts'
import { adultsOf } from '../../../db/pick-up.ts'
import type { Db } from '../../../db/open.ts'
import { playerName } from '../../../db/camps.ts'
import { decideProposal, findProposal } from '../../../db/proposals.ts'
import { assertNever } from '../assert-never.ts'
import { countSegments } from '../carrier/segments.ts'
import { playersToday } from '../checkin/board.ts'
import { CallFailure } from '../failure.ts'
import { localTimeAt } from '../local-time.ts'
import { queueText } from '../outbox/compose.ts'
import { between } from '../random.ts'
import type { Random } from '../random.ts'
import { pinWait } from '../staff/slow-down.ts'
import type { Write } from '../store.ts'
import { mayPickUpOf } from './adults.ts'
import { codeText } from './code-text.ts'

/** So long the text with a code is of use; milliseconds. */
const codeUse = 30 * 60_000

export interface PickUpToBegin {
  /** Made by the caller (UUIDv7): a repeat changes nothing. */
  readonly requestId: string
  /** Id of the text that carries the code (UUIDv7). */
  readonly messageId: string
  readonly playerIds: readonly number[]
  /** Who is to pick up. */
  readonly name: string
  /** The number that the code goes to (E.164). */
  readonly address: string
  /** Proposals that this takes up. */
  readonly proposalIds: readonly number[]
  readonly staff: string
  readonly campName: string
  /** Our number where the conversation does not remember one. */
  readonly ourNumber: string
  /** Unforeseeable. */
  readonly random: Random
}

/** Numbers that may be told a code for all of these players. @throws {CallFailure} a player is not here any more */
export function numbersForCode(db: Db, playerIds: readonly number[]): readonly CodeNumberRow[] {
  for (const id of playerIds) nameOf(db, id)
  const [first = [], ...others] = playerIds.map((id) => codeNumbersOf(db, id))
  return first.filter(({ address }) => others.every((rows) => rows.some((row) => row.address === address)))
}

/**
 * Begins a pick-up change: a code is texted to a guardian's number, and to be read back.
 * @throws {CallFailure} `forbidden`: the roster says that they must not, or the code may not go to that number; not on today's
 *   list; the number cannot be texted
 */
export function beginPickUpChange(write: Write, change: PickUpToBegin): void {
  const { db, now, zone } = write
  if (findPickUpChangeOfRequest(db, change.requestId)) return
  const { name, staff } = change
  const playerIds = [...new Set(change.playerIds)]
  const rows = playersToday(db, { now, zone }, playerIds)
  for (const playerId of playerIds) {
    const player = nameOf(db, playerId)
    if (mayPickUpOf(name, adultsOf(db, playerId)) === false)
      throw new CallFailure(
        'forbidden',
        `By the roster ${name} must not pick ${player} up. If that is wrong, change it on People first.`,
      )
    const states = rows.filter((row) => row.playerId === playerId).map(({ state }) => state)
    if (states.length === 0) throw new CallFailure('not-found', `${player} is not on today’s list.`)
    if (states.every((state) => state === 'picked-up'))
      throw new CallFailure('conflict', `${player} was picked up already.`)
  }
  const number = numbersForCode(db, playerIds).find(({ address }) => address === change.address)
  if (!number)
    throw new CallFailure(
      'forbidden',
      'The code cannot go to this number: nobody is reached there who may decide this.',
    )
  const code = String(between(change.random, 0, 999_999)).padStart(6, '0')
  const conversationId = ensureConversation(db, 'phone', number.address, null, now)
  const body = codeText({
    camp: change.campName,
    name,
    players: rows
      .filter((row, at) => rows.findIndex((other) => other.playerId === row.playerId) === at)
      .map((row) => row.firstName),
    code,
    language: number.language,
  })
  queueText(write, {
    id: change.messageId,
    conversationId,
    body,
    author: staff === '' ? null : staff,
    origin: 'automation',
    replaces: null,
    noUseAfter: now + codeUse,
    ourNumber: change.ourNumber,
    segments: countSegments(body).segments,
  })
  const { day } = localTimeAt(now, zone)
  insertPickUpChange(
    db,
    { requestId: change.requestId, conversationId, day, name, code, begunBy: staff, playerIds },
    now,
  )
  for (const id of change.proposalIds) {
    const proposal = findProposal(db, id)
    if (proposal?.state === 'open' && proposal.kind === 'pick-up' && playerIds.includes(proposal.player_id))
      decideProposal(db, id, 'accepted', staff, now)
  }
  for (const playerId of playerIds)
    recordActivity(
      db,
      {
        staff,
        kind: 'pick-up-change',
        words: `Asked for a code: ${name} is to pick up ${nameOf(db, playerId)}`,
        playerId,
        conversationId,
      },
      now,
    )
  write.conversation(conversationId)
  write.stale('proposals')
}

/** What became of a code that was read back. */
export type CodeOutcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly waitUntil: number }
  | { readonly kind: 'wait'; readonly waitUntil: number }

/**
 * Compares a code that was read back. Wrong ones are kept in the record, and slow the next one down.
 * @throws {CallFailure} it does not wait for a code
 */
export function enterCode(write: Write, id: number, code: string, staff: string): CodeOutcome {
  const { db, now } = write
  const change = changeOfToday(write, id)
  if (change.state !== 'waits-for-code')
    throw new CallFailure('conflict', 'The code of this change was read back already.')
  const waitUntil = pinWait.until(change.wait_until, now)
  if (waitUntil > now) return { kind: 'wait', waitUntil }
  if (code === change.code) {
    setCodeRead(db, id)
    record(write, change, staff, 'Code read back')
    return { kind: 'right' }
  }
  const wrong = change.wrong_codes + 1
  const next = now + pinWait.after(wrong)
  setWrongCodes(db, id, wrong, next)
  record(write, change, staff, 'Wrong code', 'pick-up-code-wrong')
  return { kind: 'wrong', waitUntil: next }
}

/**
 * One of the staff confirms a change whose code was read back; the second one makes it hold.
 * @param by who, as their own PIN has proved
 * @throws {CallFailure} its code was not read back; it holds already; the same person twice
 */
export function confirmPickUpChange(
  write: Write,
  id: number,
  by: { readonly id: number; readonly name: string },
): void {
  const { db, now } = write
  const change = changeOfToday(write, id)
  switch (change.state) {
    case 'waits-for-code':
      throw new CallFailure('conflict', 'The code has to be read back first.')
    case 'confirmed':
      throw new CallFailure('conflict', 'This change was confirmed already.')
    case 'canceled':
      throw canceled()
    case 'waits-for-staff':
      break
    default:
      assertNever(change.state)
  }
  if (change.first_staff_id === null) setFirstStaff(db, id, by.id, by.name)
  else if (change.first_staff_id === by.id)
    throw new CallFailure('conflict', `${by.name} has confirmed this already. Somebody else has to be the second.`)
  else setPickUpConfirmed(db, id, by.name, now)
  record(
    write,
    change,
    by.name,
    change.first_staff_id === null ? 'Confirmed, as the first' : 'Confirmed, as the second',
  )
}

/** Takes a change back, whatever it waits for. Of one that is canceled nothing changes. */
export function cancelPickUp(write: Write, id: number, staff: string): void {
  const change = findPickUpChange(write.db, id)
  if (change?.state === 'canceled') return
  const standing = changeOfToday(write, id)
  cancelPickUpChange(write.db, id, write.now)
  record(write, standing, staff, 'Canceled')
}

/** @throws {CallFailure} */
function changeOfToday({ db, now, zone }: Write, id: number): PickUpChangeRow {
  const change = findPickUpChange(db, id)
  if (!change) throw new CallFailure('not-found', 'This pick-up change is not here any more.')
  if (change.state === 'canceled') throw canceled()
  if (change.day !== localTimeAt(now, zone).day)
    throw new CallFailure('conflict', 'This pick-up change was for another day, which is over.')
  return change
}

function canceled(): CallFailure {
  return new CallFailure('conflict', 'This pick-up change was canceled.')
}

function record(write: Write, change: PickUpChangeRow, staff: string, what: string, kind = 'pick-up-change'): void {
  const players = JSON.parse(change.players) as readonly { readonly id: number; readonly name: string }[]
  for (const { id, name } of players)
    recordActivity(
      write.db,
      {
        staff,
        kind,
        words: `${what}: ${change.name} is to pick up ${name}`,
        playerId: id,
        conversationId: change.conversation_id,
      },
      write.now,
    )
  write.stale('proposals')
}

function nameOf(db: Db, playerId: number): string {
  const name = playerName(db, playerId)
  if (name === undefined) throw new CallFailure('not-found', 'This player is not here any more.')
  return name
}
