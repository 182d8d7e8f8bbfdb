import { expect, test } from './fixtures/app.ts'
import { openConversation, screenOf, writeTo } from './fixtures/screen.ts'

test.describe('a text that fails', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x6' } } })

  test('says why and what to do, and can be sent again as it is or changed', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await openConversation(app, ({ failedCount }) => failedCount === 0)
    const failNext = async (reason: string) => {
      await page.getByRole('button', { name: 'Let the next text fail' }).click()
      await page.getByRole('menuitem', { name: reason }).click()
      await expect(screen.alerts).toContainText(`Next text fails: ${reason}`)
    }
    const first = screen.message('Camp ends at noon')

    await test.step('Failed to send, with reason and remedy, and the code under Details alone', async () => {
      await failNext('Phone is off')
      await screen.composer.fill('Camp ends at noon')
      await screen.composer.press('Enter')
      await expect(first).toHaveAccessibleName(/, Failed to send$/)
      await expect(first).toContainText('Failed to send')
      await expect(first).not.toContainText('30003')
      await expect(screen.conversations.getByRole('button').first()).toContainText('1 failed')
      await page.getByRole('radio', { name: 'Failed' }).check()
      await expect(screen.conversations.getByRole('button').first()).toHaveAccessibleName(/Camp ends at noon/)
      await page.getByRole('radio', { name: 'All' }).check()
      await first.getByRole('button', { name: 'Details' }).click()
      await expect(first).toContainText('30003')
    })

    await test.step('Try again: the same bubble goes out', async () => {
      const count = await screen.messages.count()
      await first.getByRole('button', { name: 'Try again' }).click()
      await expect(first).toHaveAccessibleName(/, Delivered$/)
      await expect(first.getByRole('button', { name: 'Try again' })).toHaveCount(0)
      expect(await screen.message('Camp ends at noon').count()).toBe(1)
      expect(await screen.messages.count()).toBeGreaterThanOrEqual(count)
      await expect(screen.conversations.getByRole('button').first()).not.toContainText('failed')
    })

    await test.step('Edit and resend: a new bubble, and the old one asks for nothing any more', async () => {
      await failNext('Filtered')
      await screen.composer.fill('Free pizza at http://pizza.example')
      await screen.composer.press('Enter')
      const refused = screen.message('Free pizza')
      await expect(refused).toHaveAccessibleName(/, Failed to send$/)
      await screen.composer.fill('half a thought')
      await refused.getByRole('button', { name: 'Edit and resend' }).click()
      await expect(screen.composer).toHaveValue('Free pizza at http://pizza.example')
      await expect(screen.composer).toBeFocused()
      await screen.composer.fill('Lunch is pizza today')
      await screen.composer.press('Enter')
      await expect(screen.message('Lunch is pizza today')).toHaveAccessibleName(/, Delivered$/)
      // What was being written meanwhile is back in the box.
      await expect(screen.composer).toHaveValue('half a thought')
      await expect(refused).toContainText('Sent again in a newer text')
      await expect(refused.getByRole('button', { name: /Try again|Edit and resend/ })).toHaveCount(0)
    })
  })

  test('a number that cannot get texts is told apart at once', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await writeTo(page, '+1 500 555 0009', 'Can you read this')
    await expect(screen.message('Can you read this')).toHaveAccessibleName(/, Failed to send$/)
    await expect(screen.message('Can you read this')).not.toContainText('21614')
    await writeTo(page, '+1 500 555 3006', 'And this')
    await expect(screen.message('And this')).toHaveAccessibleName(/, Failed to send$/)
  })
})
