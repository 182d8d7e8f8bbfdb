import { expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import type { ProposalsView } from '../../electron/ipc/contract/proposals-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

/** Practice, with two siblings who are expected and the conversation with their family. */
async function camp() {
  const clock = manualClock()
  const made = await testHub({ clock })
  const { handlers } = made.hub
  const { rows } = await handlers['board.today']({})
  const pair = rows.flatMap((row) => {
    const other = rows.find((one) => one.familyId === row.familyId && one.playerId > row.playerId)
    return row.state === 'expected' && other?.state === 'expected' && row.textAt !== null ? [{ row, other }] : []
  })[0]
  if (pair === undefined) throw new Error('Practice has no two siblings who are expected.')
  const { id } = await handlers['conversations.open']({ address: pair.row.textAt ?? '' })
  const says = async (body: string): Promise<void> => {
    await handlers['practice.replyAsParent']({ conversationId: id, body })
    await clock.advanceUntil(() => made.changes('message').some(({ message }) => message.body === body), {
      what: 'the parent’s text',
    })
  }
  const stateOf = async ({ playerId }: BoardRow) =>
    (await handlers['board.today']({})).rows.find((row) => row.playerId === playerId)?.state
  return { ...made, clock, handlers, ...pair, id, says, stateOf }
}

test('what a parent writes is proposed, accepted once, and taken back; the screen hears of each', async () => {
  const { handlers, changes, clock, row, other, id, says, stateOf } = await camp()
  const told = (): number => changes('stale').filter(({ rooms }) => rooms.includes('proposals')).length
  await says('Sorry, running 20 late')
  await clock.advanceUntil(() => told() > 0, { what: 'word of a proposal' })
  // Others wrote this morning, too.
  const ofThese = ({ proposals: all }: ProposalsView) => all.filter(({ conversationId }) => conversationId === id)
  const proposals = ofThese(await handlers['proposals.open']({}))
  expect(proposals).toMatchObject([
    { playerId: row.playerId, kind: 'late', conversationId: id, timeTold: true },
    { playerId: other.playerId, kind: 'late', conversationId: id },
  ])
  const requestId = newId(clock.now())
  const ids = proposals.map((one) => one.id)
  await handlers['proposals.accept']({ requestId, ids })
  expect(ofThese(await handlers['proposals.accept']({ requestId, ids }))).toEqual([])
  expect(await stateOf(row)).toBe('late')
  const marks = await handlers['family.marks']({})
  expect(marks).toContainEqual({ playerId: row.playerId, state: 'late' })
  await handlers['board.undo']({ requestId: newId(clock.now()), of: requestId, players: null })
  expect([await stateOf(row), await stateOf(other)]).toEqual(['expected', 'expected'])
})

test('a pick-up change takes a code and two PINs, and leaves neither in the log', async () => {
  const clock = manualClock()
  const lines: string[] = []
  const write = (event: string, fields?: unknown): void => void lines.push(JSON.stringify([event, fields]))
  const log = { info: write, warn: write, error: write, debug: write }
  const { hub } = await testHub({ clock, log })
  const { handlers } = hub
  const { rows } = await handlers['board.today']({})
  const row = rows.find(({ state, textAt }) => state === 'here' && textAt !== null)
  if (row === undefined) throw new Error('Practice has nobody here.')
  const [number] = await handlers['proposals.codeNumbers']({ playerIds: [row.playerId] })
  const messageId = newId(clock.now())
  const begin = {
    requestId: newId(clock.now()),
    messageId,
    playerIds: [row.playerId],
    name: 'Quentin Zabala',
    address: number?.address ?? '',
    proposalIds: [],
  }
  await handlers['proposals.beginPickUp'](begin)
  const { pickUps } = await handlers['proposals.beginPickUp'](begin)
  const change = pickUps[0]
  expect(pickUps).toMatchObject([{ state: 'waits-for-code', name: 'Quentin Zabala', confirmedBy: [] }])
  const thread = await handlers['messages.page']({
    conversationId: change?.conversationId ?? 0,
    at: { where: 'newest' },
    limit: 5,
  })
  const code = /code (\d{6})/.exec(thread.items.at(-1)?.body ?? '')?.[1] ?? ''
  const id = change?.id ?? 0
  await expect(async () =>
    handlers['proposals.enterCode']({ id, code: code === '000000' ? '111111' : '000000' }),
  ).rejects.toThrow('not the code')
  await handlers['proposals.enterCode']({ id, code })
  const { key } = await handlers['staff.openEditing']({ by: null })
  const add = async (name: string, pin: string): Promise<number> => {
    const { people } = await handlers['staff.add']({
      requestId: newId(clock.now()),
      key,
      name,
      initials: name.slice(0, 2).toUpperCase(),
      role: 'director',
      pin,
    })
    return people.find((one) => one.name === name)?.id ?? 0
  }
  const dana = await add('Dana Fox', '471183')
  const sam = await add('Sam Ito', '802095')
  const confirm = async (staffId: number, pin: string) => handlers['proposals.confirmPickUp']({ id, staffId, pin })
  await expect(confirm(dana, '999998')).rejects.toThrow('That is not the PIN.')
  await confirm(dana, '471183')
  await expect(confirm(dana, '471183')).rejects.toThrow('Somebody else')
  expect((await confirm(sam, '802095')).pickUps).toMatchObject([
    { state: 'confirmed', confirmedBy: ['Dana Fox', 'Sam Ito'] },
  ])
  await clock.advance(60_000)
  const written = lines.join(' ')
  expect(written).toContain('attempt')
  for (const secret of [code, '471183', '802095', '999998', 'Zabala', row.firstName + ' ' + row.lastName])
    expect(written).not.toContain(secret)
})

test('the list on paper has everybody of today, and numbers as people read them', async () => {
  const { handlers } = await camp()
  const { rows } = await handlers['board.today']({})
  const sheet = await handlers['family.sheet']({})
  const lines = sheet.camps.flatMap(({ groups }) => groups.flatMap(({ players }) => players))
  expect(lines.map(({ playerId }) => playerId)).toEqual(rows.map(({ playerId }) => playerId))
  expect(lines.some(({ guardians }) => guardians.some(({ numbers }) => /^\(\d{3}\) 555-/.test(numbers[0] ?? '')))).toBe(
    true,
  )
})
