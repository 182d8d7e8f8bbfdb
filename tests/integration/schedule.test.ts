import { describe, expect, test } from 'vitest'
import { ensureConversation } from '../../db/conversations.ts'
import { findSchedule } from '../../db/schedules.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { newId } from '../../electron/hub/ids.ts'
import { localTimeAt } from '../../electron/hub/local-time.ts'
import { cancelMessage } from '../../electron/hub/outbox/compose.ts'
import { defaultSettings } from '../../electron/hub/settings.ts'
import { scheduleText } from '../../electron/hub/schedule/schedule-text.ts'
import type { Plan } from '../../electron/hub/schedule/schedule-text.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine, CampLineOptions } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const minute = 60_000
const hour = 60 * minute
const ana = '+12015550111'
const our = practiceAccount.numbers[0]?.phoneNumber ?? ''
const service = { sid: `MG${'3'.repeat(32)}`, numbers: [our] }
const byService = { account: { messagingServices: [service] }, messagingServiceSid: service.sid }

/** Plans a text to Ana for so many minutes from now, by the camp's clock. */
function plan(line: CampLine, clock: ManualClock, minutes: number, change: Partial<Plan> = {}): string {
  const id = newId(clock.now())
  const { day, minutes: at } = localTimeAt(clock.now() + minutes * minute, defaultSettings.timeZone)
  const { workspace } = line
  const hasService = (workspace.line?.account.messagingServiceSid ?? null) !== null
  workspace.store.write((write) => {
    const conversationId = ensureConversation(write.db, 'phone', ana, our, write.now)
    const text = { id, conversationId, body: `See you at ${at}`, author: 'Sam', origin: 'person' } as const
    const whole = { day, minutes: at, useMinutes: 60, cancelOnReply: false, ...change }
    scheduleText(write, { ...text, replaces: null, ourNumber: our, segments: 1 }, whole, hasService)
  })
  return id
}

async function open(options: Partial<CampLineOptions> = {}) {
  const clock = manualClock()
  const line = await campLine({ clock, ...options })
  const isAt = (id: string, state: string, limit = 4 * hour): Promise<void> =>
    clock.advanceUntil(() => line.message(id).state === state, { step: 5_000, limit, what: state })
  const atCarrier = () => line.twilio.accepted()
  return { clock, line, isAt, atCarrier }
}

describe('a text that waits on this laptop', () => {
  test('leaves once, at its time, over a crash before it and one after it', async () => {
    const { clock, line, isAt, atCarrier } = await open()
    const id = plan(line, clock, 30)
    await clock.advance(20 * minute)
    await line.crash()
    expect(atCarrier()).toEqual([])
    await isAt(id, 'delivered')
    const [first] = line.attempts(id)
    expect(first?.started_at).toBeGreaterThanOrEqual(line.message(id).send_at ?? Infinity)
    expect((first?.started_at ?? 0) - (line.message(id).send_at ?? 0)).toBeLessThan(minute)
    await line.crash()
    await clock.advance(2 * hour)
    expect(atCarrier()).toHaveLength(1)
  })

  test('due while the laptop was off: a little late it goes, past its use it expires with the reason', async () => {
    const { clock, line, isAt, atCarrier } = await open()
    const soon = plan(line, clock, 30)
    const short = plan(line, clock, 31, { useMinutes: 5 })
    await line.restart(() => clock.jump(40 * minute))
    await isAt(soon, 'delivered')
    expect(line.message(short)).toMatchObject({ state: 'expired', error_text: 'local:missed' })
    expect(atCarrier()).toHaveLength(1)
  })

  test('a parent’s text cancels it where that was asked for', async () => {
    const { clock, line, isAt, atCarrier } = await open()
    const id = plan(line, clock, 30, { cancelOnReply: true })
    line.twilio.textFrom(ana, 'On our way')
    await isAt(id, 'canceled')
    await clock.advance(2 * hour)
    expect(atCarrier()).toEqual([])
  })
})

describe('a text that Twilio holds', () => {
  test('is handed over at once and goes out with the laptop closed; nothing goes out twice', async () => {
    const { clock, line, isAt, atCarrier } = await open(byService)
    const id = plan(line, clock, 30, { byCarrier: true })
    await isAt(id, 'scheduled', 10_000)
    await clock.advanceUntil(() => atCarrier().length === 1, { step: 500, what: 'the hand-over' })
    expect(atCarrier()[0]?.status).toBe('scheduled')
    await isAt(id, 'scheduled', 10_000)
    await line.restart(async () => {
      await clock.advance(28 * minute)
      expect(atCarrier()[0]?.status).toBe('scheduled')
      await clock.advance(10 * minute)
      expect(atCarrier()[0]?.status).toBe('delivered')
    })
    await isAt(id, 'delivered')
    expect(atCarrier()).toHaveLength(1)
  })

  test('is canceled only once Twilio says so', async () => {
    const { clock, line, isAt, atCarrier } = await open(byService)
    const id = plan(line, clock, 30, { byCarrier: true })
    await clock.advanceUntil(() => line.attempts(id)[0]?.sid !== null && line.message(id).state === 'scheduled', {
      step: 500,
      what: 'the hand-over',
    })
    line.twilio.setNetwork('refused')
    line.workspace.store.write((write) => cancelMessage(write, id))
    await clock.advance(minute)
    expect(line.message(id).state).toBe('scheduled')
    line.twilio.setNetwork('up')
    await isAt(id, 'canceled')
    expect(atCarrier()[0]?.status).toBe('canceled')
    await clock.advance(2 * hour)
    expect(line.message(id).state).toBe('canceled')
    expect(atCarrier()).toHaveLength(1)
  })

  test('is taken back where the parent says STOP: Twilio would send it all the same', async () => {
    const { clock, line, isAt, atCarrier } = await open(byService)
    const id = plan(line, clock, 30, { byCarrier: true })
    await clock.advanceUntil(() => line.message(id).state === 'scheduled' && line.attempts(id).length > 0, {
      step: 500,
      what: 'the hand-over',
    })
    line.twilio.textFrom(ana, 'STOP')
    await isAt(id, 'canceled')
    expect(line.message(id).error_text).toBe('local:stopped')
    expect(atCarrier().filter(({ status }) => status !== 'canceled' && status !== 'delivered')).toEqual([])
  })

  test('waits on this laptop instead where it cannot be handed over in time', async () => {
    const { clock, line, isAt, atCarrier } = await open(byService)
    line.twilio.setNetwork('refused')
    await clock.advance(minute)
    const id = plan(line, clock, 60, { byCarrier: true })
    await clock.advance(12 * minute)
    const { seq } = line.message(id)
    expect(findSchedule(line.workspace.store.db, seq)?.by_carrier).toBe(0)
    expect(line.message(id).state).toBe('scheduled')
    line.twilio.setNetwork('up')
    await clock.advance(30 * minute)
    expect(atCarrier()).toEqual([])
    await isAt(id, 'delivered')
    expect(atCarrier()).toHaveLength(1)
  })

  test('is refused without a Messaging Service, too near, and where a reply is to cancel it', async () => {
    const plain = await open()
    expect(() => plan(plain.line, plain.clock, 30, { byCarrier: true })).toThrow('Messaging Service')
    const { line, clock } = await open(byService)
    expect(() => plan(line, clock, 12, { byCarrier: true })).toThrow('15 minutes')
    expect(() => plan(line, clock, 30, { byCarrier: true, cancelOnReply: true })).toThrow('replies')
  })
})
