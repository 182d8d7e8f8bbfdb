import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { silentLog } from '../log.ts'
import { seededRandom } from '../random.ts'
import { createLink } from './link.ts'
import type { ProbeResult } from './probe.ts'
import type { Link } from './types.ts'

interface Rig {
  readonly link: Link
  readonly clock: ManualClock
  /** Times of the probes, since the start of the test. */
  readonly probes: number[]
  readonly states: string[]
  network: ProbeResult
}

function rig(options: { network?: ProbeResult; random?: number } = {}): Rig {
  const clock = manualClock()
  const start = clock.now()
  const probes: number[] = []
  const states: string[] = []
  const made: Rig = {
    clock,
    probes,
    states,
    network: options.network ?? 'answered',
    link: createLink({
      clock,
      probe() {
        probes.push(clock.now() - start)
        return Promise.resolve(made.network)
      },
      // 1 makes every delay the longest it can be.
      random: { next: () => options.random ?? 1 },
      log: silentLog,
    }),
  }
  made.link.onChange((state) => states.push(state))
  return made
}

async function online(options?: Parameters<typeof rig>[0]): Promise<Rig> {
  const made = rig(options)
  made.link.start()
  await made.clock.advance(0)
  return made
}

describe('at the start', () => {
  test('nothing is known until the carrier answers', async () => {
    const made = rig()
    expect(made.link.state).toBe('unknown')
    expect(made.link.lastProofAt).toBeNull()
    made.link.start()
    expect(made.link.state).toBe('unknown')
    await made.clock.advance(0)
    expect(made.link.state).toBe('online')
    expect(made.link.lastProofAt).toBe(made.clock.now())
  })

  test('a first probe that fails is word enough: nothing was known to the contrary', async () => {
    expect((await online({ network: 'failed' })).states).toEqual(['offline'])
    expect((await online({ network: 'captive' })).states).toEqual(['captive'])
  })
})

describe('while online', () => {
  test('silence is broken every 30 s, and texts break it as well', async () => {
    const { link, clock, probes } = await online()
    await clock.advance(60_000)
    expect(probes).toEqual([0, 30_000, 60_000])
    await clock.advance(20_000)
    link.proved()
    await clock.advance(29_999)
    expect(probes).toHaveLength(3)
    await clock.advance(1)
    expect(probes.at(-1)).toBe(110_000)
    expect(link.lastProofAt).toBe(clock.now())
  })

  test('a probe that fails alone changes nothing; a second one a second later does', async () => {
    const made = await online()
    made.network = 'failed'
    await made.clock.advance(30_000)
    expect(made.states).toEqual(['online'])
    made.network = 'answered'
    await made.clock.advance(1000)
    expect(made.states).toEqual(['online'])
    made.network = 'failed'
    await made.clock.advance(30_000)
    await made.clock.advance(1000)
    expect(made.states).toEqual(['online', 'offline'])
  })

  test('a sign-in page needs no second word', async () => {
    const made = await online()
    made.network = 'captive'
    await made.clock.advance(30_000)
    expect(made.states).toEqual(['online', 'captive'])
  })

  test('a request that found no way out is proof; a probe follows at once', async () => {
    const made = await online()
    await made.clock.advance(5000)
    made.link.failed(false)
    expect(made.states).toEqual(['online', 'offline'])
    await made.clock.advance(0)
    expect(made.probes).toEqual([0, 5000])
    expect(made.states).toEqual(['online', 'offline', 'online'])
  })

  test('requests that go on failing while probes are answered do not spin', async () => {
    const made = await online()
    const unsubscribe = made.link.onChange((state) => {
      if (state === 'online') made.link.failed(false)
    })
    made.link.failed(false)
    await made.clock.advance(60_000)
    unsubscribe()
    expect(made.probes.length).toBeLessThan(10)
  })

  test('an answer of the carrier during a failing probe outweighs it', async () => {
    let end: (result: ProbeResult) => void = () => undefined
    const clock = manualClock()
    let first = true
    const link = createLink({
      clock,
      probe() {
        if (!first) return new Promise((resolve) => (end = resolve))
        first = false
        return Promise.resolve('answered')
      },
      random: seededRandom(1),
      log: silentLog,
    })
    link.start()
    await clock.advance(30_000)
    await clock.advance(2000)
    link.proved()
    end('failed')
    await clock.advance(5000)
    expect(link.state).toBe('online')
  })
})

