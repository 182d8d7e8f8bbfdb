import { between, pick, seededRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { sampleGroups } from './sample-families.ts'
import { rosterFamilyNames, rosterMedicalNotes, rosterParentNames, rosterPlayerNames } from './sample-roster-names.ts'

/** As many players as a full camp has. */
export const rosterPlayers = 300
/** Area codes of Illinois that the sample camp's families do not have: nobody of the roster is one of them. */
const areaCodes = ['217', '309', '618', '779', '815'] as const
const fields = ['Field 1', 'Field 2', 'Field 3', 'Gym'] as const
const headers = [
  'Registration ID',
  'Player First Name',
  'Player Last Name',
  'Birth Date',
  'Camp',
  'Group',
  'Field',
  'Days',
  'Allergies / Medical',
  'Parent 1 Name',
  'Parent 1 Relationship',
  'Parent 1 Cell Phone',
  'Parent 1 Email',
  'Parent 1 Language',
  'Parent 1 Pick Up',
  'Parent 2 Name',
  'Parent 2 Relationship',
  'Parent 2 Cell Phone',
  'Parent 2 Email',
  'Parent 2 Language',
  'Parent 2 Pick Up',
  'Authorized Pick Up Names',
  'NOT Authorized To Pick Up',
] as const

interface Adult {
  readonly name: string
  readonly role: string
  readonly phone: string
  readonly email: string
  readonly language: string
  readonly mayPickUp: string
}

/**
 * A registration's export of three hundred made-up players, as CSV: brothers and sisters, shared phones, allergies, pick-up
 * names. The same for the same seed and year. All numbers are fictional (555-01xx).
 * @param camp the camp they are all enrolled in
 */
export function sampleRoster(seed: number, year: number, camp: string): string {
  const random = seededRandom(seed)
  const phones = shuffled(random, numbers())
  const names = shuffled(random, rosterFamilyNames)
  const rows: (readonly string[])[] = []
  for (let family = 0; rows.length < rosterPlayers; family += 1) {
    const lastName = names[family % names.length] ?? 'Doe'
    const adults = adultsOf(random, lastName, phones)
    const others = random.next() < 0.2 ? `${pick(random, rosterParentNames.mother)} ${pick(random, names)}` : ''
    const barred = random.next() < 0.02 ? `${pick(random, rosterParentNames.father)} ${pick(random, names)}` : ''
    for (const first of childrenOf(random, Math.min(childCount(random), rosterPlayers - rows.length)))
      rows.push([
        `R-${1001 + rows.length}`,
        first,
        lastName,
        ...placeOf(random, year, camp),
        random.next() < 0.12 ? pick(random, rosterMedicalNotes) : '',
        ...adultCells(adults[0]),
        ...adultCells(adults[1]),
        others,
        barred,
      ])
  }
  return [headers, ...rows]
    .map((cells) => cells.map(written).join(','))
    .join('\r\n')
    .concat('\r\n')
}

function numbers(): readonly string[] {
  return areaCodes.flatMap((area) =>
    Array.from({ length: 100 }, (_, index) => `(${area}) 555-01${String(index).padStart(2, '0')}`),
  )
}

function childCount(random: Random): number {
  const chance = random.next()
  return chance < 0.68 ? 1 : chance < 0.94 ? 2 : 3
}

function childrenOf(random: Random, count: number): readonly string[] {
  const names = new Set<string>()
  while (names.size < count) names.add(pick(random, rosterPlayerNames))
  return [...names]
}

/** Birth date, camp, group, field and days. */
function placeOf(random: Random, year: number, camp: string): readonly string[] {
  const index = between(random, 0, sampleGroups.length - 1)
  const group = sampleGroups[index] ?? { name: 'U10 Falcons', from: 8, to: 9 }
  const two = (value: number): string => String(value).padStart(2, '0')
  const birth = `${two(between(random, 1, 12))}/${two(between(random, 1, 28))}/${year - between(random, group.from, group.to)}`
  return [birth, camp, group.name, fields[index % fields.length] ?? '', 'All week']
}

function adultsOf(random: Random, lastName: string, phones: string[]): readonly Adult[] {
  const language = random.next() < 0.14 ? 'Spanish' : 'English'
  const roles =
    random.next() < 0.62 ? (['mother', 'father'] as const) : ([random.next() < 0.75 ? 'mother' : 'father'] as const)
  const shared = roles.length > 1 && random.next() < 0.06 ? nextPhone(phones) : null
  return roles.map((role, index): Adult => {
    const first = pick(random, rosterParentNames[role])
    return {
      name: `${first} ${lastName}`,
      role,
      phone: shared ?? nextPhone(phones),
      email: `${first}.${lastName}@example.com`.toLowerCase(),
      language,
      // Custody: now and then the second parent must not.
      mayPickUp: index > 0 && random.next() < 0.02 ? 'No' : 'Yes',
    }
  })
}

function nextPhone(phones: string[]): string {
  const phone = phones.pop()
  if (phone === undefined) throw new Error('The sample roster has more parents than there are fictional numbers.')
  return phone
}

function adultCells(adult: Adult | undefined): readonly string[] {
  if (adult === undefined) return ['', '', '', '', '', '']
  return [adult.name, adult.role, adult.phone, adult.email, adult.language, adult.mayPickUp]
}

function written(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }))
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item)
}
