import { expect, test } from 'vitest'
import type { ProposalView } from '../../electron/ipc/contract/proposals-views.ts'
import { groupsOf } from './proposals.ts'

const late = (id: number, player: string, change: Partial<ProposalView> = {}): ProposalView => ({
  id,
  playerId: id * 10,
  player,
  conversationId: 1,
  messageId: 'a',
  kind: 'late',
  expectedAt: 5_000,
  timeTold: true,
  name: null,
  mayPickUp: null,
  at: 1_000,
  ...change,
})
const groups = (...proposals: readonly ProposalView[]) =>
  groupsOf({ day: '2027-06-14', proposals, pickUps: [] }, 1).map(({ ids, players }) => [ids, players])

test('siblings of whom one text says the same are decided together', () => {
  expect(groups(late(1, 'Maya'), late(2, 'Leo'))).toEqual([
    [
      [1, 2],
      ['Maya', 'Leo'],
    ],
  ])
})

test('another time, another text and another conversation are decided for themselves', () => {
  expect(groups(late(1, 'Maya'), late(2, 'Leo', { expectedAt: 6_000 }))).toHaveLength(2)
  expect(groups(late(1, 'Maya'), late(2, 'Leo', { messageId: 'b' }))).toHaveLength(2)
  expect(groups(late(1, 'Maya', { conversationId: 2 }))).toEqual([])
  expect(groupsOf(undefined, 1)).toEqual([])
})
