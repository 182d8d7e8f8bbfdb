import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { ours, parent, startPracticeBench } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'

let bench: PracticeBench
beforeEach(async () => {
  bench = await startPracticeBench()
})
afterEach(async () => {
  await bench.stop()
})

const text = { To: parent, From: ours, Body: 'Hello' }

/** The code of the socket error a request ends with. */
async function failureOf(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw new Error('The request was answered')
  const cause: unknown = error.cause
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message
}

/** Waits in real time: the port is taken again by the operating system, not by the clock. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 5)
    })
  }
  throw new Error('It never came true')
}

const isUp = (): Promise<boolean> =>
  bench.rest.get('/').then(
    (reply) => reply.status === 200,
    () => false,
  )

describe('refused', () => {
  test('connections are refused, nothing is taken, and it comes back on the same port', async () => {
    await bench.send()
    const { origin } = bench.carrier
    bench.carrier.setNetwork('refused')
    expect(bench.carrier.network).toBe('refused')
    // A kept connection is reset or gone; a new one is refused.
    expect(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET']).toContain(
      await failureOf(bench.rest.post('Messages.json', text)),
    )
    expect(await failureOf(bench.rest.post('Messages.json', text))).toBe('ECONNREFUSED')
    expect(bench.carrier.accepted()).toHaveLength(1)
    bench.carrier.setNetwork('up')
    await until(isUp)
    expect(bench.carrier.origin).toBe(origin)
    await bench.send()
    expect(bench.carrier.accepted()).toHaveLength(2)
  })

  test('down and up in one breath leaves it up', async () => {
    bench.carrier.setNetwork('refused')
    bench.carrier.setNetwork('up')
    bench.carrier.setNetwork('refused')
    bench.carrier.setNetwork('up')
    await until(isUp)
    await bench.send()
  })

  test('a request under way loses its answer, not its text', async () => {
    bench.carrier.faults.onCreate({ kind: 'answer-after', ms: 20_000 })
    const request = failureOf(bench.rest.post('Messages.json', text))
    await until(() => Promise.resolve(bench.carrier.accepted().length === 1))
    bench.carrier.setNetwork('refused')
    expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await request)
    expect(bench.carrier.accepted()).toHaveLength(1)
  })
})

describe('webhooks while the network is down', () => {
  test.each(['refused', 'hanging', 'captive'] as const)(
    '%s: none comes, none is brought later, the list has it',
    async (state) => {
      const sid = await bench.send()
      bench.carrier.setNetwork(state)
      const inbound = bench.carrier.textFrom(parent, 'We are here')
      await bench.clock.advance(60_000)
      await bench.carrier.idle()
      expect(bench.collector.received).toEqual([])
      bench.carrier.setNetwork('up')
      await until(isUp)
      await bench.clock.advance(60_000)
      await bench.carrier.idle()
      expect(bench.collector.received).toEqual([])
      expect((await bench.rest.get(`Messages/${sid}.json`)).json['status']).toBe('delivered')
      const listed = await bench.rest.get(`Messages.json?To=${encodeURIComponent(ours)}`)
      expect(listed.json['messages']).toMatchObject([{ sid: inbound }])
    },
  )
})

describe('hanging', () => {
  test('requests are neither taken nor answered; what was connected is gone when it is back', async () => {
    bench.carrier.setNetwork('hanging')
    const waiting = bench.rest.post('Messages.json', text)
    const failure = failureOf(waiting)
    let answered = false
    void waiting.then(
      () => {
        answered = true
      },
      () => undefined,
    )
    for (let turn = 0; turn < 20; turn += 1) await bench.clock.advance(1000)
    expect(answered).toBe(false)
    expect(bench.carrier.accepted()).toEqual([])
    bench.carrier.setNetwork('up')
    expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await failure)
    expect(bench.carrier.accepted()).toEqual([])
    await bench.send()
  })
})

describe('captive', () => {
  test('a stranger answers with its login page', async () => {
    bench.carrier.setNetwork('captive')
    const reply = await bench.rest.post('Messages.json', text)
    expect(reply.status).toBe(302)
    expect(reply.headers.get('location')).toBe(`${bench.carrier.origin}/hotspot/login`)
    expect(reply.text).toContain('Sign in')
    expect(bench.carrier.accepted()).toEqual([])
  })
})
