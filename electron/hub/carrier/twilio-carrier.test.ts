import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { loopbackCertificate } from '../../../tests/support/certificate.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { json, page, startStandIn } from '../../../tests/support/stand-in.ts'
import type { Responder, StandIn } from '../../../tests/support/stand-in.ts'
import { silentLog } from '../log.ts'
import { createCarrier } from './twilio-carrier.ts'
import type { TwilioCarrier } from './twilio-carrier.ts'
import type { AttemptPhase, CarrierAccount, OutgoingText } from './types.ts'

const accountSid = `AC${'1'.repeat(32)}`
const authToken = 'a-token-of-the-tests'
const ours = '+15005550006'
const sid = `SM${'a'.repeat(32)}`

const text: OutgoingText = {
  to: '+15005550100',
  from: ours,
  body: 'Gate B & lunch at 12+1? “Sí”',
  validityPeriod: 3600,
  statusCallback: null,
}

const message = {
  sid,
  account_sid: accountSid,
  body: text.body,
  direction: 'outbound-api',
  from: ours,
  to: text.to,
  status: 'queued',
  num_segments: '1',
  num_media: '0',
  error_code: null,
  error_message: null,
  date_created: 'Tue, 14 Jul 2026 13:30:00 +0000',
  date_updated: 'Tue, 14 Jul 2026 13:30:00 +0000',
  date_sent: null,
  messaging_service_sid: null,
  price: null,
  tags: { unknown: 'field' },
}

const twilioError = (code: number, words: string, status: number) => ({
  code,
  message: words,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
})

interface Heard {
  readonly link: string[]
  readonly phases: AttemptPhase[]
}

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function standIn(respond: Responder): Promise<StandIn> {
  const server = await startStandIn(respond)
  stops.push(server.stop)
  return server
}

function carrierFor(
  apiOrigin: string,
  options: { account?: Partial<CarrierAccount>; clock?: ManualClock } = {},
): { carrier: TwilioCarrier; heard: Heard; clock: ManualClock } {
  const clock = options.clock ?? manualClock()
  const heard: Heard = { link: [], phases: [] }
  const carrier = createCarrier({
    account: {
      accountSid,
      authToken,
      apiKey: null,
      number: ours,
      messagingServiceSid: null,
      apiOrigin,
      apiCertificateAuthority: null,
      ...options.account,
    },
    clock,
    link: {
      proved: () => heard.link.push('proved'),
      failed: (captive) => heard.link.push(captive ? 'captive' : 'failed'),
      hint: () => heard.link.push('hint'),
    },
    log: silentLog,
  })
  stops.push(carrier.close)
  return { carrier, heard, clock }
}

async function sendTo(respond: Responder) {
  const server = await standIn(respond)
  const { carrier, heard, clock } = carrierFor(server.origin)
  const outcome = await carrier.send(text, (phase) => heard.phases.push(phase))
  return { outcome, heard, server, carrier, clock }
}

const allPhases = ['connecting', 'connected', 'written', 'answered']

