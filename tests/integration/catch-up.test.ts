import { describe, expect, onTestFinished, test } from 'vitest'
import { createCatchUp } from '../../electron/hub/catch-up/catch-up.ts'
import type { CatchUp } from '../../electron/hub/catch-up/catch-up.ts'
import type { Clock } from '../../electron/hub/clock.ts'
import type { FilledIn } from '../../electron/hub/catch-up/fill-in.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const ana = '+12015550111'
const ben = '+12015550112'

interface Stored {
  readonly body: string
  readonly direction: string
  readonly state: string
  readonly origin: string
  readonly arrived_while_away: number
}

function stored(line: CampLine): readonly Stored[] {
  return line.workspace.store.db
    .prepare<[], Stored>('SELECT body, direction, state, origin, arrived_while_away FROM message ORDER BY sort_at, seq')
    .all()
}

/** A line whose inbound texts reach nobody, and a catch-up that looks when told to. */
async function away(options: {
  readonly clock: ManualClock
  readonly twilioClock?: Clock
  readonly interval?: () => number
}) {
  const { clock, twilioClock = clock } = options
  const line = await campLine({ clock, twilioClock, reachable: false })
  const connected = line.workspace.line
  if (!connected) throw new Error('The line is not connected.')
  const added: FilledIn[] = []
  /** How much was told at a time. */
  const told: number[] = []
  const catchUp = createCatchUp({
    store: line.workspace.store,
    carrier: connected.carrier,
    link: connected.link,
    clock: options.clock,
    random: seededRandom(3),
    log: silentLog,
    numbers: () => [connected.account.number],
    interval: options.interval ?? (() => 300_000),
    looked() {},
    filledIn(news) {
      added.push(...news)
      told.push(news.length)
    },
  })
  onTestFinished(() => catchUp.stop())
  return { line, catchUp, added, told }
}

async function look(clock: ManualClock, catchUp: CatchUp): Promise<boolean> {
  let complete: boolean | null = null
  void catchUp.now().then((result) => {
    complete = result
  })
  await clock.advanceUntil(() => complete !== null, { step: 200, what: 'a look' })
  return complete === true
}

