import { describe, expect, test } from 'vitest'
import { begin, camp, minute } from '../support/broadcast-camp.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import { listens } from '../support/voice-rig.ts'

const made = (line: CampLine): readonly number[] => line.twilio.calls().map(({ createdAt }) => createdAt)

describe('how fast calls are made', { timeout: 60_000 }, () => {
  test('a broadcast makes one call a second, from the first one on', async () => {
    const clock = manualClock()
    const line = await camp(clock, 8, { phones: { pickUp: () => listens } })
    await begin(line, clock, { spoken: true })
    await clock.advanceUntil(() => made(line).length === 8, { step: 50, what: 'the calls', limit: minute })
    const between = made(line).map((at, index, all) => at - (all[index - 1] ?? at - 1_000))
    // A request or two may take a little longer than the others.
    expect(Math.min(...between)).toBeGreaterThan(800)
    expect(Math.max(...between)).toBeLessThan(1_300)
  })

  test("a person's own call leaves in the midst of it", async () => {
    const clock = manualClock()
    const line = await camp(clock, 8, { phones: { pickUp: () => listens } })
    await begin(line, clock, { spoken: true })
    await clock.advanceUntil(() => made(line).length === 2, { step: 50, what: 'the first calls', limit: minute })
    const own = '+13125559000'
    line.call(own, 'Your child is at the desk.')
    await clock.advance(300)
    expect(line.twilio.calls().at(-1)?.to).toBe(own)
  })

  test('how long they will take is told by that pace', async () => {
    const clock = manualClock()
    const line = await camp(clock, 30, { phones: { pickUp: () => listens } })
    line.text('+13125559000', 'A request is measured.')
    await clock.advanceUntil(() => line.twilio.accepted().length === 1, { step: 50, what: 'the text' })
    await clock.advance(2_000)
    await begin(line, clock, { spoken: true })
    await clock.advanceUntil(() => made(line).length === 1, { step: 50, what: 'the first call', limit: minute })
    const { count, takes } = line.workspace.connection(0, false).leaving
    expect(count).toBeGreaterThan(5)
    expect(takes).toBeGreaterThanOrEqual(count * 1_000)
  })
})
