import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { campMorning } from '../../../tests/support/manual-clock.ts'
import { parent, startPracticeBench } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'
import { signWebhook } from './signature.ts'

let bench: PracticeBench
beforeEach(async () => {
  bench = await startPracticeBench()
})
afterEach(async () => {
  await bench.stop()
})

/** Lets everything happen that is still to happen. */
async function settle(): Promise<void> {
  let still = false
  void bench.carrier.idle().then(() => {
    still = true
  })
  await bench.clock.advanceUntil(() => still, { what: 'stillness' })
}

describe('faults of callbacks', () => {
  test('dropped: the status is reached, nobody hears it', async () => {
    bench.carrier.faults.onCallback({ kind: 'drop' }, { match: { status: 'sent' } })
    const sid = await bench.send()
    await settle()
    expect(bench.statuses()).toEqual(['delivered'])
    expect(bench.carrier.message(sid)?.status).toBe('delivered')
  })

  test('doubled: twice the same, token included', async () => {
    bench.carrier.faults.onCallback({ kind: 'double' }, { match: { status: 'sent' } })
    await bench.send()
    await settle()
    expect(bench.statuses()).toEqual(['sent', 'sent', 'delivered'])
    const [first, second] = bench.collector.received
    expect(first?.headers['i-twilio-idempotency-token']).toBe(second?.headers['i-twilio-idempotency-token'])
  })

  test('shuffled: it comes after the next one', async () => {
    bench.carrier.faults.onCallback({ kind: 'shuffle' }, { match: { status: 'sent' } })
    await bench.send()
    await settle()
    expect(bench.statuses()).toEqual(['delivered', 'sent'])
  })

  test('shuffled with none after it: it comes late', async () => {
    bench.carrier.faults.onCallback({ kind: 'shuffle' }, { match: { status: 'delivered' } })
    await bench.send()
    await settle()
    expect(bench.statuses()).toEqual(['sent', 'delivered'])
    expect(bench.clock.now() - campMorning).toBeGreaterThan(10_000)
  })

  test('delayed by days', async () => {
    const days = 2 * 86_400_000
    bench.carrier.faults.onCallback({ kind: 'delay', ms: days }, { match: { status: 'sent' } })
    await bench.send()
    await bench.clock.advance(10_000)
    expect(bench.statuses()).toEqual(['delivered'])
    await bench.clock.advance(days)
    await settle()
    expect(bench.statuses()).toEqual(['delivered', 'sent'])
  })

  test('wrongly signed', async () => {
    bench.carrier.faults.onCallback({ kind: 'wrong-signature' }, { match: { status: 'sent' } })
    await bench.send()
    await settle()
    const signedRight = bench.collector.received.map(
      (webhook) =>
        webhook.headers['x-twilio-signature'] ===
        signWebhook(bench.carrier.account.authToken, bench.callback, webhook.form),
    )
    expect(signedRight).toEqual([false, true])
  })

  test('of a message nobody knows, before the right one', async () => {
    bench.carrier.faults.onCallback({ kind: 'unknown-sid' })
    const sid = await bench.send()
    await settle()
    const sids = bench.collector.received.map((webhook) => webhook.form.get('MessageSid'))
    expect(sids[0]).toMatch(/^SM[0-9a-f]{32}$/)
    expect(sids[0]).not.toBe(sid)
    expect(sids.slice(1)).toEqual([sid, sid])
  })

  test('skip and times choose which ones, and the handle counts them', async () => {
    const handle = bench.carrier.faults.onCallback({ kind: 'drop' }, { skip: 1, times: 2 })
    await bench.send()
    await bench.send()
    await settle()
    expect(handle.met).toBe(2)
    expect(bench.collector.received).toHaveLength(2)
  })

  test('a withdrawn fault meets nothing', async () => {
    const handle = bench.carrier.faults.onCallback({ kind: 'drop' }, { times: Infinity })
    handle.withdraw()
    await bench.send()
    await settle()
    expect(handle.met).toBe(0)
    expect(bench.statuses()).toEqual(['sent', 'delivered'])
  })
})