describe('while offline', () => {
  test('probes back off from 1 s to 15 s, without end', async () => {
    const made = await online({ network: 'failed' })
    await made.clock.advance(90_000)
    const gaps = made.probes.slice(1).map((time, index) => time - (made.probes[index] ?? 0))
    expect(gaps.slice(0, 7)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
    made.network = 'answered'
    await made.clock.advance(15_000)
    expect(made.link.state).toBe('online')
  })

  test('the jitter keeps between half and whole', async () => {
    const made = await online({ network: 'failed', random: 0 })
    await made.clock.advance(20_000)
    const gaps = made.probes.slice(1).map((time, index) => time - (made.probes[index] ?? 0))
    expect(gaps.slice(0, 5)).toEqual([500, 1000, 2000, 4000, 7500])
  })

  test('a hint brings the next probe at once, and the back-off begins anew', async () => {
    const made = await online({ network: 'failed' })
    await made.clock.advance(40_000)
    const count = made.probes.length
    made.link.hint()
    made.link.hint()
    await made.clock.advance(0)
    expect(made.probes).toHaveLength(count + 1)
    await made.clock.advance(1000)
    expect(made.probes).toHaveLength(count + 2)
    made.network = 'answered'
    made.link.hint()
    await made.clock.advance(0)
    expect(made.link.state).toBe('online')
  })

  test('an answer to a text brings the link back without a probe', async () => {
    const made = await online({ network: 'failed' })
    made.link.proved()
    expect(made.states).toEqual(['offline', 'online'])
    expect(made.link.lastProofAt).toBe(made.clock.now())
  })

  test('a sign-in page shows as such, and as offline again when it is gone', async () => {
    const made = await online({ network: 'failed' })
    made.link.failed(true)
    expect(made.link.state).toBe('captive')
    await made.clock.advance(5000)
    expect(made.link.state).toBe('offline')
  })
})

describe('hints while online', () => {
  test('bring one probe a second at most, however many', async () => {
    const made = await online()
    for (let count = 0; count < 100; count++) {
      made.link.hint()
      await made.clock.advance(50)
    }
    expect(made.probes.length).toBeLessThanOrEqual(8)
    expect(made.probes.length).toBeGreaterThan(1)
  })

  test('notice an outage within seconds', async () => {
    const made = await online()
    await made.clock.advance(10_000)
    made.network = 'failed'
    made.link.hint()
    await made.clock.advance(1500)
    expect(made.link.state).toBe('offline')
  })
})

test('stop ends the probes; a stopped listener hears nothing', async () => {
  const made = await online()
  const heard: string[] = []
  made.link.onChange((state) => heard.push(state))()
  made.link.stop()
  await made.clock.advance(120_000)
  expect(made.probes).toHaveLength(1)
  made.link.failed(false)
  expect(heard).toEqual([])
  expect(made.clock.pending).toBe(0)
})

test('what goes wrong with one who listens keeps neither the others from hearing nor the next probe from coming', async () => {
  const made = rig()
  const heard: string[] = []
  made.link.onChange(() => {
    throw new Error('The disk is read-only.')
  })
  made.link.onProof(() => {
    throw new Error('The disk is read-only.')
  })
  made.link.onChange((state) => heard.push(state))
  made.link.start()
  await made.clock.advance(0)
  expect(heard).toEqual(['online'])
  made.network = 'captive'
  await made.clock.advance(31_000)
  expect(heard).toEqual(['online', 'captive'])
})

test('whatever happened, a good network is noticed within 16 s and a dead one within 62 s; probes never pile up', async () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('wait' as const), span: fc.integer({ min: 0, max: 40_000 }) }),
    fc.record({
      kind: fc.constant('network' as const),
      result: fc.constantFrom<ProbeResult>('answered', 'failed', 'captive'),
    }),
    fc.record({ kind: fc.constantFrom('hint' as const, 'proved' as const, 'failed' as const, 'captive' as const) }),
    fc.record({ kind: fc.constant('jump' as const), span: fc.integer({ min: -100_000, max: 100_000 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 15 }), fc.boolean(), async (events, good) => {
      const made = await online()
      for (const item of events) {
        if (item.kind === 'wait') await made.clock.advance(item.span)
        else if (item.kind === 'network') made.network = item.result
        else if (item.kind === 'jump') made.clock.jump(item.span)
        else if (item.kind === 'hint') made.link.hint()
        else if (item.kind === 'proved') made.link.proved()
        else made.link.failed(item.kind === 'captive')
        expect(made.clock.pending).toBeLessThanOrEqual(1)
      }
      made.network = good ? 'answered' : 'failed'
      // 30 s of silence, one more time where the wall clock was set back in them, and the second probe.
      await made.clock.advance(good ? 16_000 : 62_000)
      expect(made.link.state).toBe(good ? 'online' : 'offline')
      made.link.stop()
    }),
    { numRuns: 100 },
  )
})
