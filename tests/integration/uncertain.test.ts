import { describe, expect, test } from 'vitest'
import { CallFailure } from '../../electron/hub/failure.ts'
import { newId } from '../../electron/hub/ids.ts'
import { decideUncertain } from '../../electron/hub/outbox/compose.ts'
import { messageView } from '../../electron/hub/views.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const ana = '+12015550111'

const view = (line: CampLine, id: string): MessageView => messageView(line.message(id))
const accepted = (line: CampLine): number => line.twilio.accepted().length

function decide(line: CampLine, clock: ManualClock, id: string, decision: 'send-again' | 'leave'): void {
  line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), id, decision))
}

function reach(line: CampLine, clock: ManualClock, id: string, state: MessageView['state']): Promise<void> {
  return clock.advanceUntil(() => line.message(id).state === state, { step: 500, limit: 900_000, what: state })
}

/** An uncertain text whose list is being looked through, with an answer that takes its time. */
async function whileListing(clock: ManualClock) {
  const line = await campLine({
    clock,
    isFullAccount: false,
    reachable: false,
    timing: { queuedToSent: [3_600_000, 3_600_000] },
  })
  line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
  const listing = line.twilio.faults.onRequest(
    { kind: 'answer-after', ms: 8_000 },
    { match: { method: 'GET', path: '/Messages.json' } },
  )
  const id = line.text(ana, 'Are you near?')
  await reach(line, clock, id, 'uncertain')
  await clock.advanceUntil(() => listing.met === 1, { step: 200, what: 'the listing' })
  return { line, id }
}

describe('why nobody knows', () => {
  test.each([
    ['accept-then-reset', 'no-answer'],
    ['accept-then-hang', 'no-answer'],
    ['accept-then-server-error', 'unclear-answer'],
    ['accept-then-garbage', 'unclear-answer'],
  ] as const)('%s: %s, and when it is asked about next', async (kind, reason) => {
    const clock = manualClock()
    const line = await campLine({ clock, reachable: false })
    line.twilio.faults.onCreate({ kind })
    const id = line.text(ana, 'Are you near?')
    await reach(line, clock, id, 'uncertain')
    const { doubt } = view(line, id)
    expect(doubt?.reason).toBe(reason)
    expect(doubt?.nextLookAt).toBeGreaterThan(clock.now())
    await reach(line, clock, id, 'delivered')
    expect(view(line, id).doubt).toBeNull()
  })

  test('interrupted, after a crash', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, reachable: false })
    line.twilio.faults.onCreate({ kind: 'accept-then-hang' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => accepted(line) === 1, { what: 'acceptance' })
    await line.crash()
    expect(view(line, id)).toMatchObject({ state: 'uncertain', doubt: { reason: 'interrupted' } })
  })

  test('each look that finds nothing tells of the next one, also where the carrier does not answer it', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    line.twilio.faults.onRequest({ kind: 'server-error' }, { match: { method: 'GET', path: '/Messages.json' } })
    const id = line.text(ana, 'Are you near?')
    await reach(line, clock, id, 'uncertain')
    await clock.advance(180_000)
    const told = line.changes.flatMap((change) =>
      change.type === 'message' && change.message.id === id ? [change.message.doubt?.nextLookAt ?? null] : [],
    )
    const looks = [...new Set(told)].filter((at) => at !== null)
    expect(looks.length).toBeGreaterThanOrEqual(4)
    expect(looks).toEqual([...looks].sort((one, other) => one - other))
  })
})

describe('a person’s word at any time', () => {
  test('at once, before any list was looked through', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'reset' })
    const id = line.text(ana, 'Are you near?')
    await reach(line, clock, id, 'uncertain')
    expect(view(line, id).needsDecision).toBe(false)
    decide(line, clock, id, 'send-again')
    expect(view(line, id)).toMatchObject({ state: 'queued', doubt: null })
    await reach(line, clock, id, 'delivered')
    expect(accepted(line)).toBe(1)
    expect(view(line, id).mayHaveArrivedTwice).toBe(false)
  })

  test('not while its request is under way: there is nothing to doubt yet', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'answer-after', ms: 10_000 })
    const id = line.text(ana, 'Are you near?')
    await reach(line, clock, id, 'sending')
    expect(() => decide(line, clock, id, 'send-again')).toThrow(CallFailure)
    expect(() => decide(line, clock, id, 'leave')).toThrow(CallFailure)
    await reach(line, clock, id, 'delivered')
    expect(accepted(line)).toBe(1)
  })

  test('“send again” while the list is on its way: what it finds needs not go out again', async () => {
    const clock = manualClock()
    const { line, id } = await whileListing(clock)
    // No way out for another request: it waits, and hears of the find first.
    const wait = line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 60 })
    decide(line, clock, id, 'send-again')
    await clock.advanceUntil(() => wait.met === 1, { step: 200, what: 'the second request' })
    await clock.advance(120_000)
    expect(accepted(line)).toBe(1)
    expect(line.attempts(id).map(({ outcome }) => outcome)).toEqual(['accepted', 'not-taken'])
    expect(view(line, id)).toMatchObject({ state: 'sending', mayHaveArrivedTwice: false })
  })

  test('“send again” that was taken before the list came says that it may have arrived twice', async () => {
    const clock = manualClock()
    const { line, id } = await whileListing(clock)
    decide(line, clock, id, 'send-again')
    await clock.advanceUntil(() => accepted(line) === 2, { step: 200, what: 'the second one' })
    await clock.advanceUntil(() => view(line, id).mayHaveArrivedTwice, { step: 500, limit: 30_000, what: 'the words' })
    expect(accepted(line)).toBe(2)
  })

  test('“leave it” while the list is on its way: proof beats a guess', async () => {
    const clock = manualClock()
    const { line, id } = await whileListing(clock)
    decide(line, clock, id, 'leave')
    expect(view(line, id)).toMatchObject({ state: 'failed', doubt: null })
    await reach(line, clock, id, 'sending')
    expect(accepted(line)).toBe(1)
    expect(line.attempts(id)).toMatchObject([{ outcome: 'accepted', sid_from: 'list' }])
  })

  test('said twice by a nervous finger it is one', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'reset' })
    const id = line.text(ana, 'Are you near?')
    await reach(line, clock, id, 'uncertain')
    const requestId = newId(clock.now())
    for (let press = 0; press < 2; press++) {
      line.workspace.store.write((write) => decideUncertain(write, requestId, id, 'send-again'))
    }
    await reach(line, clock, id, 'delivered')
    expect(accepted(line)).toBe(1)
    expect(() => decide(line, clock, id, 'send-again')).toThrow('not uncertain any more')
  })
})
