import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { loopbackCertificate } from '../../../tests/support/certificate.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { page, startStandIn } from '../../../tests/support/stand-in.ts'
import { startNgrokEdge } from '../../../tests/stand-ins/ngrok/edge.ts'
import { createEdgeProbe } from './probe.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function edgeAndProbe() {
  const edge = await startNgrokEdge()
  stops.push(edge.stop)
  const clock = manualClock()
  return { edge, clock, probe: createEdgeProbe(clock) }
}

test('an edge answers, and is left alone again', async () => {
  const { edge, clock, probe } = await edgeAndProbe()
  await expect(probe(edge)).resolves.toBe(true)
  await clock.advanceUntil(() => edge.connections === 0)
  expect(edge.authRequests).toEqual([])
  expect(clock.pending).toBe(0)
})

test('a name is looked up', async () => {
  const { edge, probe } = await edgeAndProbe()
  const server = edge.server.replace('127.0.0.1', 'localhost')
  await expect(probe({ ...edge, server })).resolves.toBe(true)
})

test('an edge that is down does not answer, and one that is back does', async () => {
  const { edge, probe } = await edgeAndProbe()
  await edge.down()
  await expect(probe(edge)).resolves.toBe(false)
  await edge.up()
  await expect(probe(edge)).resolves.toBe(true)
})

test('a port where nothing speaks is no edge after 5 s', async () => {
  const { edge, clock, probe } = await edgeAndProbe()
  edge.silent = true
  let answer: boolean | null = null
  void probe(edge).then((result) => (answer = result))
  await clock.advance(4999)
  expect(answer).toBeNull()
  await clock.advance(1)
  expect(answer).toBe(false)
})

test('what answers without TLS, or by a certificate nobody vouches for, is no edge', async () => {
  const { edge, probe } = await edgeAndProbe()
  const plain = createServer((socket) => socket.end('HTTP/1.1 302 Found\r\n\r\n'))
  await new Promise<void>((resolve) => {
    plain.listen(0, '127.0.0.1', resolve)
  })
  stops.push(() => plain.close())
  const address = plain.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(probe({ ...edge, server: `127.0.0.1:${port}` })).resolves.toBe(false)
  const portal = await startStandIn(page(200), loopbackCertificate())
  stops.push(portal.stop)
  await expect(probe({ ...edge, server: `127.0.0.1:${portal.port}` })).resolves.toBe(false)
})

test('without an authority to trust, the name on the certificate decides', async () => {
  const { probe } = await edgeAndProbe()
  const portal = await startStandIn(page(200), loopbackCertificate({ names: ['login.example'], address: false }))
  stops.push(portal.stop)
  await expect(probe({ server: `127.0.0.1:${portal.port}`, certificateAuthority: null })).resolves.toBe(false)
  const same = await startStandIn(page(200), loopbackCertificate())
  stops.push(same.stop)
  await expect(probe({ server: `127.0.0.1:${same.port}`, certificateAuthority: null })).resolves.toBe(true)
})
