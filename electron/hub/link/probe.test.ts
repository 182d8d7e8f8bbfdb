import { afterEach, expect, test } from 'vitest'
import { loopbackCertificate } from '../../../tests/support/certificate.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { json, page, startStandIn } from '../../../tests/support/stand-in.ts'
import type { LoopbackCertificate } from '../../../tests/support/certificate.ts'
import type { Responder } from '../../../tests/support/stand-in.ts'
import { createProbe } from './probe.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function probeOf(
  respond: Responder,
  certificate?: LoopbackCertificate,
  trusted = certificate?.certificate ?? null,
) {
  const server = await startStandIn(respond, certificate)
  stops.push(server.stop)
  const clock = manualClock()
  const account = { apiOrigin: server.origin, apiCertificateAuthority: trusted }
  return { server, clock, probe: createProbe({ account, clock }) }
}

test('any answer of the carrier’s address is one, and no credentials are sent for it', async () => {
  const certificate = loopbackCertificate()
  for (const respond of [json(401, { code: 20003 }), json(200, {}), page(503), page(302)]) {
    const { probe, server } = await probeOf(respond, certificate)
    expect(await probe()).toBe('answered')
    expect(await probe()).toBe('answered')
    expect(server.seen.map((request) => `${request.method} ${request.url}`)).toEqual(
      Array(2).fill('HEAD /2010-04-01.json'),
    )
    expect(server.seen[0]?.headers.authorization).toBeUndefined()
    expect(server.connections).toBe(2)
  }
})

test('another certificate, or no TLS where it is due, is a sign-in page', async () => {
  const { probe } = await probeOf(page(200), loopbackCertificate(), null)
  expect(await probe()).toBe('captive')
  const { server } = await probeOf(page(200))
  const account = { apiOrigin: server.origin.replace('http:', 'https:'), apiCertificateAuthority: null }
  expect(await createProbe({ account, clock: manualClock() })()).toBe('captive')
})

test('nobody there, a reset, or no answer in 5 s', async () => {
  const reset = await probeOf((_request, _response, socket) => socket.resetAndDestroy())
  expect(await reset.probe()).toBe('failed')
  await reset.server.stop()
  expect(await reset.probe()).toBe('failed')
  const silent = await probeOf(() => undefined)
  const probing = silent.probe()
  await expect.poll(() => silent.server.seen.length).toBe(1)
  await silent.clock.advance(5000)
  expect(await probing).toBe('failed')
})
