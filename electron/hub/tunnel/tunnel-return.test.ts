import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failed, goodStart, second, settings, started, up, url, waiting } from '../../../tests/support/tunnel-bench.ts'
import type { FromAgent } from './messages.ts'

describe('a connection that is in doubt', () => {
  test('silent: a late heartbeat within 5 s saves it', async () => {
    const { tunnel, last, clock } = await up()
    const since = clock.now()
    await clock.advance(25 * second)
    last.say({ kind: 'heartbeat', latency: null })
    expect(tunnel.status).toMatchObject({ kind: 'degraded', cause: 'silent' })
    await clock.advance(4 * second)
    last.say({ kind: 'heartbeat', latency: 27_613 })
    expect(tunnel.status).toMatchObject({ kind: 'up', since })
  })

  test('silent for 5 s more: a new process, at once', async () => {
    const { tunnel, processes, last, clock } = await up()
    last.say({ kind: 'heartbeat', latency: null })
    await clock.advance(5 * second)
    expect(tunnel.status.kind).toBe('connecting')
    expect(processes.map(({ alive }) => alive)).toEqual([false, true])
  })

  test('silent, and nothing comes back through the public address: no waiting; something does: up', async () => {
    const made = await up({ withRoundTrip: true })
    made.last.say({ kind: 'heartbeat', latency: null })
    await made.clock.advance(0)
    expect(made.tunnel.status.kind).toBe('up')
    made.roundTrip = false
    made.last.say({ kind: 'heartbeat', latency: null })
    await made.clock.advance(0)
    expect(made.processes).toHaveLength(2)
  })

  test('disconnected: the SDK has 3.2 s to bring its session back, which heartbeats do not prove', async () => {
    const made = await up()
    made.last.say({ kind: 'disconnected' }, { kind: 'disconnected' })
    expect(made.tunnel.status).toMatchObject({ kind: 'degraded', cause: 'disconnected' })
    await made.clock.advance(2600)
    made.last.say({ kind: 'heartbeat', latency: 1 })
    expect(made.tunnel.status.kind).toBe('degraded')
    made.last.say({ kind: 'rebound' })
    expect(made.tunnel.status.kind).toBe('up')
    made.last.say({ kind: 'disconnected' })
    await made.clock.advance(3199)
    expect(made.processes).toHaveLength(1)
    await made.clock.advance(1)
    expect(made.processes.map(({ alive }) => alive)).toEqual([false, true])
  })

  test('after sleep, proved by a round trip or renewed', async () => {
    const made = await up({ withRoundTrip: true })
    made.tunnel.reconnectNow('resume')
    expect(made.tunnel.status).toMatchObject({ kind: 'degraded', cause: 'doubtful' })
    await made.clock.advance(0)
    expect(made.tunnel.status.kind).toBe('up')
    made.roundTrip = 'hangs'
    made.tunnel.reconnectNow('network-change')
    await made.clock.advance(3 * second)
    expect(made.processes).toHaveLength(2)
  })

  test('after sleep without a way to prove it, or when a person asks: renewed', async () => {
    for (const reason of ['resume', 'asked'] as const) {
      const made = await up({ withRoundTrip: reason === 'asked' })
      made.tunnel.reconnectNow(reason)
      await made.clock.advance(0)
      expect(made.processes.map(({ alive }) => alive)).toEqual([false, true])
    }
  })

  test('a connect under way has 3 s left after a change of network, however much news follows; a person’s wish counts at once', async () => {
    const made = await started()
    for (let count = 0; count < 29; count += 1) {
      made.tunnel.reconnectNow('network-change')
      await made.clock.advance(100)
    }
    expect(made.processes).toHaveLength(1)
    await made.clock.advance(100)
    expect(made.processes.map(({ alive }) => alive)).toEqual([false, true])
    made.tunnel.reconnectNow('asked')
    await made.clock.advance(0)
    expect(made.processes).toHaveLength(3)
  })

  test('news of the network does not make us forget how long a domain has been in use', async () => {
    const made = await started()
    for (let count = 0; count < 13; count += 1) {
      made.last.say(failed(334, 'bind'))
      await made.clock.advance(4 * second)
      made.tunnel.reconnectNow('network-change')
      await made.clock.advance(0)
      expect(made.tunnel.status.kind).toBe('connecting')
      await made.clock.advance(6 * second)
    }
    made.last.say(failed(334, 'bind'))
    expect(waiting(made.tunnel.status).remedy).toContain('another computer')
  })
})

describe('a process that ends by itself', () => {
  test('is followed by another at once; the sixth within a minute waits', async () => {
    const made = await up()
    for (let count = 0; count < 5; count += 1) {
      made.last.exit(134)
      await made.clock.advance(0)
      expect(made.tunnel.status.kind).toBe('connecting')
    }
    made.last.exit(134)
    await made.clock.advance(0)
    expect(waiting(made.tunnel.status)).toMatchObject({ cause: 'ended' })
    await made.clock.advance(2 * second)
    expect(made.processes).toHaveLength(7)
  })

  test('what an earlier process says no longer counts', async () => {
    const made = await up()
    const first = made.last
    made.tunnel.reconnectNow('asked')
    await made.clock.advance(0)
    first.say({ kind: 'up', url: 'https://old.ngrok.app' }, { kind: 'disconnected' }, failed(105))
    expect(made.tunnel.status.kind).toBe('connecting')
  })
})

