import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { realClock } from '../../electron/hub/clock.ts'
import { campPhones } from '../../electron/hub/practice/voice/phones.ts'
import { findings } from './fixtures/axe.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const rate = 20
const usual = campPhones(1)
/** A phone that is picked up by a person, then by a machine, then by a person who confirms. */
const changing = '(500) 555-6011'
/** Known numbers of the simulated Twilio. */
const silent = '(500) 555-6005'
const unreachable = '(500) 555-6007'
const parent = '+13125550150'

test.use({
  clock: realClock(rate),
  appOptions: ({ appOptions }, use) => use({ ...appOptions, env: { ...appOptions.env, PTP_CLOCK: `x${rate}` } }),
  phones: {
    pickUp(address, count) {
      if (address !== '+15005556011') return usual.pickUp(address, count)
      if (count === 1) return { kind: 'machine', rings: 4_000, greeting: 6_000 }
      return { kind: 'person', rings: 2_000, keys: count === 0 ? [] : ['2'] }
    },
  },
})

const channel = (page: Page, name: 'SMS' | 'Voice') =>
  page.getByRole('radiogroup', { name: 'Send as' }).getByRole('radio', { name })

async function speak(page: Page, text: string): Promise<void> {
  await channel(page, 'Voice').check({ force: true })
  await screenOf(page).composer.fill(text)
  await screenOf(page).composer.press('Enter')
}

test('calls in a row each say how they went, and the phone rings once for each time Voice was chosen', async ({
  app,
  account,
}) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  await account.reach(app)
  await writeTo(page, changing, 'We call you in a moment')
  const calls = [
    ['Lunch is at noon today.', 'Heard'],
    ['Bring a coat for the evening.', 'Message left'],
    ['The north gate is open now.', 'Confirmed'],
  ] as const
  for (const [text, outcome] of calls) {
    await speak(page, text)
    await expect(channel(page, 'SMS')).toBeChecked()
    await expect(screen.message(text)).toHaveAccessibleName(new RegExp(`, ${outcome}$`), { timeout: 20_000 })
  }
  for (const [text, outcome] of calls)
    await expect(screen.message(text).locator('[aria-hidden]').filter({ hasText: outcome })).toBeVisible()
  await screen.composer.fill('See you then.')
  await screen.composer.press('Enter')
  await expect(screen.message('See you then.')).toHaveAccessibleName(/, Delivered$/)
  expect(account.twilio.calls()).toHaveLength(3)
  expect(await findings(page)).toEqual([])
})

test('a call that nobody took is offered again, and edited as a call', async ({ app, account }) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  await account.reach(app)

  await test.step('one that was stopped', async () => {
    await writeTo(page, silent, 'We call you in a moment')
    await speak(page, 'Practice is over.')
    const message = screen.message('Practice is over.')
    await message.getByRole('button', { name: 'Stop calling' }).click({ timeout: 20_000 })
    await expect(message).toHaveAccessibleName(/, No answer$/)
    await expect(message.getByRole('button', { name: 'Edit and resend' })).toBeVisible()
    await message.getByRole('button', { name: 'Try again' }).click()
    await expect(message).toHaveAccessibleName(/, (Queued|Calling…|Ringing…)$/)
  })

  await test.step('one that failed: its words go into the box for a call, and back to a text when that is left', async () => {
    await writeTo(page, unreachable, 'We call you in a moment')
    await speak(page, 'Practice ends early.')
    const message = screen.message('Practice ends early.')
    await expect(message).toHaveAccessibleName(/, Call failed$/, { timeout: 20_000 })
    await screen.composer.fill('A draft')
    await message.getByRole('button', { name: 'Edit and resend' }).click()
    await expect(page.getByText('Editing a call that did not get through')).toBeVisible()
    await expect(channel(page, 'Voice')).toBeChecked()
    await expect(screen.composer).toHaveValue('Practice ends early.')
    await page.getByRole('button', { name: 'Cancel the edit' }).click()
    await expect(channel(page, 'SMS')).toBeChecked()
    await expect(screen.composer).toHaveValue('A draft')
    await message.getByRole('button', { name: 'Edit and resend' }).click()

    // Also where the conversation was left meanwhile.
    await screen.row(silent).click()
    await expect(channel(page, 'SMS')).toBeChecked()
    await screen.row(unreachable).click()
    await expect(channel(page, 'Voice')).toBeChecked()
    const before = account.twilio.accepted().length
    await screen.composer.fill('Practice ends early today.')
    await screen.composer.press('Enter')
    await expect(message).toContainText('Sent again in a newer text')
    await expect.poll(() => account.twilio.calls().filter(({ to }) => to === '+15005556007')).toHaveLength(2)
    expect(account.twilio.accepted()).toHaveLength(before)
    await expect(channel(page, 'SMS')).toBeChecked()
    await expect(screen.composer).toHaveValue('A draft')
  })
})