describe('send', () => {
  test('an accepted text: one request with everything Twilio needs', async () => {
    const { outcome, heard, server } = await sendTo(json(201, message))
    expect(outcome).toEqual({
      kind: 'accepted',
      message: {
        sid,
        direction: 'outbound',
        isReply: false,
        status: 'queued',
        from: ours,
        to: text.to,
        body: text.body,
        segments: 1,
        dateCreated: Date.UTC(2026, 6, 14, 13, 30),
        dateSent: null,
        errorCode: null,
        errorMessage: null,
        messagingServiceSid: null,
        mediaCount: 0,
      },
    })
    expect(heard).toEqual({ link: ['proved'], phases: allPhases })
    expect(server.seen).toHaveLength(1)
    const [request] = server.seen
    expect(request?.method).toBe('POST')
    expect(request?.url).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`)
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      To: text.to,
      From: ours,
      Body: text.body,
      ValidityPeriod: '3600',
    })
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`)
  })

  test('an API key signs in, a Messaging Service picks the sender, the callback carries the attempt', async () => {
    const server = await standIn(json(201, { ...message, from: null, status: 'accepted', num_segments: '0' }))
    const apiKey = { sid: `SK${'2'.repeat(32)}`, secret: 'its secret' }
    const messagingServiceSid = `MG${'3'.repeat(32)}`
    const { carrier } = carrierFor(server.origin, { account: { apiKey, messagingServiceSid } })
    const statusCallback = 'https://camp.example.com/twilio/status?a=0190-1'
    const outcome = await carrier.send({ ...text, statusCallback }, () => undefined)
    expect(outcome).toMatchObject({ kind: 'accepted', message: { status: 'accepted', from: null, segments: 0 } })
    const form = server.seen[0]?.form
    expect(form?.get('From')).toBeNull()
    expect(form?.get('MessagingServiceSid')).toBe(messagingServiceSid)
    expect(form?.get('StatusCallback')).toBe(statusCallback)
    expect(server.seen[0]?.url).toContain(accountSid)
    expect(server.seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${apiKey.sid}:${apiKey.secret}`).toString('base64')}`,
    )
  })

  test.each([
    [21211, 400, 'refused'],
    [21610, 400, 'refused'],
    [21614, 400, 'refused'],
    [29999, 400, 'refused'],
    [20003, 401, 'account-trouble'],
    [20005, 403, 'account-trouble'],
    [29998, 403, 'account-trouble'],
    [20404, 404, 'account-trouble'],
    [21606, 400, 'account-trouble'],
    [63038, 400, 'account-trouble'],
    [21611, 400, 'wait'],
    [20429, 429, 'wait'],
    [20500, 500, 'uncertain'],
    [20503, 503, 'uncertain'],
  ])('Twilio error %i with HTTP %i is %s', async (code, status, kind) => {
    const { outcome, heard } = await sendTo(json(status, twilioError(code, 'What Twilio says', status)))
    expect(outcome.kind).toBe(kind)
    expect(heard).toEqual({ link: ['proved'], phases: allPhases })
    if ('failure' in outcome) {
      expect(outcome.failure.code).toBe(code)
      expect(outcome.failure.details).toContain('What Twilio says')
      expect(outcome.failure.reason + outcome.failure.remedy).not.toMatch(/\d{5}/)
    }
    if (outcome.kind === 'refused' || outcome.kind === 'account-trouble') expect(outcome.httpStatus).toBe(status)
  })

  test('an error in the newer format (RFC 9457) is understood', async () => {
    const { outcome } = await sendTo(
      json(400, { type: 'about:blank', title: 'Invalid', detail: 'Not a phone number', status: 400, code: 21211 }),
    )
    expect(outcome).toMatchObject({
      kind: 'refused',
      failure: { code: 21211, details: 'Twilio 21211: Not a phone number' },
    })
  })

  test('429 says how long to wait, in seconds or by date, or leaves it open; a plain one counts too', async () => {
    const busy = twilioError(20429, 'Too Many Requests', 429)
    expect((await sendTo(json(429, busy, { 'Retry-After': '3' }))).outcome).toMatchObject({
      kind: 'wait',
      retryAfter: 3000,
    })
    const { outcome, clock } = await sendTo(json(429, busy, { 'Retry-After': 'Tue, 14 Jul 2026 13:30:07 GMT' }))
    expect(clock.now()).toBe(Date.UTC(2026, 6, 14, 13, 30))
    expect(outcome).toMatchObject({ kind: 'wait', retryAfter: 7000 })
    expect((await sendTo(json(429, busy))).outcome).toMatchObject({ kind: 'wait', retryAfter: null })
    expect((await sendTo(page(429))).outcome).toMatchObject({ kind: 'wait', failure: { code: null } })
  })

  test.each<[string, Responder]>([
    ['a page with 200', page(200)],
    ['a page with 201', page(201)],
    ['a page with 400', page(400)],
    ['a page with 403', page(403)],
    ['a page with 404', page(404)],
    [
      'a redirect to a sign-in page',
      (_request, response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['a plain 502', page(502)],
    ['201 with half a document', (_request, response) => response.writeHead(201).end('{"sid":"SM')],
    ['201 with null', json(201, null)],
    ['201 without a sid', json(201, { ...message, sid: null })],
    ['201 with nothing', (_request, response) => response.writeHead(201).end()],
    ['400 with JSON that is not Twilio’s', json(400, { error: 'no' })],
    ['a time-out of a proxy', json(408, twilioError(20408, 'Timeout', 408))],
  ])('%s leaves the text uncertain, and proves the link', async (_name, respond) => {
    const { outcome, heard, server } = await sendTo(respond)
    expect(outcome.kind).toBe('uncertain')
    expect(heard).toEqual({ link: ['proved'], phases: allPhases })
    expect(server.seen).toHaveLength(1)
  })

  test.each<[string, Responder]>([
    ['a reset after the request', (_request, _response, socket) => socket.resetAndDestroy()],
    ['a connection closed without an answer', (_request, _response, socket) => socket.destroy()],
    [
      'an answer that breaks off',
      (_request, response, socket) => {
        response.writeHead(201, { 'Content-Length': '500' })
        response.write('{"sid":', () => socket.destroy())
      },
    ],
  ])('%s leaves the text uncertain, and proves nothing', async (_name, respond) => {
    const { outcome, heard } = await sendTo(respond)
    expect(outcome.kind).toBe('uncertain')
    expect(heard).toEqual({ link: ['hint'], phases: ['connecting', 'connected', 'written'] })
  })

  test('an answer larger than any of Twilio’s is not read to its end', async () => {
    const { outcome } = await sendTo((_request, response) => {
      response.writeHead(201, { 'Content-Type': 'application/json' })
      response.end(`"${'x'.repeat(9 * 1024 * 1024)}"`)
    })
    expect(outcome).toEqual({ kind: 'uncertain', details: 'the answer was too large (written)' })
  })

  test('no answer in 15 s leaves the text uncertain', async () => {
    let asked = false
    const server = await standIn(() => {
      asked = true
    })
    const { carrier, heard, clock } = carrierFor(server.origin)
    const sending = carrier.send(text, (phase) => heard.phases.push(phase))
    await expect.poll(() => asked).toBe(true)
    await clock.advance(14_999)
    expect(heard.link).toEqual([])
    await clock.advance(1)
    expect(await sending).toEqual({ kind: 'uncertain', details: 'no answer in time (written)' })
    expect(heard.link).toEqual(['hint'])
  })

  test('a refused connection: nothing left, no way out', async () => {
    const server = await standIn(json(201, message))
    await server.stop()
    const { carrier, heard } = carrierFor(server.origin)
    const outcome = await carrier.send(text, (phase) => heard.phases.push(phase))
    expect(outcome).toEqual({ kind: 'no-way-out', captive: false, details: 'the connection was refused (connecting)' })
    expect(heard).toEqual({ link: ['failed'], phases: ['connecting'] })
  })

  test('a TLS handshake that never ends: given up after 5 s, nothing left', async () => {
    const deaf = createServer()
    await new Promise<void>((resolve) => {
      deaf.listen(0, '127.0.0.1', resolve)
    })
    let bytes = 0
    const connected = new Promise<void>((resolve) => {
      deaf.on('connection', (socket) => {
        socket.on('error', () => undefined)
        socket.on('data', (data) => {
          bytes += data.length
          resolve()
        })
        stops.push(() => socket.destroy())
      })
    })
    stops.push(() => deaf.close())
    const { carrier, heard, clock } = carrierFor(`https://127.0.0.1:${(deaf.address() as AddressInfo).port}`)
    const sending = carrier.send(text, (phase) => heard.phases.push(phase))
    await connected
    expect(bytes).toBeGreaterThan(0)
    await clock.advance(4999)
    expect(heard.phases).toEqual(['connecting'])
    await clock.advance(1)
    expect(await sending).toEqual({ kind: 'no-way-out', captive: false, details: 'no connection in time (connecting)' })
    expect(heard.link).toEqual(['failed'])
  })
})

describe('TLS', () => {
  test('the configured authority is trusted, and no other', async () => {
    const certificate = loopbackCertificate()
    const server = await startStandIn(json(201, message), certificate)
    stops.push(server.stop)
    const trusted = carrierFor(server.origin, { account: { apiCertificateAuthority: certificate.certificate } })
    expect(await trusted.carrier.send(text, (phase) => trusted.heard.phases.push(phase))).toMatchObject({
      kind: 'accepted',
    })
    expect(trusted.heard).toEqual({ link: ['proved'], phases: allPhases })
    const stranger = carrierFor(server.origin)
    expect(await stranger.carrier.send(text, (phase) => stranger.heard.phases.push(phase))).toMatchObject({
      kind: 'no-way-out',
      captive: true,
    })
    expect(stranger.heard).toEqual({ link: ['captive'], phases: ['connecting'] })
    expect(server.seen).toHaveLength(1)
  })

  test.each([
    ['for another host', loopbackCertificate({ names: ['portal.example.com'], address: false })],
    ['that has expired', loopbackCertificate({ validTo: new Date(Date.now() - 3_600_000) })],
  ])('a certificate %s is somebody else’s', async (_name, certificate) => {
    const server = await startStandIn(json(201, message), certificate)
    stops.push(server.stop)
    const { carrier, heard } = carrierFor(server.origin, {
      account: { apiCertificateAuthority: certificate.certificate },
    })
    expect(await carrier.send(text, () => undefined)).toMatchObject({ kind: 'no-way-out', captive: true })
    expect(heard.link).toEqual(['captive'])
    expect(server.seen).toEqual([])
  })

  test('plain HTTP where TLS is due is somebody else', async () => {
    const server = await standIn(page(200))
    const { carrier, heard } = carrierFor(server.origin.replace('http:', 'https:'))
    expect(await carrier.send(text, () => undefined)).toMatchObject({ kind: 'no-way-out', captive: true })
    expect(heard.link).toEqual(['captive'])
  })
})

describe('before `written` nothing leaves', () => {
  test('a caller that cannot record `written` stops the request: the server gets not one byte', async () => {
    let bytes = 0
    const server = createServer((socket) => {
      socket.on('data', (data) => {
        bytes += data.length
      })
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const ended = new Promise<void>((resolve) => {
      server.on('connection', (socket) => socket.on('close', () => resolve()))
    })
    stops.push(() => server.close())
    const { carrier, heard } = carrierFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const sending = carrier.send(text, (phase) => {
      heard.phases.push(phase)
      if (phase === 'written') throw new Error('disk full')
    })
    await expect(sending).rejects.toThrow('disk full')
    await ended
    expect(bytes).toBe(0)
    expect(heard).toEqual({ link: [], phases: ['connecting', 'connected', 'written'] })
  })
})

describe('connections', () => {
  test('one is used again while it is fresh, and not after 4 s, a sleep or another network', async () => {
    const server = await standIn(json(201, message))
    const { carrier, clock } = carrierFor(server.origin)
    const send = async () => {
      expect(await carrier.send(text, () => undefined)).toMatchObject({ kind: 'accepted' })
      return server.connections
    }
    expect(await send()).toBe(1)
    clock.jump(4000)
    expect(await send()).toBe(1)
    clock.jump(4001)
    expect(await send()).toBe(2)
    clock.jump(-60_000)
    expect(await send()).toBe(3)
    carrier.dropIdleConnections()
    expect(await send()).toBe(4)
  })

  test('a text over a used connection tells each phase once, too', async () => {
    const server = await standIn(json(201, message))
    const { carrier } = carrierFor(server.origin)
    await carrier.send(text, () => undefined)
    const phases: AttemptPhase[] = []
    await carrier.send(text, (phase) => phases.push(phase))
    expect(phases).toEqual(allPhases)
    expect(server.connections).toBe(1)
  })

  test('a text on a connection that dies under it is uncertain and not repeated; a read is repeated', async () => {
    const server = await standIn(json(201, message))
    const { carrier } = carrierFor(server.origin)
    await carrier.send(text, () => undefined)
    let dying = true
    server.respond = (request, response, socket) => {
      if (dying) socket.resetAndDestroy()
      else json(200, message)(request, response, socket)
    }
    expect(await carrier.send(text, () => undefined)).toMatchObject({ kind: 'uncertain' })
    expect(server.seen).toHaveLength(2)

    server.respond = json(200, message)
    expect(await carrier.fetch(sid)).toMatchObject({ kind: 'ok' })
    dying = true
    server.respond = (request, response, socket) => {
      if (dying) {
        dying = false
        socket.resetAndDestroy()
      } else json(200, message)(request, response, socket)
    }
    expect(await carrier.fetch(sid)).toMatchObject({ kind: 'ok' })
  })

  test('a closed carrier sends nothing', async () => {
    const server = await standIn(json(201, message))
    const { carrier, heard } = carrierFor(server.origin)
    carrier.close()
    expect(await carrier.send(text, () => undefined)).toMatchObject({ kind: 'no-way-out' })
    expect(heard.link).toEqual([])
    expect(server.connections).toBe(0)
  })
})

describe('fetch and list', () => {
  test('a message by its sid', async () => {
    const delivered = { ...message, status: 'delivered', date_sent: 'Tue, 14 Jul 2026 13:30:05 +0000' }
    const server = await standIn(json(200, delivered))
    const { carrier } = carrierFor(server.origin)
    expect(await carrier.fetch(sid)).toMatchObject({
      kind: 'ok',
      value: { sid, status: 'delivered', dateSent: Date.UTC(2026, 6, 14, 13, 30, 5) },
    })
    expect(server.seen[0]?.url).toBe(`/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`)
    server.respond = json(200, { ...message, status: 'undelivered', error_code: 30003, error_message: null })
    expect(await carrier.fetch(sid)).toMatchObject({ kind: 'ok', value: { status: 'undelivered', errorCode: 30003 } })
    server.respond = json(200, { ...message, status: 'a-word-of-2027' })
    expect(await carrier.fetch(sid)).toMatchObject({ kind: 'ok', value: { status: 'accepted' } })
    server.respond = json(404, twilioError(20404, 'Not found', 404))
    expect(await carrier.fetch(sid)).toEqual({ kind: 'not-found' })
    server.respond = json(401, twilioError(20003, 'Authenticate', 401))
    expect(await carrier.fetch(sid)).toMatchObject({ kind: 'account-trouble', failure: { code: 20003 } })
    server.respond = json(429, twilioError(20429, 'Too Many Requests', 429), { 'Retry-After': '1' })
    expect(await carrier.fetch(sid)).toEqual({ kind: 'wait', retryAfter: 1000 })
    for (const respond of [page(200), page(404), page(500), page(302)]) {
      server.respond = respond
      expect(await carrier.fetch(sid)).toMatchObject({ kind: 'no-answer', captive: false })
    }
    expect(await carrier.fetch('../Accounts')).toEqual({ kind: 'not-found' })
  })

  test('a list follows the pages until what they hold is older, without a date filter', async () => {
    const clock = manualClock()
    const rfc = (time: number) => new Date(time).toUTCString().replace('GMT', '+0000')
    const row = (number: number, age: number) => ({
      ...message,
      sid: `SM${String(number).padStart(32, '0')}`,
      date_created: rfc(clock.now() - age),
      date_sent: number === 1 ? null : rfc(clock.now() - age + 1000),
    })
    const pages = [
      [row(1, 0), row(2, 10_000)],
      [row(3, 20_000), row(4, 90_000)],
      [row(5, 100_000), row(6, 110_000)],
      [row(7, 120_000)],
    ]
    const server = await standIn((request, response, socket) => {
      const index = Number(new URL(request.url, 'http://x').searchParams.get('Page') ?? 0)
      const next =
        index + 1 < pages.length
          ? `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=${index + 1}&PageToken=PT`
          : null
      json(200, { messages: pages[index], page: index, page_size: 2, next_page_uri: next })(request, response, socket)
    })
    const { carrier } = carrierFor(server.origin, { clock })
    const found = await carrier.listTo(text.to, clock.now() - 60_000, 50)
    expect(found.kind === 'ok' && found.value.map((item) => Number(item.sid.slice(2)))).toEqual([1, 2, 3])
    expect(server.seen.map((request) => request.url)).toEqual([
      `/2010-04-01/Accounts/${accountSid}/Messages.json?To=${encodeURIComponent(text.to)}&PageSize=50`,
      `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=1&PageToken=PT`,
      `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=2&PageToken=PT`,
    ])
    const few = await carrier.listTo(text.to, 0, 2)
    expect(few.kind === 'ok' && few.value).toHaveLength(2)
  })

  test('a list that breaks off in the middle is no list', async () => {
    const server = await standIn((request, response, socket) => {
      if (request.url.includes('PageToken')) page(503)(request, response, socket)
      else {
        const next = `/2010-04-01/Accounts/${accountSid}/Messages.json?Page=1&PageToken=PT`
        json(200, { messages: [message], next_page_uri: next })(request, response, socket)
      }
    })
    const { carrier } = carrierFor(server.origin)
    expect(await carrier.listTo(text.to, 0, 50)).toMatchObject({ kind: 'no-answer' })
  })
})

describe('the environment', () => {
  test('says nothing to the SDK: no proxy, region, edge, credentials, CA bundle, log level', async () => {
    const proxy = await standIn(page(200))
    const variables: Readonly<Record<string, string>> = {
      HTTP_PROXY: proxy.origin,
      HTTPS_PROXY: proxy.origin,
      http_proxy: proxy.origin,
      https_proxy: proxy.origin,
      ALL_PROXY: proxy.origin,
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: '',
      TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'another token',
      TWILIO_REGION: 'au1',
      TWILIO_EDGE: 'sydney',
      TWILIO_LOG_LEVEL: 'debug',
      TWILIO_CA_BUNDLE: '/nonexistent.pem',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    }
    const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]))
    Object.assign(process.env, variables)
    try {
      const server = await standIn(json(201, message))
      const { carrier } = carrierFor(server.origin)
      expect(await carrier.send(text, () => undefined)).toMatchObject({ kind: 'accepted' })
      expect(server.seen[0]?.headers.authorization).toContain(
        Buffer.from(`${accountSid}:${authToken}`).toString('base64'),
      )
      expect(server.seen[0]?.url).toContain(accountSid)
      const secure = await startStandIn(json(201, message), loopbackCertificate())
      stops.push(secure.stop)
      expect(await carrierFor(secure.origin).carrier.send(text, () => undefined)).toMatchObject({
        kind: 'no-way-out',
        captive: true,
      })
      expect(proxy.connections).toBe(0)
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    }
  })

  test('an address that is not on this machine is refused outright', () => {
    for (const origin of [
      'http://example.com',
      'https://api.twilio.com',
      'http://127.0.0.1@example.com',
      'ftp://127.0.0.1',
      'http://[::1]:1',
    ]) {
      expect(() => carrierFor(origin)).toThrow(RangeError)
    }
  })
})
