import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RosterPreview, RosterState } from '../../electron/ipc/contract/roster-views.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { registerCalls } from '../../electron/ipc/register.ts'
import type { Dispatch } from '../../electron/ipc/register.ts'
import { manualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'
import { until } from '../support/until.ts'

const roster = [
  'Camper;Birth date;Camp;Group;Parent 1;Parent 1 Phone',
  'Núñez, Zoë;4/12/2016;Week 1;U10;Ana Núñez;312 200 0142',
  'Leo Núñez;2018;Week 1;U8;Ana Núñez;(312) 200-0142',
  ';;;;Nobody;312 200 0199',
  'Ottokar Quist;2015;Week 1;U10;Clara Quist;200 01',
].join('\r\n')

interface Desk {
  ask<Value>(name: string, input?: object): Promise<Value>
  hand(text: string | Uint8Array): Promise<string>
  state(): Promise<RosterState>
  people(text: string): Promise<readonly { name: string; players: readonly string[] }[]>
}

function deskOf(dispatch: Dispatch): Desk {
  const desk: Desk = {
    async ask<Value>(name: string, input: object = {}) {
      const result = await dispatch(name, input)
      if (!result.ok) throw Object.assign(new Error(result.error.message), { code: result.error.code })
      return result.value as Value
    },
    async hand(text) {
      const bytes = Buffer.from(text)
      const { uploadId } = await desk.ask<{ uploadId: string }>('roster.begin', {
        fileName: 'week 1.csv',
        bytes: bytes.length,
      })
      for (let offset = 0; offset < bytes.length; offset += 100) {
        const data = bytes.subarray(offset, offset + 100).toString('base64')
        await desk.ask('roster.part', { uploadId, offset, data })
      }
      return uploadId
    },
    state: () => desk.ask<RosterState>('roster.state'),
    people: (text) => desk.ask('people.find', { text, limit: 10 }),
  }
  return desk
}

async function setUp() {
  const test = await testHub({ clock: manualClock() })
  return { ...test, desk: deskOf(registerCalls(test.hub.handlers, silentLog)) }
}

const chosen = ({ columns }: RosterPreview): readonly string[] => columns.map(({ holds }) => holds)

describe('a roster handed in', () => {
  test('is shown as it would be taken in, taken in, and taken back', async () => {
    const { desk, dataDir, changes } = await setUp()
    const uploadId = await desk.hand(Buffer.from(roster, 'latin1'))
    const preview = await desk.ask<RosterPreview>('roster.preview', { uploadId, columns: null })
    expect(preview).toMatchObject({
      format: 'Windows-1252, separated by semicolons',
      players: 3,
      leftOut: 1,
      remembered: false,
    })
    expect(chosen(preview)).toEqual([
      'player.name',
      'player.birth',
      'camp.name',
      'camp.group',
      'guardian.name.1',
      'guardian.phone.1',
    ])
    expect(preview.examples[0]).toEqual({
      player: 'Zoë Núñez',
      details: 'Week 1 · U10 · born 2016',
      guardians: ['Ana Núñez (312) 200-0142'],
    })
    expect(preview.remarks.map(({ line, isFault }) => [line, isFault])).toEqual([
      [4, true],
      [5, false],
      [5, false],
    ])

    await desk.ask('roster.import', { uploadId, columns: chosen(preview) })
    await until(async () => (await desk.state()).kind === 'done', 'the import ends', 20_000)
    const done = await desk.state()
    expect(done).toMatchObject({ last: { added: 3, updated: 0, fileName: 'week 1.csv' }, leftOut: 1, remarkCount: 3 })
    expect(await desk.people('nunez')).toMatchObject([{ name: 'Ana Núñez', players: ['Zoë', 'Leo'] }])
    expect(changes('roster').some(({ roster: { kind } }) => kind === 'importing')).toBe(true)
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.roster'))).toEqual([])
    const { path } = await desk.ask<{ path: string }>('roster.saveRemarks')
    expect(readFileSync(path, 'utf8')).toContain('The player has no name.')

    if (done.kind !== 'done') throw new Error('It is done.')
    await desk.ask('roster.undo', { importId: done.last.importId })
    await until(async () => (await desk.state()).kind === 'undone', 'it is taken back', 20_000)
    expect(await desk.people('nunez')).toEqual([])
  })

  test('is read as the same kind of file was read before', async () => {
    const { desk } = await setUp()
    const first = await desk.hand(roster)
    const { columns } = await desk.ask<RosterPreview>('roster.preview', { uploadId: first, columns: null })
    const changed = columns.map(({ holds }) => (holds === 'camp.group' ? 'player.tags' : holds))
    await desk.ask('roster.import', { uploadId: first, columns: changed })
    await until(async () => (await desk.state()).kind === 'done', 'the import ends', 20_000)
    const second = await desk.hand(roster)
    const preview = await desk.ask<RosterPreview>('roster.preview', { uploadId: second, columns: null })
    expect(preview.remembered).toBe(true)
    expect(chosen(preview)).toEqual(changed)
  })

  test('without headers shows its numbers, and a file that is none says so', async () => {
    const { desk } = await setUp()
    const bare = await desk.hand('Maya Lopez,312 200 0142\nLeo Lopez,312 200 0142\n')
    const preview = await desk.ask<RosterPreview>('roster.preview', { uploadId: bare, columns: null })
    expect(preview).toMatchObject({ players: 2 })
    expect(chosen(preview)).toEqual(['player.name', 'guardian.phone.1'])

    const empty = await desk.hand('\n\n')
    await expect(desk.ask('roster.preview', { uploadId: empty, columns: null })).rejects.toThrow('This file is empty.')
    const open = await desk.hand(`Camper,Phone\n"Maya,1\n${'x,2\n'.repeat(90_000)}`)
    await expect(desk.ask('roster.preview', { uploadId: open, columns: null })).rejects.toThrow('never closed')
    await expect(desk.ask('roster.preview', { uploadId: bare, columns: null })).rejects.toThrow('not here any more')
  })

  test('an import that is stopped leaves nobody behind', async () => {
    const { desk } = await setUp()
    const many = Array.from(
      { length: 2_000 },
      (_, index) => `Player${index} Test,312 20${1 + (index % 9)} ${1000 + (index % 9000)}`,
    )
    const uploadId = await desk.hand(`Camper,Parent Phone\n${many.join('\n')}`)
    const preview = await desk.ask<RosterPreview>('roster.preview', { uploadId, columns: null })
    await desk.ask('roster.import', { uploadId, columns: chosen(preview) })
    expect(await desk.ask<RosterState>('roster.cancel')).toMatchObject({ kind: 'idle', last: null })
    expect(await desk.people('player1')).toEqual([])
  })
})

describe('the list of people', () => {
  test('goes by name a page at a time, and finds players by their guardians and their numbers', async () => {
    const { desk } = await setUp()
    interface Page {
      players: { id: number; firstName: string; lastName: string; guardians: { name: string; numbers: unknown[] }[] }[]
      hasMore: boolean
      total: number
    }
    const all: Page['players'] = []
    let after: object | null = null
    for (;;) {
      const page: Page = await desk.ask<Page>('people.list', { text: '', after, limit: 20 })
      all.push(...page.players)
      const last = page.players.at(-1)
      expect(page.total).toBeGreaterThan(40)
      if (!page.hasMore || last === undefined) break
      after = { lastName: last.lastName, firstName: last.firstName, id: last.id }
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    const sorted = [...all].sort((left, right) =>
      left.lastName.toLowerCase() < right.lastName.toLowerCase()
        ? -1
        : left.lastName.toLowerCase() > right.lastName.toLowerCase()
          ? 1
          : 0,
    )
    expect(all.map(({ lastName }) => lastName)).toEqual(sorted.map(({ lastName }) => lastName))
    const one = all.find(({ guardians }) => guardians.some(({ numbers }) => numbers.length > 0))
    const guardian = one?.guardians.find(({ numbers }) => numbers.length > 0)
    const { address } = (guardian?.numbers[0] ?? { address: '' }) as { address: string }
    const byGuardian = await desk.ask<Page>('people.list', { text: guardian?.name, after: null, limit: 50 })
    expect(byGuardian.players.map(({ id }) => id)).toContain(one?.id)
    const byDigits = await desk.ask<Page>('people.list', { text: address.slice(-4), after: null, limit: 50 })
    expect(byDigits.players.map(({ id }) => id)).toContain(one?.id)
  })
})
