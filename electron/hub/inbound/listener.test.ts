import { request as httpRequest } from 'node:http'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { signWebhook } from '../../../tests/support/sign-webhook.ts'
import type { Log } from '../log.ts'
import { startListener } from './listener.ts'
import type { Listener } from './listener.ts'
import type { CallStep } from '../voice/steps.ts'
import type { InboundText, StatusUpdate, WebhookAccount, WebhookSink } from './types.ts'

const accountSid = `AC${'1'.repeat(32)}`
const token = 'token'
const publicUrl = 'https://camp.example.com'
const sid = `SM${'a'.repeat(32)}`
const inbound = {
  AccountSid: accountSid,
  MessageSid: sid,
  SmsSid: sid,
  From: '+15005550100',
  To: '+15005550006',
  Body: 'Running late',
  NumMedia: '0',
}
const delivered = {
  AccountSid: accountSid,
  MessageSid: sid,
  SmsSid: sid,
  MessageStatus: 'delivered',
  SmsStatus: 'delivered',
}

interface Running {
  readonly listener: Listener
  readonly texts: InboundText[]
  readonly updates: StatusUpdate[]
  readonly rejected: string[]
  readonly lines: string[]
  readonly clock: ReturnType<typeof manualClock>
}

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function listen(
  options: { account?: Partial<WebhookAccount>; sink?: Partial<WebhookSink>; port?: number } = {},
): Promise<Running> {
  const clock = manualClock()
  const texts: InboundText[] = []
  const updates: StatusUpdate[] = []
  const rejected: string[] = []
  const lines: string[] = []
  const write = (event: string, fields?: object) => lines.push(`${event} ${JSON.stringify(fields ?? {})}`)
  const log: Log = { info: write, warn: write, error: write }
  const sink: WebhookSink = {
    text(text) {
      texts.push(text)
      return Promise.resolve()
    },
    status(update) {
      updates.push(update)
      return Promise.resolve()
    },
    call: () => Promise.resolve(null),
    ...options.sink,
  }
  const account: WebhookAccount = {
    accountSid,
    authTokens: [token],
    publicUrl: () => publicUrl,
    sink,
    ...options.account,
  }
  const listener = await startListener({
    port: options.port ?? 0,
    accounts: () => [{ ...account, accountSid: `AC${'7'.repeat(32)}`, authTokens: ['of another account'] }, account],
    clock,
    log,
    onRejected: (reason) => rejected.push(reason),
  })
  stops.push(listener.stop)
  return { listener, texts, updates, rejected, lines, clock }
}

