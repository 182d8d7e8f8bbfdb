import { expect } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const number = '+12015550142'

test.describe('a text nobody knows the fate of', () => {
  test('says why and when it is asked about; sent again at once, before any answer', async ({ app, account }) => {
    const { page } = app
    const screen = screenOf(page)
    account.twilio.faults.onCreate({ kind: 'reset' })
    await writeTo(page, number, 'Are you near the gate?')
    const text = screen.message('Are you near the gate?')
    await expect(text).toHaveAccessibleName(/, Checking…$/)
    await expect(text).toContainText('The connection broke after this text was handed over')
    await expect(text).toContainText('Twilio is asked again within a minute.')
    await expect(text).toContainText('the parent may get it twice')
    await expect(page.getByRole('status', { name: 'New in this conversation' })).toContainText('Checking…')
    expect(await findings(page)).toEqual([])
    await text.getByRole('button', { name: 'Send again: it did not arrive' }).press('Enter')
    await expect(text).toHaveAccessibleName(/, (Sent|Delivered)$/)
    expect(account.twilio.accepted().map(({ body }) => body)).toEqual(['Are you near the gate?'])
    await expect(text).not.toContainText('May have arrived twice')
  })

  test('left as it is, it asks for nothing, and later texts go', async ({ app, account }) => {
    const { page } = app
    const screen = screenOf(page)
    account.twilio.faults.onCreate({ kind: 'server-error' })
    await writeTo(page, number, 'Practice is over')
    const text = screen.message('Practice is over')
    await expect(text).toContainText('Twilio’s answer did not say whether it has this text')
    await screen.composer.fill('See you tomorrow')
    await screen.composer.press('Enter')
    const later = screen.message('See you tomorrow')
    await expect(later).toContainText('Waits behind an earlier text')
    await text.getByRole('button', { name: 'Leave it' }).press('Enter')
    await expect(text).toContainText('Nobody knows whether this text arrived')
    await expect(later).toHaveAccessibleName(/, (Sent|Delivered)$/)
  })
})
