import { describe, expect, test } from 'vitest'
import { decideUncertain, retryMessage } from '../../electron/hub/outbox/compose.ts'
import { findRepeat } from '../../electron/hub/outbox/repeat.ts'
import { RepeatFailure } from '../../electron/hub/failure.ts'
import { newId } from '../../electron/hub/ids.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

const ana = '+12015550111'
const ben = '+12015550112'
const minute = 60_000
const said = 'Pick up is at noon'

/** What stands against saying it again in the conversation of a text. */
function standsAgainst(line: CampLine, clock: ManualClock, id: string, body = said) {
  return findRepeat(line.workspace.store.db, line.message(id).conversation_id, body, clock.now())
}

function delivered(line: CampLine, clock: ManualClock, id: string): Promise<void> {
  return clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'delivery' })
}

describe('what counts as said before', () => {
  test('a text that left within ten minutes; not a minute later, not other words, not to another number', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const id = line.text(ana, said)
    const other = line.text(ben, 'See you')
    await delivered(line, clock, id)
    const at = line.attempts(id)[0]?.started_at ?? 0
    expect(standsAgainst(line, clock, id, ` Pick  up is\nat noon `)).toEqual({ messageId: id, at, state: 'delivered' })
    expect(standsAgainst(line, clock, id, 'Pick up is at one')).toBeNull()
    expect(standsAgainst(line, clock, other)).toBeNull()
    await clock.advance(at + 10 * minute - 1 - clock.now())
    expect(standsAgainst(line, clock, id)).not.toBeNull()
    await clock.advance(1)
    expect(standsAgainst(line, clock, id)).toBeNull()
  })

  test('a text that waits here, however long ago it was written; and it counts from when it left', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.setNetwork('refused')
    const id = line.text(ana, said)
    await clock.advance(14 * minute)
    expect(standsAgainst(line, clock, id)).toMatchObject({ messageId: id, state: 'queued' })
    line.twilio.setNetwork('up')
    await delivered(line, clock, id)
    await clock.advance(8 * minute)
    expect(standsAgainst(line, clock, id)).toMatchObject({ messageId: id, state: 'delivered' })
    await clock.advance(3 * minute)
    expect(standsAgainst(line, clock, id)).toBeNull()
  })

  test('a text nobody knows the fate of, also once it is left as it is', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, said)
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    expect(standsAgainst(line, clock, id)).toMatchObject({ state: 'uncertain' })
    line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), id, 'leave'))
    expect(standsAgainst(line, clock, id)).toMatchObject({ messageId: id, state: 'failed' })
  })

  test('not what failed or expired; once tried again it counts anew', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.failNext(30_003)
    const id = line.text(ana, said)
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'failure' })
    expect(standsAgainst(line, clock, id)).toBeNull()
    await clock.advance(30 * minute)
    line.workspace.store.write((write) => retryMessage(write, newId(clock.now()), id))
    await delivered(line, clock, id)
    expect(standsAgainst(line, clock, id)).toMatchObject({ messageId: id, state: 'delivered' })
  })

  test('also where the clock was set back since, and after a crash', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const id = line.text(ana, said)
    await delivered(line, clock, id)
    clock.jump(-60 * minute)
    await line.crash()
    expect(standsAgainst(line, clock, id)).toMatchObject({ messageId: id })
  })
})

describe('the call that sends', () => {
  async function practice(clock: ManualClock, dataDir?: string) {
    const { hub, dataDir: folder } = await testHub({ clock, ...(dataDir === undefined ? {} : { dataDir }) })
    const { items } = await hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })
    const conversationId = items.find((one) => one.closedReason === null)?.id ?? 0
    const send = async (body: string, more: { id?: string; replaces?: string; repeats?: string } = {}) =>
      hub.handlers['messages.send']({
        id: newId(clock.now()),
        conversationId,
        channel: 'sms',
        body,
        replaces: null,
        noUseAfter: null,
        ...more,
      })
    return { hub, dataDir: folder, conversationId, send }
  }

  const refusal = (sending: Promise<unknown>): Promise<unknown> => sending.catch((error: unknown) => error)

  test('asks first, keeps nothing of what it refused, and takes the answer for that one text', async () => {
    const clock = manualClock()
    const { hub, conversationId, send } = await practice(clock)
    const first = await send(said)
    const refused = await refusal(send(`${said} `))
    expect(refused).toBeInstanceOf(RepeatFailure)
    expect((refused as RepeatFailure).toError()).toMatchObject({
      code: 'repeat',
      earlier: { messageId: first.id, state: 'queued' },
    })
    const page = await hub.handlers['messages.page']({ conversationId, at: { where: 'newest' }, limit: 50 })
    expect(page.items.filter(({ body }) => body.trim() === said)).toHaveLength(1)
    // Asked about another text: that answer is none to this question.
    expect(await refusal(send(said, { repeats: newId(clock.now()) }))).toBeInstanceOf(RepeatFailure)
    await clock.advance(1)
    const second = await send(said, { repeats: first.id })
    expect(await refusal(send(said, { repeats: first.id }))).toMatchObject({ earlier: { messageId: second.id } })
  })

  test('lets the same call pass again: it is one text', async () => {
    const clock = manualClock()
    const { send } = await practice(clock)
    const id = newId(clock.now())
    const first = await send(said, { id })
    expect(await send(said, { id })).toEqual(first)
  })

  test('asks after a restart, too', async () => {
    const clock = manualClock()
    const before = await practice(clock)
    await before.hub.handlers['practice.setNetwork']({ down: true })
    const { id } = await before.send(said)
    await before.hub.stop(0)
    const { send } = await practice(clock, before.dataDir)
    expect(await refusal(send(said))).toMatchObject({ earlier: { messageId: id } })
  })

  test('does not ask for an edited text: it names the one it replaces', async () => {
    const clock = manualClock()
    const { hub, send } = await practice(clock)
    await hub.handlers['practice.setNetwork']({ down: true })
    const short = await send(said)
    await hub.handlers['messages.cancel']({ messageId: short.id })
    const again = await send(said)
    expect(again.state).toBe('queued')
    const edited = await send(said, { replaces: short.id })
    expect(edited.replaces).toBe(short.id)
  })
})
