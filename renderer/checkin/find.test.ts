import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BoardRow, BoardState } from '../../electron/ipc/contract/board-views.ts'
import { groupedLines } from './board-list.ts'
import { expectedTime } from './expected-time.ts'
import { findRows, siblingsOf } from './find.ts'

function row(playerId: number, name: string, about: Partial<BoardRow> = {}): BoardRow {
  const [firstName = '', lastName = ''] = name.split(' ')
  return {
    playerId,
    campId: 1,
    familyId: playerId,
    firstName,
    lastName,
    camp: 'Week 1',
    group: 'U10',
    field: null,
    state: 'expected',
    expectedAt: 0,
    missingAt: 0,
    endsAt: 0,
    arrivedAt: null,
    arrivedBy: null,
    leftAt: null,
    leftBy: null,
    pickedUpBy: null,
    note: null,
    medical: null,
    barred: [],
    guardians: [],
    numbers: [],
    textAt: null,
    callOnly: false,
    lastAct: null,
    isListed: true,
    ...about,
  }
}

const camp = [
  row(1, 'Maya Lopez', { familyId: 7, guardians: ['Ana Lopez'], numbers: ['12015550123'] }),
  row(2, 'Leo Lopez', { familyId: 7, guardians: ['Ana Lopez'], numbers: ['12015550123'] }),
  row(3, 'Max Sanders', { state: 'here', numbers: ['12015550199'] }),
  row(4, 'Zoë Maier', { guardians: ['Martin Maier'], numbers: ['13125550123'] }),
  row(5, 'Mary-Jane Oduya'),
]
const found = (typed: string): readonly number[] => findRows(camp, typed).map(({ playerId }) => playerId)

describe('who is found', () => {
  test.each([
    ['maya', [1]],
    ['MA', [1, 5, 3, 4]],
    ['lop', [1, 2]],
    ['lopez l', [2, 1]],
    ['zoe', [4]],
    ['jane', [5]],
    ['ana', [1, 2]],
    ['nders', [3]],
    ['nd', []],
    ['0199', [3]],
    ['0123', [1, 2, 4]],
    ['(312) 555-0123', [4]],
    ['20155501', [1, 2, 3]],
    ['3', []],
    ['   ', []],
    ['xyz', []],
  ])('by “%s”', (typed, players) => {
    expect(found(typed)).toEqual(players)
  })

  test('who waits stands before who is here, where both match alike', () => {
    expect(found('ma')[0]).toBe(1)
    const here = findRows([row(1, 'Max One', { state: 'here' }), row(2, 'Max Two')], 'max')
    expect(here.map(({ playerId }) => playerId)).toEqual([2, 1])
  })

  test('whatever is typed, each is found once and every player by their whole name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (typed) => {
        const players = found(typed)
        expect(new Set(players).size).toBe(players.length)
      }),
    )
    for (const one of camp) expect(found(`${one.firstName} ${one.lastName}`)).toContain(one.playerId)
  })
})

test('brothers and sisters are those of the family who are not here yet', () => {
  const [maya, leo, max] = camp
  if (!maya || !leo || !max) throw new Error('no camp')
  expect(siblingsOf(camp, maya)).toEqual([leo])
  expect(siblingsOf([maya, { ...leo, state: 'absent' }], maya)).toEqual([])
  expect(siblingsOf(camp, max)).toEqual([])
})

test('the board goes by group, each with how many are here; a filter leaves groups without anybody out', () => {
  const rows = [...camp, row(9, 'Ali Baba', { group: 'U12' })]
  const lines = (show: BoardState | 'all') =>
    groupedLines(rows, show).map((line) =>
      line.kind === 'group' ? `${line.group}: ${line.here}/${line.all}` : line.row.firstName,
    )
  expect(lines('all')).toEqual(['U10: 1/5', 'Maya', 'Leo', 'Max', 'Zoë', 'Mary-Jane', 'U12: 0/1', 'Ali'])
  expect(lines('here')).toEqual(['U10: 1/5', 'Max'])
  expect(lines('missing')).toEqual([])
})

describe('a time as people type it', () => {
  const minute = 60_000
  const at = (minutes: number): number => minutes * minute
  // 9:05 of a day that begins at 0.
  const now = at(9 * 60 + 5)
  test.each([
    ['9:20', 560],
    ['920', 560],
    ['9.20', 560],
    ['9:20 am', 560],
    ['9:20pm', 1280],
    ['10 am', 600],
    ['12:30 pm', 750],
    ['12:10 am', 10],
    ['21:05', 1265],
    ['1:30', 810],
    ['8:50', 530],
    ['15', 560],
    ['+15', 560],
    ['15 min', 560],
    ['90', 635],
    ['120 min', 665],
  ])('%s', (typed, minutes) => {
    expect(expectedTime(typed, now, at)).toBe(at(minutes))
  })
  test.each(['', 'soon', '0', '25:00', '9:75', '13 pm', '-5'])('“%s” is none', (typed) => {
    expect(expectedTime(typed, now, at)).toBeNull()
  })
})
