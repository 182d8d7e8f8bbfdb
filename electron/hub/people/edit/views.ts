import { findConversationByAddress } from '../../../../db/conversations.ts'
import { readFamily } from '../../../../db/family.ts'
import type { FamilyRows } from '../../../../db/family.ts'
import type { Db } from '../../../../db/open.ts'
import { unreachableConversations } from '../../../../db/recipients.ts'
import { statement } from '../../../../db/statement.ts'
import type { DuplicateEntry, DuplicateView, FamilyFile } from '../../../ipc/contract/people-views.ts'
import { becauseOf, reasons } from '../../audience/left-out.ts'
import { checkNumber, displayAddress } from '../number.ts'
import type { Suspicion } from './duplicates.ts'
import { wholeName } from './names.ts'

/** A family as it is edited. @param country ISO 3166 alpha-2, for how numbers are written */
export function familyFile(db: Db, rows: FamilyRows, country: string): FamilyFile {
  const unreached = new Map(unreachableConversations(db).map(({ id, code }) => [id, code]))
  /** What the carrier found out about a number; what its digits alone tell where it has said nothing. */
  const warningOf = (address: string): string | null => {
    const code = unreached.get(findConversationByAddress(db, 'phone', address) ?? 0)
    if (code !== undefined) return reasons[becauseOf(code)]
    const checked = checkNumber(address, country)
    return checked.ok ? checked.warning : checked.reason
  }
  return {
    familyId: rows.id,
    players: rows.players.map((player) => ({
      id: player.id,
      firstName: player.first_name,
      lastName: player.last_name,
      birthYear: player.birth_year,
      note: player.note,
      tags: rows.tags.filter(({ player_id }) => player_id === player.id).map(({ tag }) => tag),
      enrolments: rows.enrolments
        .filter(({ player_id }) => player_id === player.id)
        .map(({ camp, camp_group, field, days }) => ({ camp, group: camp_group, field, days })),
      pickUpNames: rows.pickUps.flatMap(({ player_id, name, allowed }) =>
        player_id === player.id && name !== null ? [{ name, allowed: allowed === 1 }] : [],
      ),
    })),
    guardians: rows.guardians.map((guardian) => ({
      id: guardian.id,
      firstName: guardian.first_name,
      lastName: guardian.last_name,
      role: guardian.role,
      email: guardian.email,
      language: guardian.language,
      numbers: rows.numbers
        .filter(({ guardian_id }) => guardian_id === guardian.id)
        .map(({ address }) => ({
          address,
          displayAddress: displayAddress('phone', address, country),
          warning: warningOf(address),
        })),
      pickUp: rows.pickUps.flatMap(({ player_id, guardian_id, allowed }) =>
        guardian_id === guardian.id ? [{ playerId: player_id, allowed: allowed === 1 }] : [],
      ),
      noInformation: rows.barred
        .filter(({ guardian_id }) => guardian_id === guardian.id)
        .map(({ player_id, reason, since, staff }) => ({ playerId: player_id, reason, since, staff })),
    })),
    formerNumbers: rows.formerNumbers.map(({ address, name, until }) => ({
      address,
      displayAddress: displayAddress('phone', address, country),
      name,
      until,
    })),
    notes: rows.notes,
  }
}

/** Two entries side by side; null where one of them is gone. */
export function duplicateView(db: Db, suspicion: Suspicion, country: string): DuplicateView | null {
  const { entity, because, firstId, secondId } = suspicion
  const first = entryOf(db, entity, firstId, country)
  const second = entryOf(db, entity, secondId, country)
  return first && second ? { entity, because, first, second } : null
}

const fields = {
  player: ['first_name', 'last_name', 'birth_year', 'note'],
  guardian: ['first_name', 'last_name', 'role', 'email', 'language'],
} as const

function entryOf(db: Db, entity: Suspicion['entity'], id: number, country: string): DuplicateEntry | null {
  if (entity === 'family') return familyEntry(db, id, country)
  const row = statement<
    Record<string, string | number | null> & { family_id: number; first_name: string; last_name: string }
  >(db, `SELECT * FROM ${entity} WHERE id = ?`).get(id)
  const family = row && readFamily(db, row.family_id)
  if (!row || !family) return null
  return {
    id,
    name: wholeName(row),
    facts: entity === 'player' ? playerFacts(family, id) : numbersOf(family, id, country),
    fields: Object.fromEntries(
      fields[entity].flatMap((field) => {
        const value = row[field]
        return value === null || value === undefined || value === '' ? [] : [[field, String(value)]]
      }),
    ),
  }
}

function playerFacts(family: FamilyRows, id: number): readonly string[] {
  const camps = family.enrolments
    .filter(({ player_id }) => player_id === id)
    .map(({ camp, camp_group }) => [camp, camp_group].filter((part) => part !== null).join(' · '))
  return [...camps, ...family.guardians.map(wholeName).filter((name) => name !== '')]
}

function numbersOf(family: FamilyRows, guardianId: number, country: string): readonly string[] {
  return family.numbers
    .filter(({ guardian_id }) => guardian_id === guardianId)
    .map(({ address }) => displayAddress('phone', address, country))
}

function familyEntry(db: Db, id: number, country: string): DuplicateEntry | null {
  const family = readFamily(db, id)
  if (!family) return null
  return {
    id,
    name: family.players.map(wholeName).join(', '),
    facts: family.guardians.map((guardian) =>
      [wholeName(guardian), ...numbersOf(family, guardian.id, country)].filter((part) => part !== '').join(' '),
    ),
    fields: {},
  }
}