interface Post {
  readonly path?: string
  readonly form?: Readonly<Record<string, string>>
  readonly signedUrl?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

function post(
  { listener }: Running,
  { path = '/twilio/sms', form = inbound, signedUrl, token: key = token, headers = {} }: Post = {},
) {
  return fetch(`${listener.address}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-Twilio-Signature': signWebhook(key, signedUrl ?? `${publicUrl}${path}`, form),
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  })
}

describe('a signed inbound text', () => {
  test('is handed over with everything it said, and answered with empty TwiML', async () => {
    const running = await listen()
    const form = {
      ...inbound,
      Body: '  “Sí” ⚽ + & =\n',
      NumMedia: '2',
      MediaUrl0: 'https://api.twilio.com/media/0',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://api.twilio.com/media/1',
      MediaContentType1: 'video/mp4',
      FromCity: 'AUSTIN',
      OptOutType: 'STOP',
      ['__proto__']: 'kept as a name like any other',
      SomethingNewOf2027: 'kept',
    }
    const response = await post(running, { form })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
    expect(running.texts).toEqual([
      {
        sid,
        from: inbound.From,
        to: inbound.To,
        body: '  “Sí” ⚽ + & =\n',
        media: [
          { url: 'https://api.twilio.com/media/0', contentType: 'image/jpeg' },
          { url: 'https://api.twilio.com/media/1', contentType: 'video/mp4' },
        ],
        extra: expect.objectContaining({
          FromCity: 'AUSTIN',
          OptOutType: 'STOP',
          SomethingNewOf2027: 'kept',
          AccountSid: accountSid,
        }),
      },
    ])
    expect(running.rejected).toEqual([])
  })

  test('may come from anyone: a short code, a name, nobody', async () => {
    const running = await listen()
    for (const From of ['72645', 'CAMP', ''])
      expect((await post(running, { form: { ...inbound, From } })).status).toBe(200)
    const { From: _from, Body: _body, ...bare } = inbound
    expect((await post(running, { form: bare })).status).toBe(200)
    expect(running.texts.map((text) => text.from)).toEqual(['72645', 'CAMP', '', ''])
    expect(running.texts.at(-1)?.body).toBe('')
  })

  test('is answered only after the sink has committed, and with 500 when it could not', async () => {
    let commit: () => void = () => undefined
    const committed = new Promise<void>((resolve) => {
      commit = resolve
    })
    let handed = false
    const running = await listen({
      sink: {
        text() {
          handed = true
          return committed
        },
        status: () => Promise.reject(new Error('disk full')),
      },
    })
    let answered = false
    const answer = post(running).then((response) => {
      answered = true
      return response
    })
    await expect.poll(() => handed).toBe(true)
    expect((await fetch(`${running.listener.address}/healthz`)).status).toBe(200)
    expect(answered).toBe(false)
    commit()
    expect((await answer).status).toBe(200)
    for (let count = 0; count < 5; count++)
      expect((await post(running, { path: '/twilio/status', form: delivered })).status).toBe(500)
    expect(running.lines.filter((line) => line.startsWith('webhook.not-committed'))).toHaveLength(1)
  })
})

describe('a signed status', () => {
  test('is handed over with the attempt’s id and answered with 204', async () => {
    const running = await listen()
    const path = '/twilio/status?a=0198c0de-0000-7000-8000-000000000001'
    const form = { ...delivered, MessageStatus: 'undelivered', ErrorCode: '30003', RawDlrDoneDate: '2607141330' }
    const response = await post(running, { path, form })
    expect(response.status).toBe(204)
    expect(running.updates).toEqual([
      {
        sid,
        status: 'undelivered',
        attemptId: '0198c0de-0000-7000-8000-000000000001',
        errorCode: 30003,
        errorMessage: null,
        parameters: {
          AccountSid: accountSid,
          SmsStatus: 'delivered',
          ErrorCode: '30003',
          RawDlrDoneDate: '2607141330',
        },
      },
    ])
    await post(running, { path: '/twilio/status', form: { AccountSid: accountSid, SmsSid: sid, SmsStatus: 'sent' } })
    await post(running, { path: '/twilio/status', form: { ...delivered, MessageStatus: 'teleported' } })
    expect(running.updates.slice(1)).toMatchObject([
      { status: 'sent', attemptId: null, errorCode: null },
      { status: 'accepted', parameters: { MessageStatus: 'teleported' } },
    ])
  })

  test('the attempt’s id is part of what is signed', async () => {
    const running = await listen()
    const response = await post(running, {
      path: '/twilio/status?a=1',
      form: delivered,
      signedUrl: `${publicUrl}/twilio/status?a=2`,
    })
    expect(response.status).toBe(403)
    expect(running.updates).toEqual([])
  })
})

describe('calls', () => {
  const form = { AccountSid: accountSid, CallSid: `CA${'b'.repeat(32)}`, From: '+15005550100' }

  test('each step is handed over, and answered by its document, or by nothing', async () => {
    const steps: CallStep[] = []
    const running = await listen({
      sink: {
        call(step) {
          steps.push(step)
          return Promise.resolve(step.step === 'recording' ? null : `<Response><Say>${step.step}</Say></Response>`)
        },
      },
    })
    const call = await post(running, { path: '/twilio/voice', form })
    expect(call.status).toBe(200)
    expect(call.headers.get('content-type')).toContain('text/xml')
    expect(await call.text()).toBe('<Response><Say>in</Say></Response>')
    const keys = await post(running, { path: '/twilio/voice/keys?a=0198-ab', form: { ...form, Digits: '2' } })
    expect(await keys.text()).toBe('<Response><Say>keys</Say></Response>')
    expect((await post(running, { path: '/twilio/recording', form })).status).toBe(204)
    expect(steps.map(({ step, attemptId }) => [step, attemptId])).toEqual([
      ['in', null],
      ['keys', '0198-ab'],
      ['recording', null],
    ])
    expect(steps[1]?.parameters['Digits']).toBe('2')
    expect((await post(running, { path: '/twilio/voice', form, token: 'wrong' })).status).toBe(403)
  })

  test('who is on the line hears something when the store refuses; what is only told of is told again', async () => {
    const running = await listen({ sink: { call: () => Promise.reject(new Error('disk full')) } })
    const call = await post(running, { path: '/twilio/voice', form })
    expect(call.status).toBe(200)
    expect(await call.text()).toMatch(/<Say .*<\/Say><Hangup\/><\/Response>$/)
    expect((await post(running, { path: '/twilio/voice/status?a=1', form })).status).toBe(500)
    expect((await post(running, { path: '/twilio/recording', form })).status).toBe(500)
  })
})

describe('strangers', () => {
  test.each<[string, Post]>([
    ['another token', { token: 'wrong' }],
    ['another URL', { signedUrl: 'https://evil.example.com/twilio/sms' }],
    ['another account', { form: { ...inbound, AccountSid: `AC${'2'.repeat(32)}` } }],
    ['the other account’s name', { form: { ...inbound, AccountSid: `AC${'7'.repeat(32)}` } }],
    ['no account', { form: { MessageSid: sid, Body: 'x' } }],
    ['no signature', { headers: { 'X-Twilio-Signature': '' } }],
    [
      'a forged Host',
      { signedUrl: 'http://forged.example.com/twilio/sms', headers: { 'X-Forwarded-Host': 'forged.example.com' } },
    ],
  ])('%s: 403, counted, nothing handed over', async (_name, request) => {
    const running = await listen()
    const response = await post(running, request)
    expect(response.status).toBe(403)
    expect(await response.text()).toBe('')
    expect(running.listener.rejected).toBe(1)
    expect(running.rejected).toEqual(['signature'])
    expect(running.texts).toEqual([])
  })

  test('without a public URL nothing can be checked, so nothing is let in', async () => {
    const running = await listen({ account: { publicUrl: () => null } })
    expect((await post(running)).status).toBe(403)
  })

  test('other paths, methods and types', async () => {
    const running = await listen()
    const { address } = running.listener
    const status = async (path: string, init?: RequestInit) => (await fetch(`${address}${path}`, init)).status
    expect(await status('/')).toBe(404)
    expect(await status('/twilio')).toBe(404)
    expect(await status('/twilio/sms/x')).toBe(404)
    expect(await status('/TWILIO/SMS')).toBe(404)
    expect(await status('/twilio/sms')).toBe(405)
    expect(await status('/twilio/voice/any', { method: 'DELETE' })).toBe(405)
    expect(await status('/healthz', { method: 'POST' })).toBe(405)
    expect(
      await status('/twilio/sms', { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }),
    ).toBe(415)
    expect(await status('/twilio/sms', { method: 'POST' })).toBe(415)
    expect((await fetch(`${address}/twilio/sms`)).headers.get('allow')).toBe('POST')
    expect(running.listener.rejected).toBe(0)
    expect(new Set(running.rejected)).toEqual(new Set(['path', 'method', 'type']))
    const health = await fetch(`${address}/healthz`)
    expect([health.status, await health.text()]).toEqual([200, 'ok'])
  })

  test('a signed request that names no message is 400', async () => {
    const running = await listen()
    for (const MessageSid of ['', 'SM1', `CA${'a'.repeat(32)}`]) {
      expect((await post(running, { form: { AccountSid: accountSid, MessageSid } })).status).toBe(400)
    }
    expect(running.texts).toEqual([])
  })

  test('64 KB are read, a byte more is 413 and ends the connection, announced or not', async () => {
    const running = await listen()
    const empty = new URLSearchParams({ ...inbound, Body: '' }).toString().length
    const fits = { ...inbound, Body: 'x'.repeat(64 * 1024 - empty) }
    expect((await post(running, { form: fits })).status).toBe(200)
    const tooMuch = { ...inbound, Body: `${fits.Body}x` }
    const announced = await post(running, { form: tooMuch })
    expect(announced.status).toBe(413)
    expect(announced.headers.get('connection')).toBe('close')

    const chunked = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(`${running.listener.address}/twilio/sms`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': 'x'.repeat(28) },
      })
      request.on('response', (response) => resolve(response.statusCode ?? 0))
      request.on('error', reject)
      for (let part = 0; part < 5; part++) request.write('y'.repeat(16 * 1024))
    })
    expect(chunked).toBe(413)
    expect(running.texts).toHaveLength(1)
    expect(running.rejected).toEqual(['size', 'size'])
  })

  test('fill one line of the log a minute, with nothing of theirs in it', async () => {
    const running = await listen()
    for (let count = 0; count < 50; count++)
      await post(running, { token: 'wrong', form: { ...inbound, Body: 'rude words' } })
    expect(running.lines).toEqual(['webhook.rejected {"count":1,"latest":"signature"}'])
    running.clock.jump(60_000)
    await post(running, { token: 'wrong' })
    expect(running.lines.slice(1)).toEqual(['webhook.rejected {"count":50,"latest":"signature"}'])
    expect(running.listener.rejected).toBe(51)
  })

  test.each([
    ['nonsense', 'nonsense\r\n\r\n', '400'],
    ['headers without end', `POST /twilio/sms HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
    ['two lengths', 'POST /twilio/sms HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', '400'],
  ])('%s is turned away and the connection closed', async (_name, bytes, status) => {
    const running = await listen()
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket: Socket = connect(running.listener.port, '127.0.0.1', () => socket.write(bytes))
      socket.on('data', (data) => {
        text += data.toString()
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(text))
    })
    expect(answer).toContain(`HTTP/1.1 ${status}`)
    expect((await post(running)).status).toBe(200)
  })
})

