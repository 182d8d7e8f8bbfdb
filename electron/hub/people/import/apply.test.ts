import { describe, expect, test } from 'vitest'
import { testStore } from '../../../../tests/support/test-store.ts'
import { manualClock } from '../../../../tests/support/manual-clock.ts'
import { createStore } from '../../store.ts'
import type { Store } from '../../store.ts'
import { importRoster, undoImport } from './apply.ts'
import { guessColumns } from './columns.ts'
import { readRow } from './row.ts'
import type { ReadRow } from './row.ts'

const headers = [
  'Player',
  'Birth year',
  'Camp',
  'Group',
  'Notes',
  'Parent 1 Name',
  'Parent 1 Phone',
  'Parent 1 pick up',
  'Parent 2 Name',
  'Parent 2 Phone',
  'Not authorized',
]
const maya = [
  'Maya Lopez',
  '2016',
  'Week 1',
  'U10',
  'peanuts',
  'Ana Lopez',
  '312 200 0142',
  'yes',
  'Marco Lopez',
  '312 200 0143',
  'Pedro X',
]
const leo = ['Leo Lopez', '2018', 'Week 1', 'U8', '', 'Ana Lopez', '312 200 0142', '', '', '', '']
const owen = ['Owen Abernathy', '2015', 'Week 1', 'U10', '', 'Claire Abernathy', '312 200 0150', '', '', '', '']

async function* records(rows: readonly (readonly string[])[]): AsyncGenerator<ReadRow> {
  const columns = guessColumns(headers)
  let line = 1
  for (const cells of rows) {
    line += 1
    yield readRow({ line, cells, bytesRead: 0 }, { headers, columns, country: 'US', year: 2026 })
    await Promise.resolve()
  }
}

function store(): Store {
  return createStore(testStore(), manualClock(), () => undefined)
}

async function take(to: Store, rows: readonly (readonly string[])[], signal = new AbortController().signal) {
  return importRoster(records(rows), { store: to, fileName: 'roster.csv', signal, progress: () => undefined })
}

const tables = [
  'family',
  'guardian',
  'guardian_number',
  'player',
  'camp',
  'enrolment',
  'player_tag',
  'pick_up',
] as const

function dump({ db }: Store): Record<string, unknown[]> {
  return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
}

const names = (from: Store, table: 'player' | 'guardian') =>
  from.db
    .prepare<[], { name: string }>(`SELECT first_name || ' ' || last_name AS name FROM ${table} ORDER BY id`)
    .all()
    .map(({ name }) => name)

