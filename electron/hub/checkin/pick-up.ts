import { confirmedPickUps } from '../../../db/pick-up-changes.ts'
import { adultsOf } from '../../../db/pick-up.ts'
import type { AdultRow } from '../../../db/pick-up.ts'
import type { Db } from '../../../db/open.ts'
import type { PickUpAdult } from '../../ipc/contract/board-views.ts'
import { CallFailure } from '../failure.ts'
import type { LocalDay } from '../local-time.ts'
import { nameKey } from '../people/import/name-key.ts'

/**
 * Everybody of whom somebody said whether they may pick a player up, and the player's guardians; those who may come first, and
 * before them who may by a pick-up change of the day that two of the staff have confirmed.
 */
export function pickUpAdults(db: Db, playerId: number, day: LocalDay): readonly PickUpAdult[] {
  const today = confirmedPickUps(db, playerId, day).map((name) => ({
    guardianId: null,
    name,
    role: 'today, confirmed',
    mayPickUp: true,
  }))
  return [...today, ...adultsOf(db, playerId).map(adult)]
}

function adult(row: AdultRow): PickUpAdult {
  return {
    guardianId: row.guardian_id,
    name: row.name,
    role: row.role,
    mayPickUp: row.allowed === null ? null : row.allowed === 1,
  }
}

/**
 * Refuses whoever must not pick one of these players up: by guardian, and by name as well, for a name is all that a stranger says.
 * @param by the name of who came
 * @throws {CallFailure} NOT authorised
 */
export function assertMayPickUp(db: Db, playerIds: readonly number[], by: string): void {
  const key = nameKey(by)
  if (key === '') return
  for (const playerId of playerIds) {
    const found = adultsOf(db, playerId).filter(({ name }) => nameKey(name) === key)
    // Two of one name, of whom one may: staff know whom they see.
    if (found.some(({ allowed }) => allowed === 0) && !found.some(({ allowed }) => allowed === 1))
      throw new CallFailure('forbidden', `${by.trim()} is NOT authorised to pick up this player. Call the director.`)
  }
}