describe('a listener that fails', () => {
  test('a 500 is not tried again unless the fragment says so', async () => {
    bench.collector.answerWith(500)
    await bench.send()
    await settle()
    expect(bench.statuses()).toEqual(['sent', 'delivered'])
    bench.collector.clear()
    await bench.send({ StatusCallback: `${bench.callback}#rc=2&rp=5xx` })
    await settle()
    expect(bench.statuses()).toEqual(['sent', 'sent', 'sent', 'delivered', 'delivered', 'delivered'])
    const tokens = bench.collector.received.map((webhook) => webhook.headers['i-twilio-idempotency-token'])
    expect(new Set(tokens).size).toBe(2)
  })

  test('a listener that hangs costs 15 s, all tries together', async () => {
    bench.collector.hang()
    await bench.send({ To: '+15005554000', StatusCallback: `${bench.callback}#rc=5&rp=all&rt=4000` })
    await bench.clock.advanceUntil(() => bench.collector.received.length === 1)
    const from = bench.clock.now()
    await settle()
    expect(bench.statuses()).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(bench.clock.now() - from).toBeLessThanOrEqual(16_000)
  })

  test('nobody listening: one retry, then given up for good', async () => {
    const failures: string[] = []
    const lonely = await startPracticeBench({ log: (event) => failures.push(event) })
    await lonely.collector.stop()
    const sid = await lonely.send()
    await lonely.clock.advanceUntil(() => failures.length === 2)
    expect(lonely.carrier.message(sid)?.status).toBe('delivered')
    expect(failures).toEqual(['webhook-failed', 'webhook-failed'])
    await lonely.stop()
  })

  test('an address beyond this machine is never connected to', async () => {
    const failures: Record<string, unknown>[] = []
    const bold = await startPracticeBench({
      log: (event, details) => failures.push({ event, ...details }),
    })
    await bold.send({ StatusCallback: 'http://192.0.2.1/twilio/status' })
    await bold.clock.advanceUntil(() => failures.length === 2)
    expect(failures[0]).toMatchObject({ event: 'webhook-failed', reason: 'ct' })
    await bold.stop()
  })

  test('a route leads a public name to its stand-in on this machine, Host and signature untouched', async () => {
    const routed = await startPracticeBench({
      route: (url) =>
        url.hostname === 'camp.example'
          ? { host: '127.0.0.1', port: Number(new URL(bench.collector.origin).port) }
          : null,
    })
    const callback = 'http://camp.example/twilio/status?a=7'
    await routed.send({ StatusCallback: callback })
    await routed.clock.advanceUntil(() => bench.collector.received.length === 2)
    expect(bench.collector.received[0]?.headers['host']).toBe('camp.example')
    expect(bench.collector.received[0]?.headers['x-twilio-signature']).toBe(
      signWebhook(routed.carrier.account.authToken, callback, bench.collector.received[0]?.form ?? []),
    )
    await routed.stop()
  })
})

describe('the untidiness of practice', () => {
  test('doubles and shuffles come by chance and by the seed; every final status is told', async () => {
    const untidy = await startPracticeBench({
      timing: { doubled: 0.2, shuffled: 0.2, sending: 0.3, unknownParameter: 0.3, segmentsPerSecond: 0 },
    })
    const sids: string[] = []
    for (let index = 0; index < 40; index += 1) sids.push(await untidy.send())
    let still = false
    void untidy.carrier.idle().then(() => {
      still = true
    })
    await untidy.clock.advanceUntil(() => still)
    const heard = new Map<string, string[]>()
    for (const { form } of untidy.collector.received) {
      const sid = form.get('MessageSid') ?? ''
      heard.set(sid, [...(heard.get(sid) ?? []), form.get('MessageStatus') ?? ''])
    }
    const runs = sids.map((sid) => heard.get(sid) ?? [])
    expect(runs.every((run) => run.includes('sent') && run.includes('delivered'))).toBe(true)
    expect(runs.some((run) => new Set(run).size < run.length)).toBe(true)
    expect(runs.some((run) => run.indexOf('delivered') < run.indexOf('sent'))).toBe(true)
    expect(runs.some((run) => run.includes('sending'))).toBe(true)
    expect(untidy.collector.received.some(({ form }) => form.has('CarrierRouteHint'))).toBe(true)
    expect(untidy.collector.received.every(({ form }) => form.get('To') === parent)).toBe(true)
    for (const { form, headers } of untidy.collector.received) {
      expect(headers['x-twilio-signature']).toBe(signWebhook(untidy.carrier.account.authToken, untidy.callback, form))
    }
    await untidy.stop()
  })
})
