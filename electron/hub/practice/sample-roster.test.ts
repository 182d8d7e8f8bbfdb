import { expect, test } from 'vitest'
import { checkNumber } from '../people/number.ts'
import { guessColumns, keyOf } from '../people/import/columns.ts'
import { rosterPlayers, sampleRoster } from './sample-roster.ts'
import { sampleAreaCodes } from './sample-families.ts'

const csv = sampleRoster(7, 2027, 'Summer Soccer Week')
const lines = csv.trimEnd().split('\r\n')
/** No cell of the sample holds a quoted line break. */
const cells = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
const headers = cells(lines[0] ?? '')
const rows = lines.slice(1).map(cells)

test('three hundred players, the same for the same seed', () => {
  expect(rows).toHaveLength(rosterPlayers)
  expect(sampleRoster(7, 2027, 'Summer Soccer Week')).toBe(csv)
  expect(sampleRoster(8, 2027, 'Summer Soccer Week')).not.toBe(csv)
  expect(new Set(rows.map(([id]) => id)).size).toBe(rosterPlayers)
  for (const row of rows) expect(row).toHaveLength(headers.length)
})

test('every column is guessed for what it holds', () => {
  const targets = guessColumns(headers).map((target) => (target.kind === 'ignore' ? 'ignore' : keyOf(target)))
  expect(targets).not.toContain('ignore')
  expect(targets).toEqual(
    expect.arrayContaining(['player.first', 'camp.name', 'guardian.phone.1', 'guardian.pickup.2', 'pickup.barred']),
  )
})

test.each([1, 7, 99])('every number is fictional and none is one of the sample camp (seed %i)', (seed) => {
  const phones = sampleRoster(seed, 2027, 'Week').match(/\(\d{3}\) 555-\d{4}/g) ?? []
  expect(new Set(phones).size).toBeGreaterThan(300)
  for (const phone of phones) {
    expect(phone).toMatch(/^\(\d{3}\) 555-01\d{2}$/)
    expect(sampleAreaCodes).not.toContain(phone.slice(1, 4))
    expect(checkNumber(phone, 'US')).toMatchObject({ ok: true, warning: null })
  }
})

test('has brothers and sisters, allergies, pick-up names and people who must not', () => {
  const families = new Map<string, number>()
  for (const row of rows) families.set(`${row[2]} ${row[11]}`, (families.get(`${row[2]} ${row[11]}`) ?? 0) + 1)
  expect([...families.values()].filter((count) => count > 1).length).toBeGreaterThan(40)
  const filled = (header: string): number => {
    const index = headers.indexOf(header)
    return rows.filter((row) => row[index] !== '').length
  }
  expect(filled('Allergies / Medical')).toBeGreaterThan(15)
  expect(filled('Authorized Pick Up Names')).toBeGreaterThan(20)
  expect(filled('NOT Authorized To Pick Up')).toBeGreaterThan(0)
  expect(filled('Parent 2 Name')).toBeGreaterThan(100)
})
