import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { campMorning } from '../../../tests/support/manual-clock.ts'
import { ours, parent, startPracticeBench } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'

const other = '+13125550143'
let bench: PracticeBench

beforeEach(async () => {
  bench = await startPracticeBench({
    timing: { queuedToSent: [0, 0], sentToDelivered: [0, 0], segmentsPerSecond: 0 },
  })
})
afterEach(async () => {
  await bench.stop()
})

async function list(query: string): Promise<Record<string, unknown>> {
  const reply = await bench.rest.get(`Messages.json${query}`)
  expect(reply.status).toBe(200)
  return reply.json
}

function bodiesOf(page: Record<string, unknown>): string[] {
  return (page['messages'] as { body: string }[]).map((message) => message.body)
}

describe('listing', () => {
  test('filters by To and From, newest first', async () => {
    await bench.send({ Body: 'one' })
    await bench.clock.advance(1000)
    await bench.send({ Body: 'two', To: other })
    await bench.clock.advance(1000)
    bench.carrier.textFrom(parent, 'three')
    await bench.clock.advance(1000)
    expect(bodiesOf(await list(''))).toEqual(['three', 'two', 'one'])
    expect(bodiesOf(await list(`?To=${encodeURIComponent(parent)}`))).toEqual(['one'])
    expect(bodiesOf(await list(`?To=${encodeURIComponent(ours)}`))).toEqual(['three'])
    expect(bodiesOf(await list(`?From=${encodeURIComponent(ours)}`))).toEqual(['two', 'one'])
    expect(bodiesOf(await list(`?From=${encodeURIComponent(parent)}&To=${encodeURIComponent(ours)}`))).toEqual([
      'three',
    ])
    expect(bodiesOf(await list('?To='))).toHaveLength(3)
  })

  test('filters by DateSent; what has no date yet does not match', async () => {
    await bench.send({ Body: 'morning' })
    await bench.clock.advance(3_600_000)
    await bench.send({ Body: 'later' })
    await bench.clock.advance(86_400_000)
    await bench.send({ Body: 'next day' })
    await bench.clock.advance(10)
    const hour = new Date(campMorning + 3_000_000).toISOString()
    expect(bodiesOf(await list('?DateSent%3E=2026-07-14'))).toEqual(['next day', 'later', 'morning'])
    expect(bodiesOf(await list('?DateSent%3E=2026-07-15'))).toEqual(['next day'])
    expect(bodiesOf(await list(`?DateSent%3E=${encodeURIComponent(hour)}`))).toEqual(['next day', 'later'])
    expect(bodiesOf(await list('?DateSent%3C=2026-07-15'))).toEqual(['later', 'morning'])
    expect(bodiesOf(await list('?DateSent=2026-07-14'))).toEqual(['later', 'morning'])
    expect(bodiesOf(await list(`?DateSent%3E=2026-07-14&DateSent%3C=${encodeURIComponent(hour)}`))).toEqual(['morning'])
    expect((await bench.rest.get('Messages.json?DateSent=soon')).status).toBe(400)
  })

  test('pages by tokens that hold their place while new texts arrive', async () => {
    for (let index = 0; index < 25; index += 1) {
      bench.carrier.textFrom(parent, `text ${index}`)
      await bench.clock.advance(1000)
    }
    const first = await list('?PageSize=10')
    expect(first).toMatchObject({ page: 0, page_size: 10, start: 0, end: 9, previous_page_uri: null })
    expect(String(first['next_page_uri'])).toMatch(/^\/2010-04-01\/Accounts\/AC\w+\/Messages\.json\?.*PageToken=PA/)
    bench.carrier.textFrom(parent, 'new one')
    await bench.clock.advance(1000)

    const seen = bodiesOf(first)
    let next = first['next_page_uri']
    let pages = 1
    while (typeof next === 'string') {
      const page = (await bench.rest.get(next)).json
      seen.push(...bodiesOf(page))
      next = page['next_page_uri']
      pages += 1
    }
    expect(pages).toBe(3)
    expect(seen).toEqual(Array.from({ length: 25 }, (_unused, index) => `text ${24 - index}`))
  })

  test('a last page that is exactly full has no next one', async () => {
    for (let index = 0; index < 10; index += 1) bench.carrier.textFrom(parent, `text ${index}`)
    const page = await list('?PageSize=10')
    expect(bodiesOf(page)).toHaveLength(10)
    expect(page['next_page_uri']).toBeNull()
    expect((await bench.rest.get('Messages.json?PageSize=0')).status).toBe(400)
    expect((await list('?PageSize=5000'))['page_size']).toBe(1000)
  })
})
