import { expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { DutyView } from '../../electron/ipc/contract/duty-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { practiceRest } from '../support/practice-rest.ts'
import { practiceTwilio } from '../support/practice-twilio.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'

const parent = '+13125550142'
const ours = practiceAccount.numbers[0]?.phoneNumber ?? ''

interface Laptop extends TestHub {
  text(body: string): Promise<void>
  duty(): Promise<DutyView>
  /** Asks Twilio for what happened elsewhere. */
  lookAround(): Promise<void>
  readSettings(): Promise<void>
}

/** A laptop in live mode, with an address of its own that leads to it. */
async function laptop(clock: ManualClock, twilio: PracticeCarrier, dataDir?: string): Promise<Laptop> {
  const made = await testHub({
    clock,
    ...(dataDir === undefined ? {} : { dataDir }),
    env: {
      PTP_TWILIO_ACCOUNT_SID: twilio.account.accountSid,
      PTP_TWILIO_AUTH_TOKEN: twilio.account.authToken,
      PTP_TWILIO_NUMBER: ours,
      PTP_TWILIO_API: twilio.origin,
    },
  })
  const { handlers } = made.hub
  await handlers['settings.update']({ reachBy: 'own-address', publicUrl: made.hub.webhookAddress ?? '' })
  return {
    ...made,
    async text(body) {
      const id = newId(clock.now())
      const { id: conversationId } = await handlers['conversations.open']({ address: parent })
      await handlers['messages.send']({
        id,
        conversationId,
        channel: 'sms',
        body,
        replaces: null,
        noUseAfter: null,
      })
      const isDelivered = () =>
        made.changes('message').some(({ message }) => message.id === id && message.state === 'delivered')
      await clock.advanceUntil(isDelivered, { step: 200, what: `“${body}” delivered` })
    },
    duty: () => Promise.resolve(handlers['duty.state']({})),
    async lookAround() {
      let isDone = false
      const look = Promise.resolve(handlers['catchUp.now']({})).finally(() => (isDone = true))
      await clock.advanceUntil(() => isDone, { step: 200, what: 'catch-up' })
      await look
    },
    async readSettings() {
      await handlers['webhooks.state']({ refresh: true })
    },
  }
}

async function camp() {
  const clock = manualClock()
  const twilio = await practiceTwilio(clock, practiceAccount)
  const [a, b] = [await laptop(clock, twilio), await laptop(clock, twilio)]
  // Both have asked once what was there before.
  await clock.advance(10_000)
  return { clock, twilio, a, b }
}

test('of two laptops on one number the one that sees the other stands back; taking over by texts and by settings is noticed', async () => {
  const { clock, twilio, a, b } = await camp()
  await a.hub.handlers['webhooks.fix']({ changes: await planOf(a) })
  expect([await a.duty(), await b.duty()]).toMatchObject([{ onDuty: true }, { onDuty: true }])

  await a.text('Check-in is open')
  await b.lookAround()
  expect(await b.duty()).toMatchObject({ onDuty: false, asks: true, other: { reason: 'texts' } })
  expect(b.changes('duty').at(-1)?.duty).toEqual(await b.duty())
  expect(await a.duty()).toEqual({ onDuty: true, other: null, asks: false })

  expect(await b.hub.handlers['duty.takeOver']({})).toEqual({
    duty: { onDuty: true, other: null, asks: false },
    next: 'point-here',
  })
  await b.hub.handlers['webhooks.fix']({ changes: await planOf(b) })
  await clock.advance(2_000)
  await b.text('We have the tent now')
  // A person put the first one on duty: a text by hand alone does not end that, another address does.
  await a.lookAround()
  expect(await a.duty()).toMatchObject({ onDuty: true, other: { reason: 'texts' }, asks: false })
  await a.readSettings()
  expect(await a.duty()).toMatchObject({ onDuty: false, other: { reason: 'address' }, asks: true })
  expect(await b.hub.handlers['duty.takeOver']({})).toMatchObject({ next: 'nothing' })

  expect(await a.hub.handlers['duty.stepBack']({})).toMatchObject({ onDuty: false, asks: false })
  await a.hub.stop(1_000)
  const again = await laptop(clock, twilio, a.dataDir)
  expect(await again.duty()).toMatchObject({ onDuty: false, asks: false })
})

async function planOf(one: Laptop) {
  const { changes } = await one.hub.handlers['webhooks.plan']({})
  return changes.filter(({ usual }) => usual).map(({ id, from }) => ({ id, from }))
}

test('two laptops without a word from anybody: the last one that texted is on duty, the other asks', async () => {
  const { clock, a, b } = await camp()
  await a.text('From the tent')
  await clock.advance(2_000)
  await b.text('From the office')
  await a.lookAround()
  await b.lookAround()
  expect(await a.duty()).toMatchObject({ onDuty: false, asks: true })
  expect(await b.duty()).toMatchObject({ onDuty: true, other: null })
})

test('Twilio’s console counts as another laptop, Twilio’s own answer to STOP does not', async () => {
  const { clock, twilio, a } = await camp()
  twilio.textFrom(parent, 'STOP')
  await clock.advance(5_000)
  await a.lookAround()
  expect(await a.duty()).toEqual({ onDuty: true, other: null, asks: false })
  const made = await practiceRest(twilio).post('Messages.json', {
    To: '+13125550143',
    From: ours,
    Body: 'From the console',
  })
  expect(made.status).toBe(201)
  await clock.advance(5_000)
  await a.lookAround()
  expect(await a.duty()).toMatchObject({ onDuty: false, other: { reason: 'texts' }, asks: true })
})
