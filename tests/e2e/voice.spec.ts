import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { closeStore, openStore } from '../../db/open.ts'
import { everybody } from '../../electron/hub/audience/audience.ts'
import { realClock } from '../../electron/hub/clock.ts'
import { campMinutes } from '../../renderer/lib/camp-time.ts'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import { root } from '../../scripts/lib/run.mts'
import { addCamp, addFamily, addPlayer } from '../support/board-camp.ts'
import type { App } from './fixtures/app.ts'
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

test(
  'a spoken message rings, is confirmed by a person, left on a machine, and tried again where it is busy',
  { tag: '@long' },
  async ({ app, account }) => {
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
  },
)

test('a caller leaves a message: unread in the list, heard in the thread, also without a network', async ({
  app,
  account,
}) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  await account.reach(app)
  await app.call('settings.update', { campName: 'PTP Camps' })
  // Another conversation is open: what is on screen is soon read.
  await writeTo(page, person, 'Good morning')
  await expect(screen.message('Good morning')).toHaveAccessibleName(/, Delivered$/)
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
  await test.step('by keys alone: played, stopped, moved', async () => {
    const at = () => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)
    const isPlaying = () => player.evaluate((audio: HTMLAudioElement) => !audio.paused)
    const isFocused = () => player.evaluate((audio: HTMLAudioElement) => audio.matches(':focus, :focus-within'))
    await player.evaluate((audio: HTMLAudioElement) => {
      audio.currentTime = 0
      audio.playbackRate = 1
    })
    await screen.messages.last().getByRole('button', { name: 'Text back' }).focus()
    await page.keyboard.press('Tab')
    await expect.poll(isFocused).toBe(true)
    await page.keyboard.press('ArrowRight')
    await expect.poll(at).toBeGreaterThan(0)
    const there = await at()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(at).toBeLessThan(there)
    await page.keyboard.press('Space')
    await expect.poll(isPlaying).toBe(true)
    await page.keyboard.press('Space')
    await expect.poll(isPlaying).toBe(false)
  })
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
  await screen.conversations.getByRole('button', { name: /Missed call$/ }).click()
  await test.step('it is texted back by one key, or by its button; a draft stays as it is', async () => {
    const sendAs = page.getByRole('radiogroup', { name: 'Send as' })
    await expect(screen.messages.last()).toHaveAccessibleName(/, Missed call$/)
    await page.keyboard.press('Control+Shift+Y')
    await expect(screen.composer).toHaveValue('Sorry we missed your call. How can we help?')
    await expect(screen.composer).toBeFocused()
    await screen.composer.fill('On our way to you')
    await sendAs.getByRole('radio', { name: 'Voice' }).check({ force: true })
    await screen.messages.last().getByRole('button', { name: 'Text back' }).click()
    await expect(sendAs.getByRole('radio', { name: 'SMS' })).toBeChecked()
    await expect(screen.composer).toHaveValue('On our way to you')
    await expect(screen.composer).toBeFocused()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Control+K')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await palette.getByRole('combobox').fill('text back')
    await expect(palette.getByRole('option', { name: /^Text back after a missed call/ })).toBeVisible()
    await page.keyboard.press('Escape')
  })
  await screen.go('Settings')
  await page.getByRole('tab', { name: 'Voice' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Voice' })
  await panel.getByRole('textbox', { name: 'Greeting', exact: true }).fill('Good morning from the tent.')
  await panel.getByRole('textbox', { name: 'Pass calls on to' }).fill('312 555')
  await panel.getByRole('textbox', { name: 'Pass calls on to' }).press('Enter')
  await expect(panel.getByText('Give the whole number with its country code')).toBeVisible()
  await panel.getByRole('textbox', { name: 'Pass calls on to' }).fill('')
  await panel.getByRole('combobox', { name: 'Voice', exact: true }).selectOption('Man’s')
  await panel.getByRole('combobox', { name: 'Keep voicemails for' }).selectOption('30 days')
  await expect
    .poll(async () => (await app.call('system.state', {})).settings)
    .toMatchObject({ callVoice: 'man', voicemailDays: 30 })
  await panel.getByRole('textbox', { name: 'Your phone' }).fill('+1 500 555 6001')
  expect(await findings(page)).toEqual([])
  await panel.getByRole('button', { name: 'Call me now' }).click()
  await expect(panel.getByText('Your phone rings in a moment')).toBeVisible()
  await expect.poll(() => account.twilio.calls()[0]?.to).toBe('+15005556001')
  expect(account.twilio.calls()[0]?.twiml).toContain('Polly.Matthew')
  const sid = account.twilio.callFrom('+13125550143', { says: 3 })
  await expect.poll(() => account.twilio.call(sid)?.heard[0]?.words).toBe('Good morning from the tent.')
})

