import { Agent, request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { campMorning } from '../../../tests/support/manual-clock.ts'
import { ours, parent, startPracticeBench } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'
import type { RestReply } from '../../../tests/support/practice-rest.ts'
import type { RequestFault } from './faults.ts'

let bench: PracticeBench
beforeEach(async () => {
  bench = await startPracticeBench()
})
afterEach(async () => {
  await bench.stop()
})

const text = { To: parent, From: ours, Body: 'Hello' }
const create = (): Promise<RestReply> => bench.rest.post('Messages.json', text)

describe('never taken', () => {
  test.each<[RequestFault, number, number | undefined]>([
    [{ kind: 'too-many-requests' }, 429, 20_429],
    [{ kind: 'server-error' }, 500, 20_500],
    [{ kind: 'bad-gateway' }, 502, undefined],
    [{ kind: 'unavailable' }, 503, 20_503],
    [{ kind: 'refuse', code: 20_003 }, 401, 20_003],
    [{ kind: 'refuse', code: 21_610 }, 400, 21_610],
    [{ kind: 'garbage' }, 200, undefined],
  ])('%o', async (fault, status, code) => {
    bench.carrier.faults.onCreate(fault)
    const reply = await create()
    expect(reply.status).toBe(status)
    expect(reply.json['code']).toBe(code)
    expect(bench.carrier.accepted()).toEqual([])
    expect((await create()).status).toBe(201)
  })

  test('Retry-After comes only where asked for', async () => {
    bench.carrier.faults.onCreate({ kind: 'too-many-requests' })
    bench.carrier.faults.onCreate({ kind: 'too-many-requests', retryAfter: 7 })
    expect((await create()).headers.get('retry-after')).toBeNull()
    expect((await create()).headers.get('retry-after')).toBe('7')
  })

  test('502 is a page, not JSON', async () => {
    bench.carrier.faults.onCreate({ kind: 'bad-gateway' })
    const reply = await create()
    expect(reply.headers.get('content-type')).toBe('text/html')
    expect(reply.text).toContain('502 Bad Gateway')
  })

  test('a reset before the answer', async () => {
    bench.carrier.faults.onCreate({ kind: 'reset' })
    await expect(create()).rejects.toThrow()
    expect(bench.carrier.accepted()).toEqual([])
  })

  test('a reset only where the connection is an old one', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const get = (): Promise<number | string> =>
      new Promise((resolve) => {
        const request = httpRequest(`${bench.carrier.origin}/`, { agent }, (response) => {
          response.resume()
          response.on('end', () => resolve(response.statusCode ?? 0))
        })
        request.on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
        request.end()
      })
    bench.carrier.faults.onRequest({ kind: 'reset-if-reused' }, { times: 2 })
    expect(await get()).toBe(200)
    expect(await get()).toBe('ECONNRESET')
    expect(await get()).toBe(200)
    agent.destroy()
  })

  test('a hang', async () => {
    bench.carrier.faults.onCreate({ kind: 'hang' })
    const stop = new AbortController()
    const url = `${bench.carrier.origin}/2010-04-01/Accounts/${bench.carrier.account.accountSid}/Messages.json`
    const request = fetch(url, { method: 'POST', body: new URLSearchParams(text), signal: stop.signal })
    const outcome = request.then(
      () => 'answered',
      () => 'gave up',
    )
    await bench.clock.advance(60_000)
    stop.abort()
    expect(await outcome).toBe('gave up')
    expect(bench.carrier.accepted()).toEqual([])
  })
})

