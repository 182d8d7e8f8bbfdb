import { describe, expect, onTestFinished, test } from 'vitest'
import { loopbackCertificate } from '../../../tests/support/certificate.ts'
import type { LoopbackCertificate } from '../../../tests/support/certificate.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { json, page, startStandIn } from '../../../tests/support/stand-in.ts'
import type { Responder } from '../../../tests/support/stand-in.ts'
import type { Findings } from './types.ts'
import { examineWayOut } from './way-out.ts'

interface Way {
  readonly respond: Responder
  readonly certificate?: LoopbackCertificate
  readonly trusted?: string | null
  readonly name?: string
  readonly lookup?: (host: string) => Promise<readonly string[]>
  readonly comparesClocks?: boolean
  readonly clock?: ManualClock
  readonly gone?: boolean
}

async function examine(way: Way): Promise<Findings> {
  const { certificate, clock = manualClock() } = way
  const server = await startStandIn(way.respond, certificate)
  onTestFinished(() => server.stop())
  if (way.gone === true) await server.stop()
  const origin = way.name === undefined ? server.origin : server.origin.replace('127.0.0.1', way.name)
  return examineWayOut({
    account: {
      apiOrigin: origin,
      apiCertificateAuthority: way.trusted === undefined ? (certificate?.certificate ?? null) : way.trusted,
    },
    clock,
    lookup: way.lookup ?? (() => Promise.resolve(['127.0.0.1'])),
    reconnect: () => undefined,
    comparesClocks: way.comparesClocks ?? true,
  })
}

const states = (findings: Findings): string =>
  ['name-lookup', 'connection', 'sign-in-page', 'carrier', 'clock']
    .map((id) => findings[id as keyof Findings]?.state)
    .join(' ')

const at = (clock: ManualClock, ahead = 0): Responder =>
  json(401, {}, { Date: new Date(clock.now() + ahead).toUTCString() })

describe('the way out', () => {
  test('is all right with any answer over the carrier’s own certificate', async () => {
    const clock = manualClock()
    const found = await examine({ clock, respond: at(clock), certificate: loopbackCertificate() })
    expect(states(found)).toBe('ok ok ok ok ok')
    expect(found.connection?.words).toContain('certificate')
  })

  test('tells a login page from being offline', async () => {
    const captive = await examine({ respond: page(200), certificate: loopbackCertificate(), trusted: null })
    expect(states(captive)).toBe('ok problem problem problem unknown')
    expect(captive['sign-in-page']?.words).toContain('wants a login')
    const offline = await examine({ respond: page(200), gone: true })
    expect(states(offline)).toBe('ok problem ok problem unknown')
  })

  test('says that a name was not found, and does not blame the connection for it', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))
    const found = await examine({ respond: page(200), name: 'localhost', lookup, gone: true })
    expect(states(found)).toBe('problem unknown ok problem unknown')
    expect(found['name-lookup']).toMatchObject({
      words: expect.stringContaining('localhost') as string,
      details: 'ENOTFOUND',
    })
  })

  test('knows an answer that never comes, and one that tells of trouble', async () => {
    const cut = await examine({ respond: (_request, _response, socket) => socket.destroy() })
    expect(cut.carrier).toMatchObject({ state: 'problem', words: expect.stringContaining('did not answer') as string })
    expect(cut.connection?.state).toBe('ok')
    const troubled = await examine({ respond: json(503, {}) })
    expect(troubled.carrier).toMatchObject({ state: 'problem', details: 'HTTP 503' })
  })

  test.each([
    [0, 'ok', 'agrees'],
    [59_000, 'ok', 'agrees'],
    [-59_000, 'ok', 'agrees'],
    [7 * 60_000, 'problem', '7 min behind'],
    [-3 * 3_600_000, 'problem', '3 h ahead of'],
  ])('compares the clocks: the carrier’s is %d ms ahead', async (ahead, state, words) => {
    const clock = manualClock()
    const found = await examine({ clock, respond: at(clock, ahead) })
    expect(found.clock).toMatchObject({ state, words: expect.stringContaining(words) as string })
  })

  test('does not compare clocks that run at different speeds', async () => {
    const clock = manualClock()
    const found = await examine({ clock, respond: at(clock, 3_600_000), comparesClocks: false })
    expect(found.clock?.state).toBe('unknown')
  })
})
