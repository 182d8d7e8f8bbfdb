import { expect } from './fixtures/app.ts'
import { test } from './fixtures/live-account.ts'
import type { LiveAccount } from './fixtures/live-account.ts'
import { screenOf } from './fixtures/screen.ts'

const parent = '+13125550142'

/** A text from our number that another laptop, or Twilio's console, sends. */
async function textFromElsewhere({ twilio, authToken }: LiveAccount, body: string): Promise<void> {
  const { accountSid, number } = twilio.account
  const answer = await fetch(`${twilio.origin}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({ To: parent, From: number, Body: body }),
  })
  expect(answer.status).toBe(201)
}

test(
  'another laptop on the number is told of; a person leaves it, or takes over here',
  { tag: '@long' },
  async ({ app, account }) => {
    const { page } = app
    const screen = screenOf(page)
    const banner = screen.alerts.getByText('Another laptop is active on this number')
    await account.reach(app)
    await expect(screen.status).toContainText('On duty')

    await test.step('its texts make this laptop stand back, and say so', async () => {
      await textFromElsewhere(account, 'From the other tent')
      await app.call('catchUp.now', {})
      await expect(banner).toBeVisible()
      await expect(screen.alerts).toContainText('It, or Twilio’s console, last sent texts at')
      await expect(screen.status).toContainText('Another laptop is on duty')
    })

    await test.step('left to the other one, it stays so over a restart, and the status line leads back', async () => {
      await screen.alerts.getByRole('button', { name: 'Leave it' }).click()
      await expect(banner).toBeHidden()
      await app.restart()
      const again = screenOf(app.page)
      await again.status.getByRole('button', { name: 'Another laptop is on duty' }).click()
      await expect(again.alerts).toContainText('Another laptop is active on this number')
    })

    await test.step('taking over here leads to where the numbers are pointed here', async () => {
      await account.reach(app)
      const again = screenOf(app.page)
      await again.alerts.getByRole('button', { name: 'Take over here' }).click()
      await expect(app.page.getByRole('tab', { name: 'Webhooks' })).toHaveAttribute('aria-selected', 'true')
      await expect(again.alerts).not.toContainText('Another laptop')
      await expect(again.status).toContainText('On duty')
      expect(await app.call('duty.state', {})).toEqual({ onDuty: true, other: null, asks: false })
    })
  },
)