describe('catch-up', () => {
  test('brings inbound texts that no webhook brought: once, in their order, marked as arrived while away', async () => {
    const clock = manualClock()
    const { line, catchUp, added } = await away({ clock })
    line.twilio.textFrom(ana, 'first')
    await clock.advance(120_000)
    line.twilio.textFrom(ben, 'second')
    line.twilio.textFrom(ana, 'third')
    await clock.advance(120_000)
    catchUp.start()
    await look(clock, catchUp)
    await look(clock, catchUp)
    expect(stored(line).map(({ body, arrived_while_away }) => [body, arrived_while_away])).toEqual([
      ['first', 1],
      ['second', 1],
      ['third', 1],
    ])
    expect(added.filter((one) => one.kind === 'text-in')).toHaveLength(3)
    expect(line.workspace.counts()).toMatchObject({ unread: 2, needsReply: 2 })
  })

  test('where nothing else brings texts, a fresh one counts as live', async () => {
    const clock = manualClock()
    const { line, catchUp } = await away({ clock, interval: () => 5_000 })
    catchUp.start()
    await look(clock, catchUp)
    line.twilio.textFrom(ana, 'Running late')
    await clock.advanceUntil(() => stored(line).length === 1, { step: 500, what: 'the text' })
    expect(stored(line)[0]).toMatchObject({ body: 'Running late', arrived_while_away: 0 })
  })

  test('a shorter interval counts at once, not only after the long one is over; trouble is left its rest', async () => {
    const clock = manualClock()
    let interval = 300_000
    const { line, catchUp } = await away({ clock, interval: () => interval })
    catchUp.start()
    await look(clock, catchUp)
    line.twilio.textFrom(ana, 'Running late')
    await clock.advance(20_000)
    expect(stored(line)).toEqual([])
    catchUp.intervalChanged()
    await clock.advance(20_000)
    expect(stored(line)).toEqual([])
    interval = 5_000
    catchUp.intervalChanged()
    await clock.advanceUntil(() => stored(line).length === 1, { step: 200, limit: 3_000, what: 'the text' })
    await look(clock, catchUp)

    line.twilio.faults.onRequest({ kind: 'server-error' }, { match: { method: 'GET' } })
    expect(await look(clock, catchUp)).toBe(false)
    const before = catchUp.lastAt
    catchUp.intervalChanged()
    await clock.advance(20_000)
    expect(catchUp.lastAt).toBe(before)
    await clock.advanceUntil(() => catchUp.lastAt !== before, { step: 500, limit: 20_000, what: 'the next look' })
  })

  test.each([
    ['ahead', 30 * 60_000],
    ['behind', -30 * 60_000],
  ])('a laptop whose clock is %s misses nothing, nor does one whose clock was put right', async (_way, ahead) => {
    const clock = manualClock()
    let skew = ahead
    const twilioClock = Object.create(clock, { now: { value: () => clock.now() - skew } }) as Clock
    const { line, catchUp } = await away({ clock, twilioClock })
    catchUp.start()
    await look(clock, catchUp)
    line.twilio.textFrom(ana, 'Running late')
    await look(clock, catchUp)
    expect(stored(line)).toMatchObject([{ body: 'Running late', arrived_while_away: 0 }])
    await clock.advance(120_000)
    line.twilio.textFrom(ana, 'Twenty minutes')
    await clock.advance(120_000)
    await look(clock, catchUp)
    expect(stored(line)).toMatchObject([{}, { body: 'Twenty minutes', arrived_while_away: 1 }])
    // Set by hand: from Twilio's point of view this laptop's clock jumps.
    clock.jump(-skew)
    skew = 0
    line.twilio.textFrom(ana, 'Here now')
    await look(clock, catchUp)
    expect(stored(line).map(({ body }) => body)).toContain('Here now')
  })

  test('STOP and START take effect', async () => {
    const clock = manualClock()
    const { line, catchUp } = await away({ clock })
    line.twilio.textFrom(ana, 'STOP')
    line.twilio.textFrom(ben, 'STOP')
    await clock.advance(5_000)
    line.twilio.textFrom(ben, 'START')
    await clock.advance(5_000)
    catchUp.start()
    await look(clock, catchUp)
    expect(() => line.text(ana, 'Hello')).toThrow('STOP')
    expect(() => line.text(ben, 'Hello')).not.toThrow()
  })

  test('a text sent from elsewhere on the same number appears as such, and one of ours does not appear twice', async () => {
    const clock = manualClock()
    const { line, catchUp } = await away({ clock })
    const ours = line.text(ana, 'From this laptop')
    await clock.advanceUntil(() => line.message(ours).state === 'delivered', { step: 500, what: 'delivery' })
    const elsewhere = await postFromElsewhere(line, ben, 'From the console')
    expect(elsewhere).toBe(201)
    catchUp.start()
    await look(clock, catchUp)
    await clock.advanceUntil(() => stored(line).every((message) => message.state === 'delivered'), {
      step: 500,
      what: 'both delivered',
    })
    expect(stored(line).map(({ body, origin }) => [body, origin])).toEqual([
      ['From this laptop', 'person'],
      ['From the console', 'elsewhere'],
    ])
  })

  test('nothing is skipped when the carrier stops answering half-way: the sure point stays', async () => {
    const clock = manualClock()
    const { line, catchUp } = await away({ clock })
    line.twilio.textFrom(ana, 'Hello')
    await clock.advance(1_000)
    line.twilio.faults.onRequest({ kind: 'server-error' }, { match: { method: 'GET' } })
    catchUp.start()
    expect(await look(clock, catchUp)).toBe(false)
    expect(stored(line)).toEqual([])
    expect(await look(clock, catchUp)).toBe(true)
    expect(stored(line)).toHaveLength(1)
  })

  test('asked for while a look is under way, a later one answers: the first may have listed before the text came', async () => {
    const clock = manualClock()
    const { line, catchUp } = await away({ clock })
    catchUp.start()
    await look(clock, catchUp)
    const slow = line.twilio.faults.onRequest(
      { kind: 'answer-after', ms: 3_000 },
      { match: { method: 'GET' }, skip: 1 },
    )
    void catchUp.now()
    await clock.advanceUntil(() => slow.met === 1, { step: 100, what: 'the second of its two lists' })
    line.twilio.textFrom(ana, 'Hello')
    expect(await look(clock, catchUp)).toBe(true)
    expect(stored(line)).toHaveLength(1)
  })

  test('asked for while a look hangs on a dead connection, another one follows as soon as that one is given up', async () => {
    const clock = manualClock()
    const { line, catchUp } = await away({ clock })
    catchUp.start()
    await look(clock, catchUp)
    await clock.advance(1_000)
    line.twilio.textFrom(ana, 'Hello')
    const hanging = line.twilio.faults.onRequest({ kind: 'hang' }, { match: { method: 'GET', path: 'Messages' } })
    void catchUp.now()
    await clock.advanceUntil(() => hanging.met === 1, { step: 200, what: 'the look that hangs' })
    const asked = clock.now()
    expect(await look(clock, catchUp)).toBe(true)
    expect(stored(line)).toHaveLength(1)
    // The request's own time-out, and no rest after it.
    expect(clock.now() - asked).toBeLessThan(20_000)
  })

  test(
    'a week away with 5,000 texts is caught up within its budget of requests, and texts written meanwhile leave at once',
    { timeout: 60_000 },
    async () => {
      const clock = manualClock()
      const { line, catchUp, told } = await away({ clock })
      catchUp.start()
      await look(clock, catchUp)
      catchUp.stop()
      for (let text = 0; text < 5_000; text++) {
        if (text % 1_000 === 999) clock.jump(1.4 * 86_400_000)
        line.twilio.textFrom(`+1201${5_550_000 + (text % 400)}`, `text ${text}`)
      }
      const arrived = (): number => stored(line).filter(({ direction }) => direction === 'in').length
      const started = clock.now()
      catchUp.start()
      for (const body of ['At the gate', 'By the gym', 'In the hall']) {
        const written = clock.now()
        line.text(ana, body)
        await clock.advanceUntil(() => line.twilio.accepted().some((message) => message.body === body), { step: 100 })
        expect(clock.now() - written).toBeLessThan(2_000)
        expect(arrived()).toBeLessThan(5_000)
      }
      await clock.advanceUntil(() => arrived() === 5_000, { step: 500, limit: 120_000, what: 'the week' })
      expect(clock.now() - started).toBeLessThan(60_000)
      // One notification, not one for each commit.
      await clock.advanceUntil(() => told.includes(5_000), { step: 100, what: 'the news' })
    },
  )
})

/** What another laptop, or Twilio's console, does on the same number. */
async function postFromElsewhere(line: CampLine, to: string, body: string): Promise<number> {
  const { accountSid, authToken, number } = line.twilio.account
  const answer = await fetch(`${line.twilio.origin}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({ To: to, From: number, Body: body }),
  })
  await answer.arrayBuffer()
  return answer.status
}
