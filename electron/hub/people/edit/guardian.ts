import { findConversationByAddress } from '../../../../db/conversations.ts'
import type { Db } from '../../../../db/open.ts'
import { statement } from '../../../../db/statement.ts'
import { CallFailure } from '../../failure.ts'
import type { ActWords, Hand } from './act.ts'
import { nameOr, wholeName } from './names.ts'
import { removeIfEmpty } from './player.ts'

/** A guardian as a person writes one. */
export interface GuardianInput {
  readonly firstName: string
  readonly lastName: string
  readonly role: string | null
  readonly email: string | null
  /** ISO 639-1. */
  readonly language: string
  /** E.164. */
  readonly numbers: readonly string[]
  /** Which players of the family they may pick up; null: nobody has said. */
  readonly pickUp: readonly { readonly playerId: number; readonly allowed: boolean | null }[]
}

interface Row {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
}

const unnamed = 'a guardian'

/** @throws {CallFailure} no such guardian */
export function guardianOrRefuse(db: Db, id: number): Row {
  const row = statement<Row>(db, 'SELECT id, family_id, first_name, last_name FROM guardian WHERE id = ?').get(id)
  if (!row) throw new CallFailure('not-found', 'This guardian is not here any more.')
  return row
}

/** Adds a guardian to a family. @returns the guardian's id */
export function addGuardian(hand: Hand, familyId: number, guardian: GuardianInput): number {
  const id = hand.add('guardian', { family_id: familyId, ...columnsOf(guardian), created_at: hand.now })
  putDetails(hand, { id, family_id: familyId, first_name: guardian.firstName, last_name: guardian.lastName }, guardian)
  return id
}

/** Makes a guardian what a person wrote. @throws {CallFailure} no such guardian */
export function editGuardian(hand: Hand, guardianId: number, guardian: GuardianInput): ActWords {
  const before = guardianOrRefuse(hand.db, guardianId)
  hand.change('guardian', { id: guardianId }, columnsOf(guardian))
  putDetails(hand, before, guardian)
  return { words: `Changed ${guardianName(guardian)}` }
}

export function guardianName({ firstName, lastName }: Pick<GuardianInput, 'firstName' | 'lastName'>): string {
  return nameOr(wholeName({ first_name: firstName, last_name: lastName }), unnamed)
}

function columnsOf({ firstName, lastName, role, email, language }: GuardianInput) {
  return { first_name: firstName, last_name: lastName, role, email, language }
}

function putDetails(hand: Hand, was: Row, guardian: GuardianInput): void {
  const { db } = hand
  const numbers = new Set(guardian.numbers)
  for (const address of numbersOf(db, was.id)) if (!numbers.delete(address)) leaveNumber(hand, was, address)
  for (const address of numbers) {
    hand.add('guardian_number', { guardian_id: was.id, address })
    hand.remove('former_number', { address, family_id: was.family_id, name: wholeName(was) })
  }
  for (const { playerId, allowed } of guardian.pickUp) {
    const isOfFamily = statement(db, 'SELECT 1 FROM player WHERE id = ? AND family_id = ?').get(playerId, was.family_id)
    if (isOfFamily === undefined) throw new CallFailure('not-found', 'This player is not of this family any more.')
    const known = statement<{ id: number }>(db, 'SELECT id FROM pick_up WHERE player_id = ? AND guardian_id = ?').get(
      playerId,
      was.id,
    )
    if (allowed === null) {
      if (known) hand.remove('pick_up', { id: known.id })
    } else if (known) hand.change('pick_up', { id: known.id }, { allowed: allowed ? 1 : 0 })
    else hand.add('pick_up', { player_id: playerId, guardian_id: was.id, allowed: allowed ? 1 : 0 })
  }
}

function numbersOf(db: Db, guardianId: number): readonly string[] {
  return statement<{ address: string }>(db, 'SELECT address FROM guardian_number WHERE guardian_id = ?')
    .all(guardianId)
    .map(({ address }) => address)
}

/** Takes a number from a guardian; a conversation with it goes on telling whose it was. */
function leaveNumber(hand: Hand, guardian: Row, address: string): void {
  hand.remove('guardian_number', { guardian_id: guardian.id, address })
  if (findConversationByAddress(hand.db, 'phone', address) === undefined) return
  const name = wholeName(guardian)
  if (name !== '') hand.put('former_number', { address, family_id: guardian.family_id, name }, { until: hand.now })
}

/** Takes a guardian out; conversations with their numbers stay. @throws {CallFailure} no such guardian */
export function removeGuardian(hand: Hand, guardianId: number): ActWords {
  const guardian = guardianOrRefuse(hand.db, guardianId)
  for (const row of statement<{ guardian_id: number; player_id: number }>(
    hand.db,
    'SELECT guardian_id, player_id FROM no_information WHERE guardian_id = ?',
  ).all(guardianId))
    hand.remove('no_information', { ...row })
  for (const { id } of statement<{ id: number }>(hand.db, 'SELECT id FROM pick_up WHERE guardian_id = ?').all(
    guardianId,
  ))
    hand.remove('pick_up', { id })
  for (const address of numbersOf(hand.db, guardianId)) leaveNumber(hand, guardian, address)
  hand.remove('guardian', { id: guardianId })
  removeIfEmpty(hand, guardian.family_id)
  return { words: `Removed ${nameOr(wholeName(guardian), unnamed)}` }
}

/**
 * Bars a guardian from hearing about a player, or (reason null) no more.
 * @throws {CallFailure} not of one family
 */
export function setNoInformation(hand: Hand, guardianId: number, playerId: number, reason: string | null): ActWords {
  const guardian = guardianOrRefuse(hand.db, guardianId)
  const player = statement<Row>(hand.db, 'SELECT id, family_id, first_name, last_name FROM player WHERE id = ?').get(
    playerId,
  )
  if (player?.family_id !== guardian.family_id)
    throw new CallFailure('not-found', 'This player is not of this family any more.')
  const key = { guardian_id: guardianId, player_id: playerId }
  const who = nameOr(wholeName(guardian), unnamed)
  if (reason === null) {
    hand.remove('no_information', key)
    return { words: `${who} may hear about ${wholeName(player)} again`, playerId }
  }
  const since = { since: hand.now, staff: hand.staff }
  const isKnown = statement(
    hand.db,
    'SELECT 1 FROM no_information WHERE guardian_id = ? AND player_id = ? AND reason = ?',
  ).get(guardianId, playerId, reason)
  if (isKnown === undefined) hand.put('no_information', key, { reason, ...since })
  return { words: `${who} must not hear about ${wholeName(player)}`, playerId }
}
