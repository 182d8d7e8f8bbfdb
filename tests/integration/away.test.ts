import { describe, expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import type { AwayView } from '../../electron/ipc/contract/away-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'

async function openConversations({ hub }: TestHub, count: number) {
  const { items } = await hub.handlers['conversations.list']({ show: 'all', before: null, limit: 200 })
  const open = items.filter((conversation) => conversation.closedReason === null).slice(0, count)
  if (open.length < count) throw new Error('The sample camp is too small.')
  return open
}

async function practiceOnline(clock: ManualClock, dataDir?: string): Promise<TestHub> {
  const line = await testHub({ clock, ...(dataDir === undefined ? {} : { dataDir }) })
  await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'online', { what: 'the link' })
  return line
}

const told = (line: TestHub): AwayView | undefined => line.changes('away').at(-1)?.away

async function write(line: TestHub, clock: ManualClock, conversationId: number, body: string, noUseAfter?: number) {
  const id = newId(clock.now())
  await line.hub.handlers['messages.send']({
    id,
    conversationId,
    channel: 'sms',
    body,
    replaces: null,
    noUseAfter: noUseAfter ?? null,
  })
  return id
}

describe('while you were away', () => {
  test('who wrote, what went out, what expired and what failed is told once the internet is back', async () => {
    const clock = manualClock()
    const line = await practiceOnline(clock)
    const [first, second, third, fourth] = await openConversations(line, 4)
    if (!first || !second || !third || !fourth) throw new Error('unreachable')
    expect(await line.hub.handlers['away.summary']({})).toBeNull()

    await line.hub.handlers['practice.setNetwork']({ down: true })
    await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'offline', {
      what: 'the outage',
    })
    const from = clock.now()
    await line.hub.handlers['practice.replyAsParent']({ conversationId: second.id, body: 'We are at the north gate' })
    await clock.advance(30_000)
    await line.hub.handlers['practice.replyAsParent']({ conversationId: first.id, body: 'Is it cancelled' })
    await line.hub.handlers['practice.replyAsParent']({ conversationId: second.id, body: 'Nobody is here' })
    await write(line, clock, third.id, 'Bring the blue shirt')
    await write(line, clock, fourth.id, 'Pick-up moves to ten past', clock.now() + 60_000)
    await clock.advance(240_000)
    expect(line.changes('away')).toEqual([])

    await line.hub.handlers['practice.setNetwork']({ down: false })
    await clock.advanceUntil(() => told(line)?.complete === true, { what: 'the summary' })
    await clock.advanceUntil(() => told(line)?.wentOut.count === 1, { what: 'what went out' })
    const view = told(line)
    expect(view).toMatchObject({
      cause: 'offline',
      complete: true,
      dismissed: false,
      texts: 3,
      people: 2,
      writers: [
        { conversationId: second.id, texts: 2, preview: 'Nobody is here', needsReply: true },
        { conversationId: first.id, texts: 1, preview: 'Is it cancelled', needsReply: true },
      ],
      wentOut: { count: 1, texts: [{ conversationId: third.id, preview: 'Bring the blue shirt' }] },
      expired: { count: 1, texts: [{ conversationId: fourth.id, state: 'expired' }] },
      failed: { count: 0 },
      willGoOut: { count: 0 },
    })
    expect(Math.abs((view?.from ?? 0) - from)).toBeLessThan(35_000)
    expect((view?.to ?? 0) - (view?.from ?? 0)).toBeGreaterThan(240_000)

    // An answer moves its conversation behind those that still wait.
    await write(line, clock, second.id, 'We are at the south gate')
    await clock.advanceUntil(() => told(line)?.writers[0]?.conversationId === first.id, { what: 'the answer' })
    expect(told(line)?.writers[1]).toMatchObject({ conversationId: second.id, needsReply: false })

    expect(await line.hub.handlers['away.dismiss']({})).toMatchObject({ dismissed: true, texts: 3 })
    expect(await line.hub.handlers['away.summary']({})).toMatchObject({ dismissed: true, texts: 3 })
  })

  test('two minutes or less are not worth a word', async () => {
    const clock = manualClock()
    const line = await practiceOnline(clock)
    const [first] = await openConversations(line, 1)
    if (!first) throw new Error('unreachable')
    await line.hub.handlers['practice.setNetwork']({ down: true })
    await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'offline', {
      what: 'offline',
    })
    await clock.advance(60_000)
    await line.hub.handlers['practice.setNetwork']({ down: false })
    await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'online', { what: 'online' })
    await clock.advance(60_000)
    expect(line.changes('away')).toEqual([])
    expect(await line.hub.handlers['away.summary']({})).toBeNull()
  })

  test('a laptop that slept tells of it after waking', async () => {
    const clock = manualClock()
    const line = await practiceOnline(clock)
    const [first] = await openConversations(line, 1)
    if (!first) throw new Error('unreachable')
    line.hub.linkHint('suspend')
    clock.jump(3_600_000)
    line.hub.linkHint('resume')
    await clock.advanceUntil(() => told(line)?.complete === true, { what: 'the summary' })
    expect(told(line)).toMatchObject({ cause: 'asleep', texts: 0 })
    expect((told(line)?.to ?? 0) - (told(line)?.from ?? 0)).toBeGreaterThan(3_500_000)
  })

  test('an app that was closed tells of it at the next start; what was told is still there at the one after', async () => {
    const clock = manualClock()
    const before = await practiceOnline(clock)
    await clock.advance(60_000)
    await before.hub.stop(0)
    clock.jump(600_000)
    const line = await practiceOnline(clock, before.dataDir)
    await clock.advanceUntil(() => told(line)?.complete === true, { what: 'the summary' })
    expect(told(line)).toMatchObject({ cause: 'closed', dismissed: false })
    await line.hub.handlers['away.dismiss']({})
    await line.hub.stop(0)
    const again = await practiceOnline(clock, before.dataDir)
    expect(await again.hub.handlers['away.summary']({})).toMatchObject({ cause: 'closed', dismissed: true })
  })
})
