import { join } from 'node:path'
import { realClock } from '../../electron/hub/clock.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { expect, test as base } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'
import { filesUnder, findPlanted, startedWith } from '../support/planted.ts'
import { practiceRest } from '../support/practice-rest.ts'

const numberSid = `PN${'1'.repeat(32)}`
const number = '+13125550100'
const elsewhere = 'https://demo.twilio.com/welcome/sms/reply'
const office = 'https://office.example.com/ring'
const account = {
  ...practiceAccount,
  numbers: [
    { phoneNumber: number, sid: numberSid, friendlyName: 'Camp tent', smsUrl: elsewhere, voiceUrl: office },
    { phoneNumber: '+13125550177', friendlyName: 'Office' },
  ],
}
const wrongToken = `wrong${'0'.repeat(22)}token`
const passphrase = 'purple goal otter window'

/** A simulated Twilio beside the app, which knows nothing of it but its address. */
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

test('from the first start to a delivered text and a number that leads here, by what the screen says', async ({
  app,
  twilio,
}) => {
  // Eight scans and four passphrases, each of which takes its time.
  test.slow()
  const { page } = app
  const checks = page.getByRole('list', { name: 'Checks' }).getByRole('listitem')
  const check = (name: string) => checks.filter({ hasText: new RegExp(`^${name}: `) })
  const sid = page.getByRole('textbox', { name: 'Account SID' })
  const token = page.getByRole('textbox', { name: 'Auth Token' })
  const save = page.getByRole('button', { name: 'Save and test' })
  const scan = async (place: string) => expect.soft(await findings(page), place).toEqual([])

  await test.step('practice ends, and the way to Twilio is the next thing', async () => {
    await page.getByRole('button', { name: 'End practice' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End practice' }).click()
    await page.getByRole('button', { name: 'Set up Twilio' }).click()
    await expect(page.getByRole('tab', { name: 'Twilio' })).toHaveAttribute('aria-selected', 'true')
    for (const name of ['API key', 'API secret']) await expect(page.getByRole('textbox', { name })).toBeVisible()
    await save.click()
    await expect(sid).toBeFocused()
    await expect(page.getByText('Paste the Account SID.')).toBeVisible()
    await scan('nothing entered')
  })

  await test.step('the keychain is asked first; without one, a passphrase is chosen, and the test goes on by itself', async () => {
    await sid.fill(account.accountSid)
    await token.fill(wrongToken)
    await token.press('Enter')
    const choice = page.getByRole('region', { name: 'Choose how the credentials are kept' })
    await choice.getByRole('textbox', { name: 'New passphrase' }).fill('short')
    await expect(choice.getByText('Too short: at least 10 characters')).toBeVisible()
    await choice.getByRole('textbox', { name: 'New passphrase' }).fill(passphrase)
    await choice.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase)
    await scan('a passphrase to choose')
    await choice.getByRole('button', { name: 'Use this passphrase' }).click()
    await expect(page.getByText('Encrypted on this laptop with your passphrase.')).toBeVisible()
  })

  await test.step('a wrong Auth Token is said to be wrong, and nothing typed is lost', async () => {
    await expect(page.getByText('Twilio does not accept them, so nothing was saved')).toBeVisible()
    await expect(check('Account')).toHaveText(/^Account: Problem/)
    await expect(sid).toHaveValue(account.accountSid)
    await expect(token).toHaveValue(wrongToken)
    await scan('a wrong token')
  })

  await test.step('the right one fills in the checks and is gone from the page', async () => {
    await token.fill(account.authToken)
    await save.click()
    await expect(page.getByText('Saved. Twilio accepts them.')).toBeVisible()
    for (const name of ['Account', 'Numbers', 'Balance', 'Clock']) await expect(check(name)).toHaveText(/: OK/)
    await expect(sid).toHaveValue(`…${account.accountSid.slice(-4)} stored`)
    await expect(token).toHaveValue(`…${account.authToken.slice(-4)} stored`)
    expect(await page.content()).not.toContain(account.authToken)
  })

  await test.step('a number is chosen, and a test text arrives', async () => {
    await expect(check('Send from')).toHaveText(/^Send from: Problem/)
    await page.getByRole('combobox', { name: 'Send from' }).selectOption(number)
    await expect(check('Send from')).toHaveText(/^Send from: OK/)
    await page.getByRole('textbox', { name: 'Your phone' }).fill('(312) 555-0142')
    await page.getByRole('button', { name: 'Send a test text' }).click()
    await expect(page.getByText('It has arrived')).toBeVisible({ timeout: 20_000 })
    expect(twilio.accepted().map(({ to }) => to)).toEqual(['+13125550142'])
    await scan('all set up')
  })

  const rest = practiceRest(twilio)
  const atTwilio = async () => (await rest.get(`IncomingPhoneNumbers/${numberSid}.json`)).json
  const { webhookAddress } = await app.call('system.state', {})

  await test.step('an address of one’s own is proved', async () => {
    await page.getByRole('button', { name: 'Set up webhooks' }).click()
    await page.getByRole('radio', { name: 'My own address' }).click()
    const address = page.getByRole('textbox', { name: 'Public address' })
    await address.fill(webhookAddress ?? '')
    await address.press('Enter')
    await page.getByRole('button', { name: 'Prove it' }).click()
    await expect(page.getByText(/It came back in \d+ ms/)).toBeVisible()
    await expect(page.getByText(/Last proved/)).toBeVisible()
  })

  await test.step('the number is re-pointed after a look at what changes, and back', async () => {
    const card = page.getByRole('region', { name: '(312) 555-0100' })
    await expect(card).toContainText('Does not lead here')
    await page.getByRole('button', { name: 'Fix it for me' }).click()
    const plan = page.getByRole('dialog', { name: 'What will change' })
    await expect(plan.getByRole('checkbox')).toHaveCount(2)
    await scan('what will change')
    // Calls stay with the office.
    await plan.getByRole('checkbox', { name: /Calls go to/ }).uncheck()
    await plan.getByRole('button', { name: 'Change 1 setting' }).click()
    await expect(page.getByText('Done: 1 setting changed and read back.')).toBeVisible()
    expect(await atTwilio()).toMatchObject({
      sms_url: expect.stringContaining(`${webhookAddress}/twilio/sms#`),
      voice_url: office,
    })
    await scan('fixed')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Done: 1 setting put back.')).toBeVisible()
    expect(await atTwilio()).toMatchObject({ sms_url: elsewhere, voice_url: office })
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  })

  await test.step('after a restart a banner leads to the passphrase, and everything is there again', async () => {
    await app.restart()
    const { page: again } = app
    await expect(screenOf(again).alerts).toContainText('The credentials are locked')
    await screenOf(again).alerts.getByRole('button', { name: 'Unlock' }).click()
    const field = again.getByRole('textbox', { name: 'Passphrase' })
    await field.fill('not the passphrase')
    await field.press('Enter')
    await expect(again.getByText(/^That is not the passphrase/)).toBeVisible()
    // Right after a wrong one it has to wait a moment, and says so. Once it is taken the field is gone, on a slow machine before
    // the next try.
    await expect(async () => {
      if (await field.isVisible()) {
        await field.fill(passphrase, { timeout: 2_000 })
        await field.press('Enter', { timeout: 2_000 })
      }
      await expect(screenOf(again).alerts).not.toContainText('locked', { timeout: 5_000 })
    }).toPass({ timeout: 60_000 })
    await expect(again.getByRole('textbox', { name: 'Account SID' })).toHaveValue(/stored$/)
    await expect(again.getByRole('combobox', { name: 'Send from' })).toHaveValue(number)
  })

  await test.step('no credential lies in any of its files, nor with any of its processes', () => {
    const process = app.electron?.process().pid
    const places = [...filesUnder(app.dataDir), ...(process === undefined ? [] : startedWith(process))]
    expect(places.map(([place]) => place)).toContain(join(app.dataDir, 'hub.db'))
    expect(findPlanted([account.authToken, wrongToken, passphrase], places)).toEqual([])
  })

  await test.step('everything is forgotten when it is asked for', async () => {
    const { page: again } = app
    await again.getByRole('button', { name: 'Forget everything' }).click()
    await again.getByRole('dialog').getByRole('button', { name: 'Forget everything' }).click()
    await expect(again.getByRole('textbox', { name: 'Account SID' })).toHaveValue('')
    await expect(again.getByRole('combobox', { name: 'Send from' })).toBeDisabled()
  })
})

test('credentials from the environment are shown as such, and cannot be changed', async ({ app, twilio }) => {
  await app.restart({
    PTP_TWILIO_API: twilio.origin,
    PTP_TWILIO_ACCOUNT_SID: account.accountSid,
    PTP_TWILIO_AUTH_TOKEN: account.authToken,
    PTP_TWILIO_NUMBER: number,
  })
  await screenOf(app.page).go('Settings')
  await app.page.getByRole('tab', { name: 'Twilio' }).click()
  await expect(app.page.getByText('These credentials come from the environment of this start')).toBeVisible()
  const token = app.page.getByRole('textbox', { name: 'Auth Token' })
  await expect(token).not.toBeEditable()
  await expect(token).toHaveValue(`…${account.authToken.slice(-4)} stored`)
  await app.page.getByRole('button', { name: 'Save and test' }).click()
  await expect(app.page.getByText('Twilio accepts them.', { exact: true })).toBeVisible()
})

test(
  'a camp that is live can train, and comes back to what came meanwhile',
  { tag: '@long' },
  async ({ app, twilio }) => {
    await app.restart({
      PTP_TWILIO_API: twilio.origin,
      PTP_TWILIO_ACCOUNT_SID: account.accountSid,
      PTP_TWILIO_AUTH_TOKEN: account.authToken,
      PTP_TWILIO_NUMBER: number,
    })
    const { page } = app
    const screen = screenOf(page)
    await expect(screen.status).toContainText('Twilio: (')
    await screen.go('Settings')
    await page.getByRole('tab', { name: 'This laptop' }).click()
    const practice = page.getByRole('region', { name: 'Practice' })
    await practice.getByRole('button', { name: 'Start practice' }).click()
    await expect(screen.alerts).toContainText('Practice — nothing leaves this laptop')
    await expect(screen.alerts).toContainText('Live texts go on coming in meanwhile.')
    await expect(practice.getByRole('button', { name: 'Start practice' })).toBeHidden()
    twilio.textFrom('+13125550142', 'Written while they trained')

    await page.getByRole('button', { name: 'End practice' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End practice' }).click()
    await screen.go('Inbox')
    await expect(screen.conversations).toContainText('Written while they trained', { timeout: 30_000 })
    await expect(screen.conversations.getByRole('listitem')).toHaveCount(1)

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Type a command or a name' }).fill('start pract')
    await page.getByRole('option', { name: 'Start practice' }).click()
    await expect(screen.alerts).toContainText('Practice — nothing leaves this laptop')
  },
)

test('where Twilio cannot be asked, nothing typed is lost, and it can be kept without a test', async ({
  app,
  twilio,
}) => {
  const { page } = app
  const token = page.getByRole('textbox', { name: 'Auth Token' })
  await screenOf(page).go('Settings')
  await page.getByRole('tab', { name: 'Twilio' }).click()

  await test.step('what is not a credential is said at its field', async () => {
    await page.getByRole('textbox', { name: 'Account SID' }).fill(account.authToken)
    await token.fill('too short')
    await page.getByRole('button', { name: 'Save and test' }).click()
    const choice = page.getByRole('region', { name: 'Choose how the credentials are kept' })
    await choice.getByRole('radio', { name: 'For this session only' }).check()
    await choice.getByRole('button', { name: 'Keep for this session only' }).click()
    await expect(page.getByText('Nothing was saved. Look at the marked fields.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Account SID' })).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText('The Auth Token has 32 characters, this has 8. Copy it again.')).toBeVisible()
  })

  await test.step('no answer', async () => {
    twilio.setNetwork('refused')
    await page.getByRole('textbox', { name: 'Account SID' }).fill(account.accountSid)
    await token.fill(account.authToken)
    await token.press('Enter')
    await expect(page.getByText('Twilio could not be asked, so nothing was saved')).toBeVisible({ timeout: 20_000 })
    await expect(token).toHaveValue(account.authToken)
    await page.getByRole('button', { name: 'Keep without a test' }).click()
    await expect(page.getByText('Saved without a test.')).toBeVisible({ timeout: 20_000 })
    await expect(token).toHaveValue(`…${account.authToken.slice(-4)} stored`)
  })

  await test.step('tested once Twilio answers, and the stored one can be replaced or kept', async () => {
    twilio.setNetwork('up')
    await page.getByRole('button', { name: 'Save and test' }).click()
    await expect(page.getByText('Saved. Twilio accepts them.')).toBeVisible()
    await page.getByRole('button', { name: 'Replace the Auth Token' }).click()
    await expect(token).toBeFocused()
    await token.fill('half a tok')
    await expect(page.getByRole('combobox', { name: 'The Auth Token before this one counts for' })).toBeVisible()
    await token.press('Escape')
    await expect(token).toHaveValue(`…${account.authToken.slice(-4)} stored`)
  })

  await test.step('what is typed goes with the page', async () => {
    await page.getByRole('button', { name: 'Replace the Auth Token' }).click()
    await token.fill(wrongToken)
    await page.getByRole('tab', { name: 'Webhooks' }).click()
    await page.getByRole('tab', { name: 'Twilio' }).click()
    await expect(token).toHaveValue(`…${account.authToken.slice(-4)} stored`)
    expect(await page.content()).not.toContain(wrongToken)
  })
})