describe("ngrok's dashboard", () => {
  test('its restart renews, its stop stops', async () => {
    const made = await up()
    made.last.say({ kind: 'command', command: 'restart' })
    await made.clock.advance(0)
    expect(made.processes).toHaveLength(2)
    made.last.say(...goodStart, { kind: 'command', command: 'stop' })
    expect(made.tunnel.status).toMatchObject({ kind: 'stopped', remedy: expect.stringContaining('Reconnect now') })
  })
})

describe('stopping', () => {
  test('takes the endpoint off first, and kills what does not answer within 2 s', async () => {
    const made = await up()
    let done = false
    void made.tunnel.stop(3000).then(() => (done = true))
    expect(made.tunnel.status).toEqual({ kind: 'off' })
    expect(made.last.sent.at(-1)).toEqual({ kind: 'close' })
    await made.clock.advance(1999)
    expect(done).toBe(false)
    await made.clock.advance(1)
    expect(done).toBe(true)
    expect(made.last.alive).toBe(false)
    expect(made.clock.pending).toBe(0)
  })

  test('is done as soon as the endpoint is off', async () => {
    const made = await up()
    const done = made.tunnel.stop(3000)
    made.last.say({ kind: 'closed' })
    await done
    expect(made.last.alive).toBe(false)
    expect(made.clock.pending).toBe(0)
  })

  test('kills at once where there is nothing to take off, and does nothing twice', async () => {
    const made = await started()
    await made.tunnel.stop(3000)
    expect(made.last.alive).toBe(false)
    await made.tunnel.stop(3000)
    expect(made.kinds.filter((kind) => kind === 'off')).toHaveLength(1)
    made.tunnel.reconnectNow('asked')
    await made.clock.advance(60 * second)
    expect(made.processes).toHaveLength(1)
  })

  test('a start right after it kills what is still closing, which would hold the domain', async () => {
    const made = await up()
    const done = made.tunnel.stop(3000)
    made.tunnel.start(settings)
    await made.clock.advance(0)
    await done
    expect(made.processes.map(({ alive }) => alive)).toEqual([false, true])
  })
})

const agentMessage = fc.constantFrom<FromAgent>(
  { kind: 'loaded' },
  { kind: 'connected' },
  { kind: 'up', url },
  { kind: 'heartbeat', latency: 5 },
  { kind: 'heartbeat', latency: null },
  { kind: 'disconnected' },
  { kind: 'rebound' },
  { kind: 'closed' },
  { kind: 'command', command: 'restart' },
  failed(null),
  failed(null, 'connect', 'failed to establish tcp connection'),
  failed(null, 'serve'),
  failed(334, 'bind'),
  failed(108),
)
const event = fc.oneof(
  fc.record({ kind: fc.constant('say' as const), message: agentMessage }),
  fc.record({ kind: fc.constant('wait' as const), span: fc.integer({ min: 0, max: 40_000 }) }),
  fc.record({ kind: fc.constant('edge' as const), edge: fc.constantFrom<boolean | 'hangs'>(true, false, 'hangs') }),
  fc.record({
    kind: fc.constant('hint' as const),
    reason: fc.constantFrom('asked' as const, 'resume' as const, 'network-change' as const),
  }),
  fc.record({ kind: fc.constant('exit' as const) }),
  fc.record({ kind: fc.constant('jump' as const), span: fc.integer({ min: -7_200_000, max: 7_200_000 }) }),
)

test('whatever happened, one process at most lives, a good edge is found again, and stopping leaves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), fc.boolean(), async (events, withRoundTrip) => {
      const made = await started({ withRoundTrip })
      for (const item of events) {
        switch (item.kind) {
          case 'say':
            made.processes.at(-1)?.say(item.message)
            break
          case 'wait':
            await made.clock.advance(item.span)
            break
          case 'edge':
            made.edge = item.edge
            break
          case 'hint':
            made.tunnel.reconnectNow(item.reason)
            break
          case 'exit':
            made.processes.at(-1)?.exit(1)
            break
          case 'jump':
            made.clock.jump(item.span)
        }
        await made.clock.advance(0)
        expect(made.processes.filter(({ alive }) => alive).length).toBeLessThanOrEqual(1)
      }
      made.edge = true
      made.roundTrip = true
      let patience = 0
      while (made.tunnel.status.kind !== 'up') {
        expect((patience += 1)).toBeLessThan(60)
        if (made.tunnel.status.kind === 'connecting') made.last.say(...goodStart)
        else await made.clock.advance(second)
      }
      const done = made.tunnel.stop(3000)
      await made.clock.advance(3000)
      await done
      expect(made.processes.some(({ alive }) => alive)).toBe(false)
      expect(made.clock.pending).toBe(0)
    }),
    { numRuns: 150 },
  )
})
