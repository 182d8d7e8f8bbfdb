import { realClock } from '../../electron/hub/clock.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { signWebhook } from '../support/sign-webhook.ts'
import { expect, test as base } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const oldToken = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const newToken = '7c0ffee1badcafe2deadbeef3facade4'
const key = { sid: `SK${'7'.repeat(32)}`, secret: 'yF7Uc3vZkqDtQ3ZfpRW1JWu2nXj9Vn5F', kind: 'standard' as const }
const account = { ...practiceAccount, authToken: oldToken, apiKeys: [key] }
const number = practiceAccount.numbers[0]?.phoneNumber ?? ''
const parent = '+13125550142'
const name = '(312) 555-0142'

const test = base.extend<{ twilio: PracticeCarrier }>({
  twilio: async ({}, use) => {
    const twilio = await startPracticeCarrier({
      clock: realClock(),
      random: seededRandom(1),
      file: null,
      account,
      parents: null,
      timing: promptTiming,
    })
    await use(twilio)
    await twilio.stop()
  },
  appOptions: async ({ twilio, appOptions }, use) => {
    await use({ ...appOptions, env: { PTP_TWILIO_API: twilio.origin, ...appOptions.env } })
  },
})

/** Live as set up in the settings, with webhooks that come in. */
async function goLive(app: App, twilio: PracticeCarrier, withKey: boolean): Promise<string> {
  await app.call('vault.useSessionOnly', {})
  const { accountSid } = account
  const saved = await app.call('account.saveAndTest', {
    accountSid,
    authToken: oldToken,
    ...(withKey ? { apiKey: key.sid, apiSecret: key.secret } : {}),
  })
  expect(saved.outcome).toBe('saved')
  await app.call('practice.end', {})
  const { webhookAddress } = await app.call('system.state', {})
  const address = webhookAddress ?? ''
  await app.call('settings.update', { reachBy: 'own-address', publicUrl: address })
  twilio.setInboundUrl(`${address}/twilio/sms`)
  return `${address}/twilio/sms`
}

/** What the app answers to a text signed with this token. */
async function knock(url: string, token: string, sid: string): Promise<number> {
  const form = {
    AccountSid: account.accountSid,
    MessageSid: `SM${sid.padStart(32, '0')}`,
    From: parent,
    To: number,
    Body: `Signed ${sid}`,
    NumMedia: '0',
  }
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signWebhook(token, url, form) },
    body: new URLSearchParams(form),
  })
  return status
}

test(
  'a rotated Auth Token: texts go out by the API key and are looked up meanwhile, until the new one is entered',
  { tag: '@long' },
  async ({ app, twilio }) => {
    test.slow()
    const { page } = app
    const screen = screenOf(page)
    const banner = screen.alerts.getByText('The Auth Token was changed at Twilio')
    /** In the thread: texts of one second are in no order that a list could be asked for. */
    const arrives = (body: string) => expect(screen.message(body)).toBeVisible({ timeout: 20_000 })
    const url = await goLive(app, twilio, true)
    twilio.textFrom(parent, 'By a webhook')
    await screen.row(name).click()
    await arrives('By a webhook')

    await test.step('the first text that is turned away is looked up; three make a banner that says what to do', async () => {
      twilio.rotateAuthToken(newToken)
      twilio.textFrom(parent, 'The first one')
      await arrives('The first one')
      twilio.textFrom(parent, 'The second one')
      await twilio.idle()
      twilio.textFrom(parent, 'The third one')
      await expect(banner).toBeVisible({ timeout: 20_000 })
      await expect(screen.alerts).toContainText('Texts that come in are looked up every few seconds')
      await arrives('The third one')
      expect.soft(await findings(page), 'the banner').toEqual([])
    })

    await test.step('meanwhile texts go out and are seen to arrive, and come in within seconds', async () => {
      await writeTo(page, parent, 'We are at the north gate')
      await expect(screen.message('We are at the north gate')).toHaveAccessibleName(/, Delivered$/, { timeout: 20_000 })
      twilio.textFrom(parent, 'Thank you')
      await arrives('Thank you')
    })

    await test.step('the banner leads to where the new token goes, and how long the old one counts is asked there', async () => {
      await screen.alerts.getByRole('button', { name: 'Enter the new one' }).click()
      await expect(page.getByRole('tab', { name: 'Twilio' })).toHaveAttribute('aria-selected', 'true')
      await expect(page.getByText('Copy the new Auth Token from the start page of Twilio’s console')).toBeVisible()
      await page.getByRole('button', { name: 'Replace the Auth Token' }).click()
      await page.getByRole('textbox', { name: 'Auth Token' }).fill(newToken)
      const counts = page.getByRole('combobox', { name: 'The Auth Token before this one counts for' })
      await counts.selectOption({ index: 1 })
      await page.getByRole('button', { name: 'Save and test' }).click()
      await expect(page.getByText('Saved. Twilio accepts them.')).toBeVisible()
      await expect(banner).toBeHidden()
    })

    await test.step('both tokens are let in now, and nothing else', async () => {
      expect(await knock(url, newToken, '1')).toBe(200)
      expect(await knock(url, oldToken, '2')).toBe(200)
      expect(await knock(url, 'f'.repeat(32), '3')).toBe(403)
      await screen.go('Inbox')
      twilio.textFrom(parent, 'By a webhook again')
      await expect(screen.message('By a webhook again')).toBeVisible()
      await expect(banner).toBeHidden()
    })
  },
)

test('without an API key texts stop, under one banner; with the new token they go out, and nothing is lost', async ({
  app,
  twilio,
}) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  const stopped = screen.alerts.getByText('Texts are stopped.')
  const patient = { timeout: 30_000 }
  await goLive(app, twilio, false)

  await test.step('what is written while Twilio refuses the sign-in waits', async () => {
    twilio.rotateAuthToken(newToken)
    await writeTo(page, parent, 'Practice moves indoors')
    await expect(stopped).toBeVisible(patient)
    await screen.composer.fill('Bring indoor shoes')
    await screen.composer.press('Enter')
    await expect(screen.message('Bring indoor shoes')).toHaveAccessibleName(/, Queued$/)
    await expect(screen.alerts.locator('p')).toHaveCount(1)
    expect(twilio.accepted()).toEqual([])
  })

  await test.step('one good test, and all of it goes out, in order', async () => {
    await screen.alerts.getByRole('button', { name: 'Open Settings' }).click()
    await page.getByRole('button', { name: 'Replace the Auth Token' }).click()
    await page.getByRole('textbox', { name: 'Auth Token' }).fill(newToken)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await expect(page.getByText('Saved. Twilio accepts them.')).toBeVisible(patient)
    await expect(stopped).toBeHidden(patient)
    await expect
      .poll(() => twilio.accepted().map(({ body }) => body), patient)
      .toEqual(['Practice moves indoors', 'Bring indoor shoes'])
    await screen.go('Inbox')
    await expect(screen.message('Bring indoor shoes')).toHaveAccessibleName(/, Delivered$/, patient)
  })
})
