import { describe, expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { decideUncertain } from '../../electron/hub/outbox/compose.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

const ana = '+12015550111'
const leaving = (line: CampLine) => line.workspace.connection(0, false).leaving

/** The text is delivered and its request has ended, whichever comes first. */
function delivered(line: CampLine, clock: ManualClock, id: string): Promise<void> {
  return clock.advanceUntil(
    () => line.message(id).state === 'delivered' && line.attempts(id).at(-1)?.phase === 'answered',
    { step: 100, what: 'delivery' },
  )
}

async function goOffline(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('refused')
  line.workspace.line?.link.hint()
  await clock.advanceUntil(() => line.workspace.connection(0, false).link === 'offline', { step: 500, what: 'offline' })
}

describe('how long what waits will take', () => {
  test('is not told before a request was measured, and is told of the link as it was measured', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { answer: [2_000, 2_000] } })
    await goOffline(line, clock)
    const first = line.text(ana, 'one')
    expect(leaving(line)).toEqual({ count: 1, takes: null })
    line.twilio.setNetwork('up')
    await delivered(line, clock, first)
    expect(leaving(line)).toEqual({ count: 0, takes: null })
    await goOffline(line, clock)
    // One conversation's texts leave one after the other, two seconds each.
    for (let count = 0; count < 6; count++) line.text(ana, `text ${count}`)
    expect(leaving(line).count).toBe(6)
    expect(leaving(line).takes).toBeGreaterThanOrEqual(12_000)
    expect(leaving(line).takes).toBeLessThanOrEqual(20_000)
  })

  test.each([1, 10])('is near the truth where ten texts wait in %i conversations', async (conversations) => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { answer: [1_500, 1_500] } })
    await delivered(line, clock, line.text(ana, 'measured'))
    await goOffline(line, clock)
    for (let index = 0; index < 10; index++) line.text(`+120155502${10 + (index % conversations)}`, `text ${index}`)
    const takes = leaving(line).takes ?? 0
    line.twilio.setNetwork('up')
    line.workspace.line?.link.hint()
    const { connection } = line.workspace
    await clock.advanceUntil(() => connection(0, false).link === 'online', { step: 50, what: 'online' })
    const startedAt = clock.now()
    await clock.advanceUntil(() => connection(0, false).waiting === 0, { step: 100, what: 'all of them' })
    const took = clock.now() - startedAt
    expect(takes).toBeGreaterThan(took * 0.7)
    expect(takes).toBeLessThan(took * 1.5 + 5_000)
  })

  test('counts only what leaves by itself: not what nobody knows the fate of, nor what waits behind it', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, 'doubtful')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.text(ana, 'behind it')
    expect(line.workspace.connection(0, false).waiting).toBe(2)
    expect(leaving(line).count).toBe(0)
    await goOffline(line, clock)
    line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), id, 'leave'))
    expect(leaving(line).count).toBe(1)
    expect(leaving(line).takes).not.toBeNull()
  })
})

describe('the last contact', () => {
  test('is known across a restart without a way out', async () => {
    const clock = manualClock()
    const before = await testHub({ clock })
    await clock.advanceUntil(() => before.changes('connection').at(-1)?.connection.link === 'online', {
      what: 'online',
    })
    await clock.advance(45_000)
    const last = (await before.hub.handlers['system.state']({})).connection.lastContactAt ?? 0
    await before.hub.stop(0)
    await clock.advance(3_600_000)
    const { hub } = await testHub({ clock, dataDir: before.dataDir })
    await hub.handlers['practice.setNetwork']({ down: true })
    const { connection } = await hub.handlers['system.state']({})
    expect(connection.lastContactAt).not.toBeNull()
    expect(Math.abs((connection.lastContactAt ?? 0) - last)).toBeLessThanOrEqual(30_000)
  })
})
