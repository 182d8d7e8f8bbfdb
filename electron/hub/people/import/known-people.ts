import type { Db } from '../../../../db/open.ts'
import { nameKey } from './name-key.ts'
import type { RosterRow } from './row.ts'

export interface KnownPlayer {
  readonly id: number
  readonly familyId: number
  readonly nameKey: string
  readonly birthYear: number | null
}

export interface KnownGuardian {
  readonly id: number
  readonly familyId: number
  readonly nameKey: string
  readonly firstKey: string
  readonly numbers: Set<string>
}

/** Everybody the store knows, to be found by what a roster says of them. */
export interface KnownPeople {
  addPlayer(player: KnownPlayer, registration: string | null): void
  addGuardian(guardian: Omit<KnownGuardian, 'numbers'>): KnownGuardian
  addNumber(guardian: KnownGuardian, address: string): void
  /** The player that a row speaks of. */
  player(row: RosterRow): KnownPlayer | undefined
  /** The family that most of a row's numbers reach. */
  familyReachedAt(numbers: readonly string[]): number | undefined
  guardiansOf(familyId: number): readonly KnownGuardian[]
}

/** Rows read at a time. */
const page = 2_000

/** Reads everybody, a page at a time. @param rest lets others have the event loop */
export async function readKnownPeople(db: Db, rest: () => Promise<void>): Promise<KnownPeople> {
  const people = knownPeople()
  const guardians = new Map<number, KnownGuardian>()
  for await (const rows of pages<GuardianRow>(db, 'SELECT id, family_id, first_name, last_name FROM guardian', rest)) {
    for (const row of rows) {
      const keys = { nameKey: nameKey(row.first_name, row.last_name), firstKey: nameKey(row.first_name) }
      guardians.set(row.id, people.addGuardian({ id: row.id, familyId: row.family_id, ...keys }))
    }
  }
  const numbers = db
    .prepare<[], { guardian_id: number; address: string }>('SELECT guardian_id, address FROM guardian_number')
    .all()
  for (const { guardian_id, address } of numbers) {
    const guardian = guardians.get(guardian_id)
    if (guardian) people.addNumber(guardian, address)
  }
  await rest()
  const players = 'SELECT id, family_id, first_name, last_name, birth_year, registration FROM player'
  for await (const rows of pages<PlayerRow>(db, players, rest)) {
    for (const row of rows) {
      const key = nameKey(row.first_name, row.last_name)
      people.addPlayer(
        { id: row.id, familyId: row.family_id, nameKey: key, birthYear: row.birth_year },
        row.registration,
      )
    }
  }
  return people
}

interface GuardianRow {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
}

interface PlayerRow extends GuardianRow {
  readonly birth_year: number | null
  readonly registration: string | null
}

async function* pages<Row extends { readonly id: number }>(
  db: Db,
  select: string,
  rest: () => Promise<void>,
): AsyncGenerator<readonly Row[]> {
  const read = db.prepare<[number], Row>(`${select} WHERE id > ? ORDER BY id LIMIT ${page}`)
  for (let after = 0; ;) {
    const rows = read.all(after)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.id
    await rest()
  }
}

function knownPeople(): KnownPeople {
  const playersByName = new Map<string, KnownPlayer[]>()
  const playersByRegistration = new Map<string, KnownPlayer>()
  const familiesByNumber = new Map<string, Set<number>>()
  const guardiansByFamily = new Map<number, KnownGuardian[]>()

  function familyReachedAt(numbers: readonly string[]): number | undefined {
    const hits = new Map<number, number>()
    for (const number of numbers) {
      for (const family of familiesByNumber.get(number) ?? []) hits.set(family, (hits.get(family) ?? 0) + 1)
    }
    let best: number | undefined
    for (const [family, count] of hits) if (best === undefined || count > (hits.get(best) ?? 0)) best = family
    return best
  }

  function isReached(player: KnownPlayer, numbers: readonly string[]): boolean {
    return numbers.some((number) => familiesByNumber.get(number)?.has(player.familyId) === true)
  }

  return {
    addPlayer(player, registration) {
      playersByName.set(player.nameKey, [...(playersByName.get(player.nameKey) ?? []), player])
      if (registration !== null) playersByRegistration.set(registration, player)
    },
    addGuardian(guardian) {
      const known = { ...guardian, numbers: new Set<string>() }
      const family = guardiansByFamily.get(guardian.familyId)
      if (family) family.push(known)
      else guardiansByFamily.set(guardian.familyId, [known])
      return known
    },
    addNumber(guardian, address) {
      guardian.numbers.add(address)
      const families = familiesByNumber.get(address)
      if (families) families.add(guardian.familyId)
      else familiesByNumber.set(address, new Set([guardian.familyId]))
    },
    player({ player, guardians }) {
      const key = nameKey(player.firstName, player.lastName)
      const registered = player.registration === null ? undefined : playersByRegistration.get(player.registration)
      // Some exports count their registrations anew each year: the name has to agree.
      if (registered?.nameKey === key) return registered
      const numbers = guardians.flatMap((guardian) => guardian.numbers)
      const alike = (playersByName.get(key) ?? []).filter(
        ({ birthYear }) => birthYear === null || player.birthYear === null || birthYear === player.birthYear,
      )
      const reached = alike.find((one) => isReached(one, numbers))
      if (reached) return reached
      // Two children of one name are two children, unless this row has nothing that could tell them apart.
      const only = alike.length === 1 ? alike[0] : undefined
      if (only === undefined) return undefined
      const hasSameYear = only.birthYear !== null && only.birthYear === player.birthYear
      return numbers.length === 0 || hasSameYear ? only : undefined
    },
    familyReachedAt,
    guardiansOf: (familyId) => guardiansByFamily.get(familyId) ?? [],
  }
}