test.describe('a family that reads Spanish, of a camp that runs today', () => {
  /** Whoever picks up presses 1, then 2. */
  const address = '+15005556002'

  test.use({
    appOptions: ({ appOptions }, use) =>
      use({
        ...appOptions,
        prepare(dataDir) {
          const db = openStore({
            file: join(dataDir, 'hub.db'),
            migrationsDir: join(root, 'out', 'main', 'migrations'),
            backupsDir: join(dataDir, 'backups'),
            now: Date.now(),
          })
          const { family, guardian } = addFamily(db, 'Ana Lopez', address)
          db.prepare(`UPDATE guardian SET language = 'es' WHERE id = ?`).run(guardian)
          addPlayer(db, family, 'Maya Lopez', addCamp(db, 'Week 1'))
          closeStore(db)
        },
      }),
  })

  test(
    'hears a call in its language, or in the one that is chosen in the composer',
    { tag: '@long' },
    async ({ app, account }) => {
      test.slow()
      const { page } = app
      const screen = screenOf(page)
      await account.reach(app)
      const { id } = await app.call('conversations.open', { address })
      const text = {
        id: uuidV7(),
        conversationId: id,
        body: 'We call you in a moment',
        replaces: null,
        noUseAfter: null,
      }
      await app.call('messages.send', { ...text, channel: 'sms' })
      await screen.row('Ana Lopez').click()
      await page
        .getByRole('radiogroup', { name: 'Send as' })
        .getByRole('radio', { name: 'Voice' })
        .check({ force: true })
      const spokenIn = page.getByRole('button', { name: /^Spoken in: / })
      await expect(spokenIn).toHaveAccessibleName('Spoken in: Spanish')
      await screen.composer.fill('La práctica terminó.')
      await screen.composer.press('Enter')
      await expect(screen.message('La práctica terminó.')).toHaveAccessibleName(/, Confirmed$/)
      // One call was asked for: what is written next is a text, unless Voice is chosen again.
      await expect(spokenIn).toBeHidden()
      await page
        .getByRole('radiogroup', { name: 'Send as' })
        .getByRole('radio', { name: 'Voice' })
        .check({ force: true })
      await spokenIn.click()
      const menu = page.getByRole('menu')
      await expect(menu.getByRole('menuitemradio', { name: /^Spanish/ })).toBeChecked()
      expect(await findings(page)).toEqual([])
      await menu.getByRole('menuitemradio', { name: 'English' }).click()
      await expect(spokenIn).toHaveAccessibleName('Spoken in: English')
      await expect(screen.composer).toBeFocused()
      const bar = page.locator('[data-composer]').locator('xpath=ancestor::div[3]')
      expect(await bar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
      await screen.composer.fill('Practice is over.')
      await screen.composer.press('Enter')
      await expect(screen.message('Practice is over.')).toHaveAccessibleName(/, Confirmed$/)
      const openings = new Set(account.twilio.calls().map(({ heard }) => heard[0]?.words))
      expect(openings).toEqual(
        new Set(['Hello. This is a message from the camp.', 'Hola. Este es un mensaje del campamento.']),
      )
    },
  )

  test('gets a spoken broadcast, whose report says how the call went', async ({ app, account }) => {
    const { page } = app
    await account.reach(app)
    await app.call('broadcasts.send', {
      id: uuidV7(),
      name: 'Lightning',
      draft: {
        audience: { ...everybody, from: 'roster' },
        templateId: null,
        bodies: { en: words },
        facts: {},
        asksToConfirm: false,
        useMinutes: 60,
        spoken: true,
      },
      sendAt: null,
      againOf: null,
      repeats: null,
    })
    await screenOf(page).go('Broadcasts')
    await page.getByRole('button', { name: 'Report on Lightning' }).click()
    const report = page.getByRole('region', { name: 'Report' })
    await expect(report.getByRole('row', { name: /Ana Lopez/ })).toContainText('Confirmed')
    await expect(report.getByText('1 of 1 called')).toBeVisible()
    await expect(report.getByText('Reached', { exact: true })).toBeVisible()
    expect(await findings(page)).toEqual([])
  })

  test('does not answer a broadcast, and is to be called with its words', async ({ app, account }) => {
    const { page } = app
    await account.reach(app)
    await app.call('broadcasts.send', {
      id: uuidV7(),
      name: 'Lightning',
      draft: {
        audience: { ...everybody, from: 'roster' },
        templateId: null,
        bodies: { en: words },
        facts: {},
        asksToConfirm: false,
        useMinutes: 60,
      },
      sendAt: null,
      againOf: null,
      repeats: null,
    })
    await screenOf(page).go('Broadcasts')
    await page.getByRole('button', { name: 'Report on Lightning' }).click()
    await page.getByRole('button', { name: 'Call those who did not answer…' }).click()
    const compose = page.getByRole('region', { name: 'New broadcast' })
    await expect(compose.getByRole('radio', { name: 'Call' })).toBeChecked()
    await expect(compose.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue(words)
    await expect(compose.getByText('1 call', { exact: true })).toBeVisible()
    await expect(compose.getByText(/segment|texts?$/)).toBeHidden()
    expect(await findings(page)).toEqual([])
  })

  test(
    'does not answer a ladder’s text; the phone rings, and key 2 ends the ladder',
    { tag: '@long' },
    async ({ app, account }) => {
      test.slow()
      await account.reach(app)
      await missThem(app)
      const state = async () => (await app.call('ladders.today', {}))[0]
      await expect.poll(() => account.twilio.accepted().map(({ to }) => to), { timeout: 30_000 }).toEqual([address])
      await expect
        .poll(() => account.twilio.calls().map(({ pressed }) => pressed), { timeout: 60_000 })
        .toEqual([['1', '2']])
      expect(
        account.twilio
          .calls()[0]
          ?.heard.map((one) => one.words)
          .join(' '),
      ).toContain('Todavía no hemos visto a Maya')
      await expect.poll(state).toMatchObject({ state: 'stopped', why: 'answered' })
      await screenOf(app.page).go('Check-in')
      const row = app.page.getByRole('grid', { name: 'Board' }).getByRole('row').filter({ hasText: 'Maya Lopez' })
      await expect(row).toContainText('Parent answered')
      // The alarm that was to follow never comes.
      expect((await state())?.steps.map(({ act, outcome }) => `${act} ${outcome}`)).toEqual(['text sent', 'text sent'])
    },
  )
})

/** The camp began a while ago, its ladder is on, and its rungs are counted from the next minute. */
async function missThem(app: App): Promise<void> {
  const { now, settings } = await app.call('system.state', {})
  const { camps } = await app.call('board.today', {})
  const campId = camps[0]?.id ?? 0
  const minutes = campMinutes(now, settings.timeZone)
  const beginsAt = Math.min(minutes, 23 * 60)
  await app.call('board.setCampTimes', {
    campId,
    firstDay: null,
    lastDay: null,
    beginsAt,
    endsAt: 23 * 60 + 59,
    grace: 0,
  })
  const past = minutes - beginsAt + 1
  await app.call('ladders.save', {
    requestId: uuidV7(),
    campId,
    kind: 'not-arrived',
    enabled: true,
    rungs: [
      { after: past + 1, act: 'text', guardian: 0 },
      { after: past + 3, act: 'text', guardian: 0, spoken: true },
      { after: past + 8, act: 'alarm' },
    ],
    templateId: null,
  })
}
