import { describe, expect, test } from 'vitest'
import {
  failed,
  goodStart,
  second,
  settings,
  started,
  tunnelBench,
  up,
  url,
  waiting,
} from '../../../tests/support/tunnel-bench.ts'

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
    const { tunnel, processes, clock } = tunnelBench()
    tunnel.start({ ...settings, ...fault })
    await clock.advance(second)
    expect(tunnel.status.kind === 'stopped' && tunnel.status.reason).toContain(words)
    expect(processes).toEqual([])
  })
})

describe('while the edge is away', () => {
  test('it is looked for every 1 to 1.5 s, and connected to as soon as it is there', async () => {
    const made = tunnelBench()
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
    const made = tunnelBench()
    made.edge = 'hangs'
    made.tunnel.start(settings)
    await made.clock.advance(4 * second)
    made.edge = true
    await made.clock.advance(1500)
    expect(made.tunnel.status.kind).toBe('connecting')
  })

  test('the SDK is tried once a minute all the same, for 5 s', async () => {
    const made = tunnelBench()
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
    const made = tunnelBench()
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
