import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { silentLog } from '../log.ts'
import { seededRandom } from '../random.ts'
import type { FromAgent, ToAgent } from './messages.ts'
import { createTunnel } from './tunnel.ts'
import type { Tunnel, TunnelProcess, TunnelSettings, TunnelStatus } from './types.ts'

const settings: TunnelSettings = {
  authtoken: 'token',
  domain: 'camp.ngrok.app',
  upstream: 'http://127.0.0.1:47810',
  server: null,
  certificateAuthority: null,
}
const url = 'https://camp.ngrok.app'
const second = 1000

class FakeProcess implements TunnelProcess {
  readonly pid: number
  readonly sent: ToAgent[] = []
  alive = true
  readonly #messages: ((message: FromAgent) => void)[] = []
  readonly #exits: ((code: number | null) => void)[] = []

  constructor(pid: number) {
    this.pid = pid
  }

  send(message: ToAgent): void {
    this.sent.push(message)
  }

  onMessage(listener: (message: FromAgent) => void): void {
    this.#messages.push(listener)
  }

  onExit(listener: (code: number | null) => void): void {
    this.#exits.push(listener)
  }

  kill(): void {
    queueMicrotask(() => this.exit(null))
  }

  say(...messages: readonly FromAgent[]): void {
    for (const message of messages) for (const listener of this.#messages) listener(message)
  }

  exit(code: number | null): void {
    if (!this.alive) return
    this.alive = false
    for (const listener of this.#exits) listener(code)
  }
}

interface Rig {
  readonly tunnel: Tunnel
  readonly clock: ManualClock
  readonly processes: FakeProcess[]
  readonly probes: number[]
  readonly kinds: string[]
  /** What the probe says. */
  edge: boolean | 'hangs'
  roundTrip: boolean | 'hangs'
  readonly last: FakeProcess
}

function rig({ withRoundTrip = false, rate = 1 } = {}): Rig {
  const base = manualClock()
  const clock: ManualClock = Object.create(base, { rate: { value: rate } })
  const start = clock.now()
  const processes: FakeProcess[] = []
  const made: Rig = {
    clock,
    processes,
    probes: [],
    kinds: [],
    edge: true,
    roundTrip: true,
    get last() {
      const last = processes.at(-1)
      if (!last) throw new Error('No process yet')
      return last
    },
    tunnel: createTunnel({
      clock,
      random: seededRandom(7),
      log: silentLog,
      spawn() {
        const process = new FakeProcess(processes.length + 1)
        processes.push(process)
        return process
      },
      probe() {
        made.probes.push(clock.now() - start)
        return made.edge === 'hangs' ? new Promise(() => undefined) : Promise.resolve(made.edge)
      },
      ...(withRoundTrip
        ? {
            roundTrip: () =>
              made.roundTrip === 'hangs' ? new Promise<boolean>(() => undefined) : Promise.resolve(made.roundTrip),
          }
        : {}),
    }),
  }
  made.tunnel.onChange(({ kind }) => made.kinds.push(kind))
  return made
}

const goodStart: readonly FromAgent[] = [{ kind: 'loaded' }, { kind: 'connected' }, { kind: 'up', url }]

async function started(options?: Parameters<typeof rig>[0]): Promise<Rig> {
  const made = rig(options)
  made.tunnel.start(settings)
  await made.clock.advance(0)
  return made
}

async function up(options?: Parameters<typeof rig>[0]): Promise<Rig> {
  const made = await started(options)
  made.last.say(...goodStart)
  return made
}

function failed(
  code: number | null,
  phase: 'load' | 'connect' | 'bind' | 'serve' = 'connect',
  message = 'No.',
): FromAgent {
  return { kind: 'failed', phase, code, message }
}

function waiting(status: TunnelStatus): Extract<TunnelStatus, { kind: 'waiting' }> {
  if (status.kind !== 'waiting') throw new Error(`Not waiting: ${JSON.stringify(status)}`)
  return status
}

describe('coming up', () => {
  test('by a probe, a process, a session and an endpoint', async () => {
    const { tunnel, kinds, last, clock } = await started()
    expect(last.sent).toEqual([
      { kind: 'start', ...settings, heartbeat: { interval: 10, tolerance: 15 }, parentPid: process.pid },
    ])
    expect(tunnel.status).toMatchObject({ kind: 'connecting', step: 'starting' })
    last.say({ kind: 'loaded' })
    expect(tunnel.status).toMatchObject({ step: 'connecting' })
    last.say({ kind: 'heartbeat', latency: 40 }, { kind: 'connected' })
    expect(tunnel.status).toMatchObject({ step: 'binding' })
    last.say({ kind: 'up', url })
    expect(tunnel.status).toEqual({ kind: 'up', url, since: clock.now(), lastHeartbeatAt: clock.now() })
    expect(kinds).toEqual(['waiting', 'connecting', 'connecting', 'connecting', 'up'])
  })

  test('a heartbeat moves the time of the last one and is no transition', async () => {
    const { tunnel, kinds, last, clock } = await up()
    const before = kinds.length
    await clock.advance(10 * second)
    last.say({ kind: 'heartbeat', latency: 40 })
    expect(tunnel.status).toMatchObject({ kind: 'up', lastHeartbeatAt: clock.now() })
    expect(kinds).toHaveLength(before)
  })

  test('the same settings again change nothing; others begin anew, in a new process', async () => {
    const { tunnel, processes, clock } = await up()
    tunnel.start({ ...settings })
    expect(tunnel.status.kind).toBe('up')
    tunnel.start({ ...settings, domain: 'tent.ngrok.app' })
    await clock.advance(0)
    expect(processes.map(({ alive }) => alive)).toEqual([false, true])
    expect(processes[1]?.sent[0]).toMatchObject({ domain: 'tent.ngrok.app' })
  })

  test.each([
    [{ authtoken: ' ' }, 'authtoken'],
    [{ server: 'tunnel.example.com:443' }, 'not on this computer'],
    [{ server: '10.0.0.1:443' }, 'not on this computer'],
    [{ upstream: 'http://192.168.1.2:80' }, 'listener'],
  ])('%j is refused without a process', async (fault, words) => {
    const { tunnel, processes, clock } = rig()
    tunnel.start({ ...settings, ...fault })
    await clock.advance(second)
    expect(tunnel.status.kind === 'stopped' && tunnel.status.reason).toContain(words)
    expect(processes).toEqual([])
  })
})

describe('while the edge is away', () => {
  test('it is looked for every 1 to 1.5 s, and connected to as soon as it is there', async () => {
    const made = rig()
    made.edge = false
    made.tunnel.start(settings)
    await made.clock.advance(50 * second)
    expect(made.tunnel.status).toMatchObject({ kind: 'waiting', cause: 'unreachable' })
    expect(made.processes).toEqual([])
    const gaps = made.probes.slice(1).map((time, index) => time - (made.probes[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1500)
    expect(waiting(made.tunnel.status).nextTryAt).toBeGreaterThanOrEqual(made.clock.now())
    made.edge = true
    await made.clock.advance(1500)
    expect(made.tunnel.status.kind).toBe('connecting')
  })

  test('a look that hangs holds nothing up', async () => {
    const made = rig()
    made.edge = 'hangs'
    made.tunnel.start(settings)
    await made.clock.advance(4 * second)
    made.edge = true
    await made.clock.advance(1500)
    expect(made.tunnel.status.kind).toBe('connecting')
  })

  test('the SDK is tried once a minute all the same, for 5 s', async () => {
    const made = rig()
    made.edge = false
    made.tunnel.start(settings)
    await made.clock.advance(61 * second)
    expect(made.processes).toHaveLength(1)
    await made.clock.advance(5 * second)
    expect(made.last.alive).toBe(false)
    expect(made.tunnel.status).toMatchObject({ kind: 'waiting', cause: 'unreachable' })
    made.edge = true
    await made.clock.advance(1500)
    expect(made.processes).toHaveLength(2)
    made.last.say(...goodStart)
    expect(made.tunnel.status.kind).toBe('up')
  })

  test('news of the network brings a look at once, and a burst of it no burst of looks', async () => {
    const made = rig()
    made.edge = false
    made.tunnel.start(settings)
    await made.clock.advance(10 * second)
    const before = made.probes.length
    for (let count = 0; count < 20; count += 1) made.tunnel.reconnectNow('network-change')
    await made.clock.advance(0)
    expect(made.probes.length - before).toBeLessThanOrEqual(1)
    await made.clock.advance(400)
    made.edge = true
    made.tunnel.reconnectNow('resume')
    await made.clock.advance(0)
    expect(made.tunnel.status.kind).toBe('connecting')
  })
})

describe('refusals', () => {
  test('are repeated after 1 s to 30 s, never faster', async () => {
    const made = await started()
    const delays: number[] = []
    for (let count = 0; count < 8; count += 1) {
      made.last.say(failed(null, 'connect', 'failed to connect session: failed to deserialize rpc response'))
      const status = waiting(made.tunnel.status)
      expect(status.cause).toBe('refused')
      delays.push(status.nextTryAt - made.clock.now())
      await made.clock.advance(status.nextTryAt - made.clock.now())
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(1000)
    expect(Math.max(...delays)).toBeLessThanOrEqual(30_000)
    expect(delays.at(-1)).toBeGreaterThanOrEqual(15_000)
    expect(made.processes.filter(({ alive }) => alive)).toHaveLength(1)
    made.tunnel.reconnectNow('asked')
    await made.clock.advance(0)
    made.last.say(...goodStart)
    expect(made.tunnel.status.kind).toBe('up')
  })

  test('a sign-in page in between is tried again within 5 s, and named', async () => {
    const made = await started()
    for (let count = 0; count < 6; count += 1) {
      made.last.say(failed(null, 'connect', 'failed to connect session: tls handshake error'))
      const status = waiting(made.tunnel.status)
      expect(status).toMatchObject({ cause: 'unreachable', remedy: expect.stringContaining('sign-in page') })
      expect(status.nextTryAt - made.clock.now()).toBeLessThanOrEqual(5000)
      await made.clock.advance(status.nextTryAt - made.clock.now())
    }
  })

  test('a code nobody knows is told in ngrok’s own words', async () => {
    const made = await started()
    made.last.say(failed(9999, 'connect', 'failed to connect session: The moon is full.\nerror_code: ERR_NGROK_9999'))
    expect(waiting(made.tunnel.status)).toMatchObject({
      cause: 'refused',
      code: 9999,
      reason: 'ngrok answered: The moon is full. (ERR_NGROK_9999)',
    })
  })

  test('a fatal one stops: no process, no timer, and nothing brings it back but a person or other settings', async () => {
    const made = await started()
    made.last.say(failed(105))
    await made.clock.advance(0)
    expect(made.tunnel.status).toMatchObject({
      kind: 'stopped',
      code: 105,
      remedy: expect.stringContaining('paste it again'),
    })
    expect(made.last.alive).toBe(false)
    expect(made.clock.pending).toBe(0)
    made.tunnel.reconnectNow('resume')
    made.tunnel.reconnectNow('network-change')
    expect(made.tunnel.status.kind).toBe('stopped')
    made.tunnel.reconnectNow('asked')
    await made.clock.advance(0)
    expect(made.tunnel.status.kind).toBe('connecting')
    made.last.say(failed(105))
    made.tunnel.start({ ...settings, authtoken: 'another' })
    await made.clock.advance(0)
    expect(made.tunnel.status.kind).toBe('connecting')
  })

  test('a domain in use is tried for every 5 to 10 s; after two minutes the person is told, and it goes on', async () => {
    const made = await started()
    const begun = made.clock.now()
    let tries = 0
    while (made.clock.now() - begun < 115 * second) {
      made.last.say(failed(334, 'bind'))
      const status = waiting(made.tunnel.status)
      expect(status).toMatchObject({ cause: 'occupied', code: 334, remedy: null })
      const delay = status.nextTryAt - made.clock.now()
      expect(delay).toBeGreaterThanOrEqual(5000)
      expect(delay).toBeLessThanOrEqual(10_000)
      await made.clock.advance(delay)
      tries += 1
    }
    expect(tries).toBeGreaterThan(11)
    await made.clock.advance(10 * second)
    made.last.say(failed(334, 'bind'))
    expect(waiting(made.tunnel.status)).toMatchObject({
      cause: 'occupied',
      remedy: expect.stringContaining('another computer'),
    })
    await made.clock.advance(30 * second)
    made.last.say(...goodStart)
    expect(made.tunnel.status.kind).toBe('up')
  })

  test('an SDK that cannot be loaded stops with the way to mend it', async () => {
    const made = await started()
    made.last.say(failed(null, 'load', "Cannot find module '@ngrok/ngrok-win32-x64-msvc'"))
    expect(made.tunnel.status).toMatchObject({ kind: 'stopped', remedy: expect.stringContaining('Install') })
  })
})

describe('what hangs is ended', () => {
  test('a connect after 20 s', async () => {
    const made = await started()
    made.last.say({ kind: 'loaded' }, { kind: 'heartbeat', latency: 40 })
    await made.clock.advance(20 * second - 1)
    expect(made.tunnel.status.kind).toBe('connecting')
    await made.clock.advance(1)
    expect(waiting(made.tunnel.status)).toMatchObject({
      cause: 'refused',
      reason: expect.stringContaining('said nothing'),
    })
    expect(made.last.alive).toBe(false)
  })

  test('a bind after 10 s', async () => {
    const made = await started()
    made.last.say({ kind: 'loaded' })
    await made.clock.advance(15 * second)
    made.last.say({ kind: 'connected' })
    await made.clock.advance(10 * second - 1)
    expect(made.tunnel.status.kind).toBe('connecting')
    await made.clock.advance(1)
    expect(waiting(made.tunnel.status).reason).toContain('online')
    expect(made.last.alive).toBe(false)
  })

  test('deadlines hold in real time, however fast the clock of a rehearsal runs', async () => {
    const made = await started({ rate: 10 })
    await made.clock.advance(150 * second)
    expect(made.tunnel.status.kind).toBe('connecting')
    await made.clock.advance(50 * second)
    expect(made.tunnel.status.kind).toBe('waiting')
  })
})

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

  test('a connect under way is begun anew after a change of network, unless it is younger than a second', async () => {
    const made = await started()
    made.tunnel.reconnectNow('network-change')
    await made.clock.advance(second)
    expect(made.processes).toHaveLength(1)
    made.tunnel.reconnectNow('network-change')
    await made.clock.advance(0)
    expect(made.processes.map(({ alive }) => alive)).toEqual([false, true])
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