describe('addresses', () => {
  test('signed with or without the usual port, below a path that a proxy keeps or takes off', async () => {
    const plain = await listen()
    expect((await post(plain, { signedUrl: `${publicUrl}:443/twilio/sms` })).status).toBe(200)
    const below = await listen({ account: { publicUrl: () => 'https://example.com:8443/camp/' } })
    const signedUrl = 'https://example.com:8443/camp/twilio/sms'
    expect((await post(below, { signedUrl })).status).toBe(200)
    expect((await post(below, { path: '/camp/twilio/sms', signedUrl })).status).toBe(200)
    expect((await post(below, { path: '/other/twilio/sms', signedUrl })).status).toBe(404)
  })

  test('a nonce is heard once, through a proxy’s path too, and nobody is told whether it was one', async () => {
    const running = await listen({ account: { publicUrl: () => 'https://example.com/camp' } })
    const nonce = 'a1'.repeat(16)
    let count = 0
    running.listener.expectNonce(nonce, () => count++)
    const ask = async (path: string) => {
      const response = await fetch(`${running.listener.address}${path}`)
      const headers = [...response.headers.keys()].filter((name) => name !== 'date').sort()
      return `${response.status} ${await response.text()} ${headers.join()}`
    }
    const plain = await ask('/healthz')
    expect(await ask(`/healthz?n=${'b2'.repeat(16)}`)).toBe(plain)
    expect(count).toBe(0)
    expect(await ask(`/camp/healthz?n=${nonce}`)).toBe(plain)
    expect(await ask(`/healthz?n=${nonce}`)).toBe(plain)
    expect(count).toBe(1)
    const stop = running.listener.expectNonce(nonce, () => count++)
    stop()
    await ask(`/healthz?n=${nonce}`)
    expect(count).toBe(1)
  })

  test('signatures in the account’s name are told of, right or wrong; strangers’ are not', async () => {
    const heard: string[] = []
    const running = await listen({ account: { heard: (signature) => heard.push(signature) } })
    await post(running)
    await post(running, { token: 'wrong' })
    await post(running, { form: { ...inbound, AccountSid: `AC${'2'.repeat(32)}` } })
    expect(heard).toEqual(['right', 'wrong'])
  })

  test('a new public URL and a rotated token count from the next request on', async () => {
    let url = publicUrl
    const running = await listen({ account: { authTokens: ['new', token], publicUrl: () => url } })
    expect((await post(running)).status).toBe(200)
    expect((await post(running, { token: 'new' })).status).toBe(200)
    url = 'https://other.ngrok.app'
    expect((await post(running)).status).toBe(403)
    expect((await post(running, { signedUrl: `${url}/twilio/sms` })).status).toBe(200)
  })

  test('listens on 127.0.0.1 alone, and on another port where the wanted one is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve)
    })
    stops.push(() => other.close())
    const wanted = (other.address() as AddressInfo).port
    const running = await listen({ port: wanted })
    expect(running.listener.portWanted).toBe(wanted)
    expect(running.listener.port).not.toBe(wanted)
    expect(running.listener.address).toBe(`http://127.0.0.1:${running.listener.port}`)
    expect((await post(running)).status).toBe(200)
    const first = await listen()
    expect(first.listener.port).toBeGreaterThan(0)
  })

  test('stops while a request is under way, after its answer', async () => {
    let commit: () => void = () => undefined
    let handed = false
    const running = await listen({
      sink: {
        text: () =>
          new Promise((resolve) => {
            handed = true
            commit = resolve
          }),
      },
    })
    const answer = post(running)
    await expect.poll(() => handed).toBe(true)
    const stopped = running.listener.stop()
    commit()
    expect((await answer).status).toBe(200)
    await stopped
    await expect(fetch(`${running.listener.address}/healthz`)).rejects.toThrow()
  })
})