describe('taken, and the answer spoilt', () => {
  test.each<RequestFault>([{ kind: 'accept-then-reset' }, { kind: 'accept-then-cut' }])('%o', async (fault) => {
    bench.carrier.faults.onCreate(fault)
    await expect(create()).rejects.toThrow()
    expect(bench.carrier.accepted()).toMatchObject([{ answered: fault.kind, body: 'Hello' }])
  })

  test.each<[RequestFault, number]>([
    [{ kind: 'accept-then-server-error' }, 500],
    [{ kind: 'accept-then-bad-gateway' }, 502],
    [{ kind: 'accept-then-garbage' }, 201],
  ])('%o', async (fault, status) => {
    bench.carrier.faults.onCreate(fault)
    expect(await create()).toMatchObject({ status })
    expect(bench.carrier.accepted()).toMatchObject([{ answered: fault.kind }])
  })

  test('a hang after it was taken: the text arrives all the same', async () => {
    bench.carrier.faults.onCreate({ kind: 'accept-then-hang' })
    const waiting = create().catch(() => 'cut')
    await bench.clock.advanceUntil(() => bench.carrier.accepted()[0]?.status === 'delivered')
    await bench.carrier.stop()
    expect(await waiting).toBe('cut')
  })

  test('an answer after 20 s', async () => {
    bench.carrier.faults.onCreate({ kind: 'answer-after', ms: 20_000 })
    let reply: RestReply | null = null
    void create().then((answer) => {
      reply = answer
    })
    await bench.clock.advanceUntil(() => reply !== null, { step: 500 })
    expect(reply).toMatchObject({ status: 201 })
    expect(bench.clock.now() - campMorning).toBeGreaterThanOrEqual(20_000)
  })

  test('an answer byte by byte', async () => {
    bench.carrier.faults.onCreate({ kind: 'slow-answer', bytes: 50, ms: 200 })
    let reply: RestReply | null = null
    void create().then((answer) => {
      reply = answer
    })
    await bench.clock.advanceUntil(() => reply !== null, { step: 200 })
    expect(reply).toMatchObject({ status: 201, json: { body: 'Hello' } })
    expect(bench.clock.now() - campMorning).toBeGreaterThan(1000)
  })

  test('the callback is there before the answer', async () => {
    bench.carrier.faults.onCreate({ kind: 'callback-before-answer' })
    let sid: string | null = null
    const order: string[] = []
    void bench.send().then((answer) => {
      sid = answer
      order.push(`answer after ${bench.collector.received.length} callbacks`)
    })
    await bench.clock.advanceUntil(() => sid !== null)
    expect(order).toEqual(['answer after 1 callbacks'])
    expect(bench.collector.received[0]?.form.get('MessageSid')).toBe(sid)
    await bench.clock.advanceUntil(() => bench.collector.received.length === 2)
    expect(bench.statuses()).toEqual(['sent', 'delivered'])
  })
})

describe('which requests', () => {
  test('by recipient, by words, by method and path', async () => {
    const byTo = bench.carrier.faults.onRequest({ kind: 'server-error' }, { match: { to: '+13125550143' } })
    const byBody = bench.carrier.faults.onRequest({ kind: 'server-error' }, { match: { body: 'lunch' } })
    const byPath = bench.carrier.faults.onRequest(
      { kind: 'server-error' },
      { match: { method: 'GET', path: '/Balance' } },
    )
    expect((await create()).status).toBe(201)
    expect((await bench.rest.post('Messages.json', { ...text, To: '+13125550143' })).status).toBe(500)
    expect((await bench.rest.post('Messages.json', { ...text, Body: 'lunch is ready' })).status).toBe(500)
    expect((await bench.rest.get('Balance.json')).status).toBe(500)
    expect((await bench.rest.get('Balance.json')).status).toBe(200)
    expect([byTo.met, byBody.met, byPath.met]).toEqual([1, 1, 1])
  })

  test('creates alone, and clear takes all back', async () => {
    bench.carrier.faults.onCreate({ kind: 'server-error' }, { times: Infinity })
    expect((await bench.rest.get('Messages.json')).status).toBe(200)
    expect((await create()).status).toBe(500)
    expect((await create()).status).toBe(500)
    bench.carrier.faults.clear()
    expect((await create()).status).toBe(201)
  })
})
