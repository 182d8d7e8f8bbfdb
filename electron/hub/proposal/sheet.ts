import { guardiansForSheet, pickUpsForSheet } from '../../../db/family-day.ts'
import type { SheetGuardianRow } from '../../../db/family-day.ts'
import { findCamp } from '../../../db/camps.ts'
import type { Db } from '../../../db/open.ts'
import { pickUpChangesOf } from '../../../db/pick-up-changes.ts'
import type { BoardRow } from '../../ipc/contract/board-views.ts'
import type { SheetCamp, SheetPlayer, SheetView } from '../../ipc/contract/proposals-views.ts'
import { boardDay, readBoard } from '../checkin/board.ts'
import type { BoardTime } from '../checkin/board.ts'
import { displayAddress } from '../people/number.ts'

export interface SheetTime extends BoardTime {
  readonly campName: string
  /** How numbers are written. */
  readonly country: string
}

/**
 * Today's list to print, by camp and group. Who must not hear about a child stands on none of its lines, other than as one who
 * must not pick it up: whoever holds the paper at the gate has to know that.
 */
export function sheet(db: Db, time: SheetTime): SheetView {
  const rows = readBoard(db, time)
  const ids = [...new Set(rows.map(({ playerId }) => playerId))]
  const guardians = grouped(guardiansForSheet(db, ids))
  const pickUps = grouped(pickUpsForSheet(db, ids))
  const changes = grouped(
    pickUpChangesOf(db, boardDay(time)).flatMap((change) =>
      change.state === 'confirmed'
        ? (JSON.parse(change.players) as readonly { readonly id: number }[]).map(({ id }) => ({
            player_id: id,
            name: change.name,
          }))
        : [],
    ),
  )
  const line = (row: BoardRow): SheetPlayer => {
    const adults = pickUps.get(row.playerId) ?? []
    return {
      playerId: row.playerId,
      firstName: row.firstName,
      lastName: row.lastName,
      field: row.field,
      state: row.state,
      stateAt: stateTime(row),
      medical: row.medical,
      guardians: byGuardian(guardians.get(row.playerId) ?? [], time.country),
      mayPickUp: [
        ...adults.filter(({ allowed }) => allowed === 1).map(({ name }) => name),
        ...(changes.get(row.playerId) ?? []).map(({ name }) => name),
      ],
      mustNotPickUp: adults.filter(({ allowed }) => allowed === 0).map(({ name }) => name),
    }
  }
  return { campName: time.campName, day: boardDay(time), at: time.now, zone: time.zone, camps: byCamp(db, rows, line) }
}

function byCamp(db: Db, rows: readonly BoardRow[], line: (row: BoardRow) => SheetPlayer): readonly SheetCamp[] {
  const camps: { campId: number; name: string; groups: { name: string | null; players: SheetPlayer[] }[] }[] = []
  // The board's rows come by camp and group.
  for (const row of rows) {
    let camp = camps.at(-1)
    if (camp?.campId !== row.campId) camps.push((camp = { campId: row.campId, name: row.camp, groups: [] }))
    let group = camp.groups.at(-1)
    if (group === undefined || group.name !== row.group) camp.groups.push((group = { name: row.group, players: [] }))
    group.players.push(line(row))
  }
  return camps.map((camp) => {
    const times = findCamp(db, camp.campId)
    return { ...camp, beginsAt: times?.begins_at ?? 0, endsAt: times?.ends_at ?? 0 }
  })
}

function stateTime(row: BoardRow): number | null {
  if (row.state === 'late') return row.expectedAt
  return row.state === 'picked-up' ? row.leftAt : row.arrivedAt
}

function byGuardian(rows: readonly SheetGuardianRow[], country: string): SheetPlayer['guardians'] {
  const guardians = new Map<number, { name: string; role: string | null; numbers: string[] }>()
  for (const { guardian_id, name, role, address } of rows) {
    const known = guardians.get(guardian_id) ?? { name, role, numbers: [] }
    if (address !== null) known.numbers.push(displayAddress('phone', address, country))
    guardians.set(guardian_id, known)
  }
  return [...guardians.values()]
}

function grouped<Row extends { readonly player_id: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.player_id)
    if (group) group.push(row)
    else groups.set(row.player_id, [row])
  }
  return groups
}
