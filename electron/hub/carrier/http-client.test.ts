import { afterEach, expect, test } from 'vitest'
import { startStandIn } from '../../../tests/support/stand-in.ts'
import type { Clock } from '../clock.ts'
import { createHttpClient } from './http-client.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** Keeps the spans that were asked for and never fires. */
function notingClock(rate: number, spans: number[]): Clock {
  return {
    rate,
    now: () => 0,
    after(delay) {
      spans.push(delay)
      return { cancel() {} }
    },
  }
}

test('time-outs are the clock’s, but never shrink with it below what a real network needs', async () => {
  const server = await startStandIn((_request, response) => response.end('{}'))
  stops.push(server.stop)
  const realTimes = async (rate: number) => {
    const spans: number[] = []
    const client = createHttpClient({
      clock: notingClock(rate, spans),
      apiOrigin: server.origin,
      apiCertificateAuthority: null,
    })
    stops.push(client.close)
    await client.request({ method: 'GET', url: 'https://api.twilio.com/', headers: {}, body: null })
    return spans.map((span) => span / rate)
  }
  expect(await realTimes(1)).toEqual([5000, 15_000])
  expect(await realTimes(2)).toEqual([2500, 7500])
  expect(await realTimes(100)).toEqual([1500, 4000])
})
