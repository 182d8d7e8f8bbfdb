import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { forkChild } from '../../electron/host/fork-child.ts'
import type { FromAgent, ToAgent } from '../../electron/hub/tunnel/messages.ts'
import { cycles, killed, muted, outage } from '../chaos/tunnel/comes-back.ts'
import { parentKilled, stopped } from '../chaos/tunnel/ends.ts'
import { badToken, domainInUse } from '../chaos/tunnel/says-why.ts'
import { isAlive } from '../support/is-alive.ts'
import { patience } from '../support/patience.ts'
import { startTunnelRig, tunnelProgram } from '../support/tunnel-rig.ts'
import type { RigOptions, TunnelRig } from '../support/tunnel-rig.ts'
import { until } from '../support/until.ts'

// The real SDK in its own process, the real manager, a stand-in edge. What takes long stands in tunnel.long.test.ts and tests/chaos.

const quick = { interval: 1, tolerance: 1 }
const open: TunnelRig[] = []
afterEach(async () => {
  for (const rig of open.splice(0)) {
    await rig.close()
    expect(rig.alive).toEqual([])
  }
})

async function serving(options?: RigOptions): Promise<TunnelRig> {
  const rig = await startTunnelRig(options)
  open.push(rig)
  await rig.begin()
  return rig
}

describe('through the real SDK', () => {
  test('requests come through with their path, body and the edge’s headers, large and many', async () => {
    const bodies: string[] = []
    const upstream = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (part: string) => (body += part))
      request.on('end', () => {
        bodies.push(body)
        const { host, 'x-forwarded-proto': proto } = request.headers
        response.end(
          JSON.stringify({ url: request.url, host, proto, length: body.length, echo: body.slice(0, 1_000_000) }),
        )
      })
    })
    await new Promise<void>((resolve) => {
      upstream.listen(0, '127.0.0.1', resolve)
    })
    try {
      const rig = await startTunnelRig()
      open.push(rig)
      const address = upstream.address()
      const port = typeof address === 'object' && address ? address.port : 0
      rig.tunnel.start({ ...rig.settings, upstream: `http://127.0.0.1:${port}`, domain: 'tent.ngrok.app' })
      await rig.untilKind('up', 10_000)
      expect(rig.tunnel.status).toMatchObject({ url: 'https://tent.ngrok.app' })
      const large = 'ü'.repeat(1_500_000)
      const answer = await rig.edge.request('tent.ngrok.app', '/twilio/sms?a=1%202', { method: 'POST', body: large })
      expect(JSON.parse(answer.body)).toMatchObject({
        url: '/twilio/sms?a=1%202',
        host: 'tent.ngrok.app',
        proto: 'https',
        length: large.length,
      })
      expect(bodies[0] === large).toBe(true)
      const many = await Promise.all(
        Array.from({ length: 100 }, (_, index) => rig.edge.request('tent.ngrok.app', `/${index}`)),
      )
      expect(many.every(({ status, body }, index) => status === 200 && body.includes(`"/${index}"`))).toBe(true)
      expect((await rig.edge.request('other.ngrok.app', '/')).status).toBe(404)
    } finally {
      upstream.close()
      upstream.closeAllConnections()
    }
  })

  test('ngrok learns neither this computer’s name nor its folders, and pooling stays off', async () => {
    const { edge, settings } = await serving()
    expect(edge.bindRequests[0]).toMatchObject({
      ForwardsTo: `${settings.upstream}/`,
      Extra: { PoolingEnabled: false },
    })
    expect(edge.authRequests[0]?.Extra).toMatchObject({
      UserAgent: expect.stringMatching(/^ptp-comms-hub\//),
      HeartbeatInterval: 10e9,
    })
  })

  test.runIf(process.platform === 'linux')('the authtoken stands in no environment and no arguments', async () => {
    process.env['PTP_NGROK_AUTHTOKEN'] = 'planted-in-the-environment'
    try {
      const rig = await serving()
      const [pid] = rig.alive
      for (const file of ['environ', 'cmdline']) {
        const text = readFileSync(`/proc/${pid}/${file}`, 'utf8')
        expect(text).not.toContain(rig.settings.authtoken)
        expect(text).not.toContain('planted-in-the-environment')
      }
      expect(rig.said.join()).not.toContain(rig.settings.authtoken)
    } finally {
      delete process.env['PTP_NGROK_AUTHTOKEN']
    }
  })

  test('told to close, it takes its endpoint off the edge', async () => {
    const rig = await serving()
    await rig.tunnel.stop(3000)
    expect(rig.edge.domains).toEqual([])
    expect(rig.alive).toEqual([])
  })

  test('moved to another server by ngrok, it keeps its address and its process', async () => {
    const rig = await serving()
    rig.edge.goAway()
    await until(() => rig.edge.sessions === 2, 'a second session', 5000)
    await rig.untilServing(5000)
    expect(rig.pids).toHaveLength(1)
  })

  test("the dashboard's restart renews it; its stop stops it", async () => {
    const rig = await serving()
    rig.edge.command('restart')
    await until(() => rig.pids.length === 2, 'a new process', 5000)
    await rig.untilServing(5000)
    rig.edge.command('stop')
    await rig.untilKind('stopped', 5000)
    expect(rig.tunnel.status).toMatchObject({ remedy: expect.stringContaining('Reconnect now') })
  })

  test('in doubt, a round trip through the public address settles it', async () => {
    const rig = await serving({
      roundTrip: async () => (await rig.edge.request('camp.ngrok-free.app', '/healthz')).status === 200,
    })
    rig.tunnel.reconnectNow('resume')
    expect(rig.tunnel.status.kind).toBe('degraded')
    await rig.untilKind('up', 2000)
    expect(rig.pids).toHaveLength(1)
    rig.edge.mute()
    rig.tunnel.reconnectNow('resume')
    await until(() => rig.pids.length === 2, 'a new process', 5000)
    await rig.untilServing(5000)
  })

  test('a process that nobody speaks to any more ends within a second', async () => {
    const child = forkChild<ToAgent, FromAgent>(tunnelProgram)
    const said: FromAgent[] = []
    child.onMessage((message) => said.push(message))
    try {
      // A parent that is not there: as where its end went unnoticed.
      child.send({
        kind: 'start',
        authtoken: 'x',
        domain: null,
        upstream: 'http://127.0.0.1:9',
        server: '127.0.0.1:9',
        certificateAuthority: null,
        heartbeat: quick,
        parentPid: 2 ** 22 + 1,
      })
      await until(() => said.length > 0, 'a word', 10_000)
      expect(await until(() => !isAlive(child.pid ?? 0), 'its end', 2000)).toBeLessThan(1000 * patience)
    } finally {
      child.kill()
    }
  })
})