describe('a roster taken in', () => {
  test('makes one family of siblings, by the number that reaches them', async () => {
    const to = store()
    expect(await take(to, [maya, leo, owen])).toMatchObject({ rows: 3, added: 3, leftOut: 0, remarks: [] })
    expect(names(to, 'player')).toEqual(['Maya Lopez', 'Leo Lopez', 'Owen Abernathy'])
    expect(names(to, 'guardian')).toEqual(['Ana Lopez', 'Marco Lopez', 'Claire Abernathy'])
    expect(dump(to)['family']).toHaveLength(2)
    expect(dump(to)['pick_up']).toMatchObject([
      { player_id: 1, guardian_id: 1, allowed: 1 },
      { player_id: 1, name: 'Pedro X', allowed: 0 },
    ])
  })

  test('again changes nothing, and adds nobody twice', async () => {
    const to = store()
    await take(to, [maya, leo, owen])
    const before = dump(to)
    expect(await take(to, [owen, maya, leo])).toMatchObject({ added: 0, updated: 0, unchanged: 3 })
    expect(dump(to)).toEqual(before)
  })

  test('brings known people up to date, and forgets nothing that it leaves empty', async () => {
    const to = store()
    await take(to, [maya])
    const later = ['Maya Lopez', '2016', 'Week 2', 'U12', '', 'ANA LÓPEZ', '(312) 200-0199', 'no', '', '', '']
    expect(await take(to, [later])).toMatchObject({ added: 0, updated: 1 })
    expect(to.db.prepare('SELECT note, camp_group FROM player').all()).toEqual([{ note: 'peanuts', camp_group: 'U12' }])
    expect(names(to, 'guardian')).toEqual(['Ana López', 'Marco Lopez'])
    expect(dump(to)['guardian_number']).toHaveLength(3)
    expect(dump(to)['enrolment']).toHaveLength(2)
    expect(dump(to)['pick_up']).toMatchObject([{ allowed: 0 }, {}])
  })

  test('tells two children of one name apart, by who is reached about them', async () => {
    const to = store()
    const other = ['Maya Lopez', '2017', 'Week 1', 'U8', '', 'Rosa Lopez', '312 200 0177', '', '', '', '']
    const third = ['Maya Lopez', '2016', 'Week 1', 'U10', '', 'Lucia Lopez', '', '', '', '', '']
    expect(await take(to, [maya, other])).toMatchObject({ added: 2 })
    expect(await take(to, [third])).toMatchObject({ added: 0 })
  })

  test('is taken back as a whole, and what was changed by hand since stays', async () => {
    const to = store()
    await take(to, [owen])
    const before = dump(to)
    const { importId } = await take(to, [
      maya,
      leo,
      ['Owen Abernathy', '2015', 'Week 1', 'U12', 'asthma', 'Claire Abernathy', '312 200 0151', '', '', '', ''],
    ])
    expect(await undoImport(to, importId)).toEqual({ kept: 0 })
    expect(dump(to)).toEqual(before)

    const { importId: again } = await take(to, [maya])
    to.db.prepare("UPDATE guardian SET first_name = 'Anita' WHERE first_name = 'Ana'").run()
    const { kept } = await undoImport(to, again)
    expect(kept).toBeGreaterThan(0)
    expect(names(to, 'guardian')).toContain('Anita Lopez')
  })

  test('taken back leaves whoever was at camp since, with all they need; the others go', async () => {
    const to = store()
    const { importId } = await take(to, [maya, leo, owen])
    to.db.prepare(`INSERT INTO attendance (player_id, camp_id, day, state) VALUES (1, 1, '2026-06-01', 'here')`).run()
    to.db.prepare(`INSERT INTO no_information VALUES (2, 1, 'court order', 0, 'Sam')`).run()
    to.db.prepare(`INSERT INTO family_note (family_id, words, staff, at) VALUES (2, 'call twice', 'Sam', 0)`).run()
    const { kept } = await undoImport(to, importId)
    expect(kept).toBeGreaterThan(0)
    expect(names(to, 'player')).toEqual(['Maya Lopez'])
    expect(names(to, 'guardian')).toEqual(['Ana Lopez', 'Marco Lopez'])
    expect(dump(to)).toMatchObject({
      // A family that staff wrote about stays, though nobody of it does.
      family: [{ id: 1 }, { id: 2 }],
      guardian_number: [{ address: '+13122000142' }, { address: '+13122000143' }],
      camp: [{ name: 'Week 1' }],
      enrolment: [{ player_id: 1 }],
      pick_up: [
        { guardian_id: 1, allowed: 1 },
        { name: 'Pedro X', allowed: 0 },
      ],
    })
    expect(to.db.prepare('SELECT count(*) AS n FROM attendance').get()).toEqual({ n: 1 })
    expect(to.db.pragma('foreign_key_check')).toEqual([])
  })

  test('leaves nothing behind when it is cancelled, or a row cannot be read', async () => {
    const to = store()
    await take(to, [owen])
    const before = dump(to)
    const many = Array.from({ length: 130 }, (_, index) => [
      `Player ${index}`,
      '',
      'Week 3',
      '',
      '',
      `Parent ${index}`,
      `312 20${10 + (index % 80)} ${1000 + index}`,
      '',
      '',
      '',
      '',
    ])
    const abort = new AbortController()
    const cancelled = importRoster(records(many), {
      store: to,
      fileName: 'roster.csv',
      signal: abort.signal,
      progress: ({ rows }) => (rows > 60 ? abort.abort() : undefined),
    })
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' })
    expect(dump(to)).toEqual(before)

    async function* broken(): AsyncGenerator<ReadRow> {
      yield* records(many.slice(0, 80))
      throw new Error('a quote is never closed')
    }
    const failing = importRoster(broken(), {
      store: to,
      fileName: 'roster.csv',
      signal: new AbortController().signal,
      progress: () => undefined,
    })
    await expect(failing).rejects.toThrow('never closed')
    expect(dump(to)).toEqual(before)
  })

  test('is taken back where a full disk undid a part of it, and never goes on with people who were not stored', async () => {
    const to = store()
    await take(to, [owen])
    const before = dump(to)
    let writes = 0
    const onFullDisk: Store = {
      ...to,
      write: (work, together) => {
        writes += 1
        // The first rows: undone by the disk, and done again in the room that was made.
        if (writes === 2) {
          expect(() =>
            to.write((write) => {
              work(write)
              throw new Error('database or disk is full')
            }),
          ).toThrow('full')
        }
        return to.write(work, together)
      },
    }
    await expect(take(onFullDisk, [maya, leo])).rejects.toMatchObject({ code: 'unavailable' })
    expect(dump(to)).toEqual(before)
  })
})
