import { ensureConversation } from '../../../../db/conversations.ts'
import { familiesAt, readFamily } from '../../../../db/family.ts'
import type { Db } from '../../../../db/open.ts'
import { statement } from '../../../../db/statement.ts'
import type { Write } from '../../store.ts'
import { nameKey } from '../import/name-key.ts'
import { splitName } from '../import/row.ts'
import { actOnPeople } from './act.ts'
import type { Asked, Hand, PeopleAct } from './act.ts'
import { addGuardian } from './guardian.ts'
import { wholeName } from './names.ts'
import { addPlayer, campNamed } from './player.ts'

/** Somebody who stands at the tent and is on no list. */
export interface WalkUpInput {
  readonly player: string
  readonly camp: string | null
  readonly group: string | null
  readonly note: string | null
  /** Empty: not said. */
  readonly guardian: string
  /** E.164; null: none given. */
  readonly number: string | null
}

/** What became of a walk-up. */
export interface WalkUp extends PeopleAct {
  readonly playerId: number
  readonly familyId: number
  readonly campId: number | null
  /** Null without a number. */
  readonly conversationId: number | null
}

/**
 * Takes a walk-up in: into the family that the number reaches, where there is one, and never twice. The conversation with the
 * number is ready afterwards.
 */
export function takeWalkUp(write: Write, asked: Asked, input: WalkUpInput): WalkUp {
  const { db, now } = write
  const act = actOnPeople(write, asked, (hand) => {
    const familyId = familyFor(hand, input)
    const playerId = playerFor(hand, familyId, input)
    if (input.number !== null || input.guardian !== '') guardianFor(hand, familyId, input)
    return { words: `Added the walk-up ${input.player}`, playerId }
  })
  const { playerId, familyId } = whoIs(write, act, input)
  const conversationId = input.number === null ? null : ensureConversation(db, 'phone', input.number, null, now)
  if (conversationId !== null) write.conversation(conversationId)
  return { ...act, playerId, familyId, campId: input.camp === null ? null : campOf(db, input.camp), conversationId }
}

function familyFor(hand: Hand, { number }: WalkUpInput): number {
  const [known] = number === null ? [] : familiesAt(hand.db, number)
  return known ?? hand.add('family', { created_at: hand.now })
}

function playerFor(hand: Hand, familyId: number, input: WalkUpInput): number {
  const key = nameKey(input.player)
  const known = readFamily(hand.db, familyId)?.players.find((player) => nameKey(wholeName(player)) === key)
  const enrolment = { camp: input.camp ?? '', group: input.group, field: null, days: null }
  if (known === undefined) {
    return addPlayer(hand, familyId, {
      ...splitName(input.player),
      birthYear: null,
      note: input.note,
      tags: [],
      enrolments: input.camp === null ? [] : [enrolment],
      pickUpNames: [],
    })
  }
  if (input.note !== null) hand.change('player', { id: known.id }, { note: input.note })
  if (input.camp !== null) {
    const key = { player_id: known.id, camp_id: campNamed(hand, input.camp) }
    hand.put('enrolment', key, input.group === null ? {} : { camp_group: input.group })
  }
  return known.id
}

function guardianFor(hand: Hand, familyId: number, { guardian, number }: WalkUpInput): void {
  const family = readFamily(hand.db, familyId)
  const key = nameKey(guardian)
  const reached = new Set(
    family?.numbers.filter(({ address }) => address === number).map(({ guardian_id }) => guardian_id),
  )
  const known =
    family?.guardians.find((one) => key !== '' && nameKey(wholeName(one)) === key) ??
    (key === '' ? family?.guardians.find(({ id }) => reached.has(id)) : undefined)
  if (known === undefined) {
    addGuardian(hand, familyId, {
      ...splitName(guardian),
      role: null,
      email: null,
      language: 'en',
      numbers: number === null ? [] : [number],
      pickUp: [],
    })
  } else if (number !== null && !reached.has(known.id))
    hand.add('guardian_number', { guardian_id: known.id, address: number })
}

function campOf(db: Db, name: string): number | null {
  return statement<{ id: number }>(db, 'SELECT id FROM camp WHERE name_key = ?').get(nameKey(name))?.id ?? null
}

/** Of a repeated call, or of somebody who was known already, the rows themselves tell. */
function whoIs({ db }: Write, { changes }: PeopleAct, input: WalkUpInput) {
  const made = changes.find(({ entity, before }) => entity === 'player' && before === null)?.after
  if (made) return { playerId: Number(made['id']), familyId: Number(made['family_id']) }
  const [familyId] = input.number === null ? [] : familiesAt(db, input.number)
  const key = nameKey(input.player)
  const known =
    familyId === undefined
      ? undefined
      : readFamily(db, familyId)?.players.find((one) => nameKey(wholeName(one)) === key)
  return { playerId: known?.id ?? 0, familyId: familyId ?? 0 }
}