// Side by side: they mostly wait.
describe.concurrent('comes back', () => {
  test.each([0, 1500, 4000])('within 3 s after an outage of %i ms', { timeout: 40_000 }, async (span) => {
    expect(await outage(span)).toBeLessThan(3000 * patience)
  })

  test('from a connection that fell silent', async () => {
    expect(await muted(quick)).toBeLessThan(10_000 * patience)
  })

  test.each(['spawned', 'connected', 'serving', 'degraded'] as const)(
    'when its process is killed: %s',
    async (moment) => {
      expect(await killed(moment)).toBeLessThan(3000 * patience)
    },
  )

  test('again and again, with one process and one connection in the end', async () => {
    expect(Math.max(...(await cycles(5)))).toBeLessThan(3000 * patience)
  })
})

describe.concurrent('says what is wrong', () => {
  test('an authtoken ngrok does not know', async () => {
    expect(await badToken()).toBeLessThan(3000 * patience)
  })

  test('a domain in use, until it is let go', { timeout: 40_000 }, async () => {
    expect(await domainInUse()).toBeLessThan(11_000 * patience)
  })
})

describe('ends', () => {
  test.each(['connecting', 'up', 'silent', 'disconnected', 'stopped'] as const)('when stopped: %s', async (state) => {
    expect(await stopped(state)).toBeLessThan(3000 * patience)
  })

  test('with its parent', async () => {
    expect(await parentKilled('up')).toBeLessThan(1000 * patience)
  })
})
