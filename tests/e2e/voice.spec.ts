import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { realClock } from '../../electron/hub/clock.ts'
import { findings } from './fixtures/axe.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const rate = 20
test.use({
  clock: realClock(rate),
  appOptions: ({ appOptions }, use) => use({ ...appOptions, env: { ...appOptions.env, PTP_CLOCK: `x${rate}` } }),
})

/** Known numbers of the simulated Twilio: what their phones do is told in its README. */
const person = '(500) 555-6002'
const machine = '(500) 555-6003'
const busyOnce = '(500) 555-6006'
const parent = '+13125550142'

const words = 'Lightning near the fields. Camp ends at noon, come to the north gate.'

async function speak(page: Page, text: string): Promise<void> {
  const screen = screenOf(page)
  await page.getByRole('radiogroup', { name: 'Send as' }).getByRole('radio', { name: 'Voice' }).check({ force: true })
  await screen.composer.fill(text)
  await screen.composer.press('Enter')
}

test('a spoken message rings, is confirmed by a person, left on a machine, and tried again where it is busy', async ({
  app,
  account,
}) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  await account.reach(app)

  await test.step('a person hears it twice, once more by a key, and confirms it', async () => {
    await writeTo(page, person, 'We call you in a moment')
    await speak(page, words)
    await expect(screen.message(words)).toHaveAccessibleName(/, (Calling…|Ringing…)$/)
    await expect(screen.message(words)).toHaveAccessibleName(/, Confirmed$/)
    const [call] = account.twilio.calls()
    expect(call?.heard.filter((one) => one.words === words)).toHaveLength(4)
    expect(await findings(page)).toEqual([])
  })

  await test.step('a machine is left the words, which is not called heard', async () => {
    await writeTo(page, machine, 'We call you in a moment')
    await speak(page, words)
    await expect(screen.message(words)).toHaveAccessibleName(/, Message left$/)
    await expect(screen.message(words)).toContainText('Nobody is known to have heard it.')
    expect(await findings(page, ['color-contrast'])).toEqual([])
  })

  await test.step('busy, then answered', async () => {
    await writeTo(page, busyOnce, 'We call you in a moment')
    await speak(page, words)
    await expect(screen.message(words)).toHaveAccessibleName(/, Busy\. Calls again at /)
    await expect(screen.message(words).getByRole('button', { name: 'Stop calling' })).toBeVisible()
    await expect(screen.message(words)).toHaveAccessibleName(/, Confirmed$/, { timeout: 60_000 })
    expect(account.twilio.calls().filter(({ to }) => to === '+15005556006')).toHaveLength(2)
  })
})

test('a caller leaves a message: unread in the list, heard in the thread, also without a network', async ({
  app,
  account,
}) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  await account.reach(app)
  await app.call('settings.update', { campName: 'PTP Camps' })
  const sid = account.twilio.callFrom(parent, { says: 7 })
  const row = screen.conversations.getByRole('button', { name: /Voicemail$/ })
  await expect(row).toHaveAccessibleName(/1 unread/)
  expect(account.twilio.call(sid)?.heard[0]?.words).toBe('You have reached PTP Camps.')
  await row.click()
  const player = screen.messages.last().getByLabel(/^Voicemail from /)
  const length = () => player.evaluate((audio: HTMLAudioElement) => Math.round(audio.duration))
  await expect.poll(length).toBe(7)
  await player.evaluate((audio: HTMLAudioElement) => {
    audio.currentTime = 5
    audio.playbackRate = 1.5
  })
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBe(5)
  expect(await findings(page)).toEqual([])
  account.twilio.setNetwork('refused')
  await app.restart()
  await screenOf(app.page)
    .conversations.getByRole('button', { name: /Voicemail$/ })
    .click()
  await expect
    .poll(() =>
      screenOf(app.page)
        .messages.last()
        .getByLabel(/^Voicemail from /)
        .evaluate((audio: HTMLAudioElement) => Math.round(audio.duration)),
    )
    .toBe(7)
})

test('a missed call is one line; who picks up and what is said is set under Voice', async ({ app, account }) => {
  const { page } = app
  const screen = screenOf(page)
  await account.reach(app)
  account.twilio.callFrom(parent, { patience: 2_000 })
  await expect(screen.conversations.getByRole('button', { name: /Missed call$/ })).toBeVisible()
  await screen.go('Settings')
  await page.getByRole('tab', { name: 'Voice' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Voice' })
  await panel.getByRole('textbox', { name: 'Greeting', exact: true }).fill('Good morning from the tent.')
  await panel.getByRole('textbox', { name: 'Pass calls on to' }).fill('312 555')
  await panel.getByRole('textbox', { name: 'Pass calls on to' }).press('Enter')
  await expect(panel.getByText('Give the whole number with its country code')).toBeVisible()
  await panel.getByRole('textbox', { name: 'Pass calls on to' }).fill('')
  await panel.getByRole('textbox', { name: 'Your phone' }).fill('+1 500 555 6001')
  expect(await findings(page)).toEqual([])
  await panel.getByRole('button', { name: 'Call me now' }).click()
  await expect(panel.getByText('Your phone rings in a moment')).toBeVisible()
  await expect.poll(() => account.twilio.calls()[0]?.to).toBe('+15005556001')
  const sid = account.twilio.callFrom('+13125550143', { says: 3 })
  await expect.poll(() => account.twilio.call(sid)?.heard[0]?.words).toBe('Good morning from the tent.')
})