test('what cannot be said, or not be heard here, is said in words', async ({ app, account }) => {
  const { page } = app
  const screen = screenOf(page)
  await test.step('without a public address no call comes in: Voice says so', async () => {
    await screen.go('Settings')
    await page.getByRole('tab', { name: 'Voice' }).click()
    const panel = page.getByRole('tabpanel', { name: 'Voice' })
    await expect(panel.getByText('No call can come in now')).toBeVisible()
    expect(await findings(page)).toEqual([])
    await account.reach(app)
    await expect(panel.getByText('No call can come in now')).toBeHidden()
  })

  await test.step('words that Twilio would not take come back into the box, for a call as before', async () => {
    await screen.go('Inbox')
    await writeTo(page, silent, 'We call you in a moment')
    const long = '&'.repeat(1_100)
    await speak(page, long)
    await expect(page.getByRole('alert').filter({ hasText: 'too long for a call' })).toBeVisible()
    await expect(screen.composer).toHaveValue(long)
    await expect(channel(page, 'Voice')).toBeChecked()
  })

  await test.step('a laptop that has no voice says so', async () => {
    await screen.composer.fill('Practice is over.')
    await page.evaluate(() => {
      window.speechSynthesis.speak = (utterance) => {
        utterance.dispatchEvent(new SpeechSynthesisErrorEvent('error', { utterance, error: 'synthesis-failed' }))
      }
    })
    await page.getByRole('button', { name: 'Hear it' }).click()
    await expect(page.getByText('This laptop has no voice for that. The parent hears Twilio’s.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Hear it' })).toBeVisible()
    await page.getByRole('button', { name: /^Spoken in: / }).click()
    await expect(page.getByRole('menuitemradio', { name: 'English', exact: true })).toBeChecked()
    expect(account.twilio.calls()).toEqual([])
  })
})

test('a voicemail is kept as a file by the player’s Download; nothing else is downloaded', async ({ app, account }) => {
  const { page, electron } = app
  const screen = screenOf(page)
  await account.reach(app)
  account.twilio.callFrom(parent, { says: 7 })
  await screen.conversations.getByRole('button', { name: /Voicemail$/ }).click()
  const player = screen.messages.last().getByLabel(/^Voicemail from /)
  const source = await player.evaluate((audio: HTMLAudioElement) => new URL(audio.src).pathname)
  const download = (address: string) =>
    page.evaluate((href) => {
      const link = document.createElement('a')
      link.href = href
      link.download = ''
      link.click()
    }, address)
  const named = /Voicemail 312-555-0150 \d{4}-\d\d-\d\d \d{4}\.wav$/
  if (electron === null) {
    const begun = page.waitForEvent('download')
    await download(source)
    expect((await begun).suggestedFilename()).toMatch(named)
    return
  }
  const path = join(app.dataDir, 'kept.wav')
  await electron.evaluate(({ dialog }, filePath) => {
    const proposed: string[] = []
    Object.assign(globalThis, { proposed, filePath })
    dialog.showSaveDialog = ((_window: unknown, options: { defaultPath: string }) => {
      proposed.push(options.defaultPath)
      return Promise.resolve({ canceled: false, filePath: (globalThis as unknown as { filePath: string }).filePath })
    }) as typeof dialog.showSaveDialog
  }, path)
  const proposed = () => electron.evaluate(() => (globalThis as unknown as { proposed: string[] }).proposed)
  await download(source)
  await expect(screen.messages.last().getByText('Saved as kept.wav')).toBeVisible()
  expect(readFileSync(path).subarray(0, 4).toString()).toBe('RIFF')
  const [first] = await proposed()
  expect(first).toMatch(named)

  await electron.evaluate((_electron, filePath) => Object.assign(globalThis, { filePath }), join(path, 'nowhere.wav'))
  await download(source)
  await expect(screen.messages.last().getByText('It could not be saved there. Choose another folder.')).toBeVisible()
  expect(await findings(page)).toEqual([])

  for (const other of ['/index.html', `/media/${'0'.repeat(31)}`, 'data:text/plain,hello', 'blob:app://ptp/1'])
    await download(other)
  await download(source)
  await expect.poll(async () => (await proposed()).length).toBe(3)
})
