import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findConversation, nameOf, openConversation, screenOf } from './fixtures/screen.ts'

/** Waits until the hub's clock has moved on by this many milliseconds. */
async function hubTimePasses(app: App, span: number): Promise<void> {
  const { now } = await app.call('system.state', {})
  await expect
    .poll(async () => (await app.call('system.state', {})).now - now, { timeout: 30_000 })
    .toBeGreaterThan(span)
}

test.describe('while you were away', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x60' } } })

  test('who wrote during an outage, and what went out after it, is one button away and takes no focus', async ({
    app,
  }) => {
    const written = await openConversation(app, () => true)
    const writer = await findConversation(app, ({ id, name }) => id !== written.id && name !== null)
    const { page } = app
    const screen = screenOf(page)
    const banner = screen.alerts.getByText(/^While you were away:/)
    const dialog = page.getByRole('dialog', { name: 'While you were away' })

    await test.step('the network is gone for more than two minutes', async () => {
      await page.getByRole('button', { name: 'Take the network down' }).click()
      await expect(screen.status).toContainText('No internet')
      await app.call('practice.replyAsParent', { conversationId: writer.id, body: 'We wait at the north gate' })
      await app.call('practice.replyAsParent', { conversationId: writer.id, body: 'Is anybody there' })
      await screen.composer.fill('Practice starts at four')
      await screen.composer.press('Enter')
      await expect(screen.message('Practice starts at four')).toHaveAccessibleName(/, Waiting for internet$/)
      await hubTimePasses(app, 200_000)
      await expect(banner).toBeHidden()
    })

    await test.step('it comes back while somebody types: a banner says so, the words and the focus stay', async () => {
      await screen.composer.fill('Half a sen')
      await app.call('practice.setNetwork', { down: false })
      await expect(banner).toHaveText('While you were away: 2 texts came in', { timeout: 20_000 })
      await expect(screen.composer).toBeFocused()
      await expect(screen.composer).toHaveValue('Half a sen')
      await expect(dialog).toBeHidden()
    })

    await test.step('the list tells who wrote and what became of ours', async () => {
      await screen.alerts.getByRole('button', { name: 'Show' }).click()
      await expect(dialog).toContainText('This laptop had no way out from')
      const row = dialog.getByRole('list', { name: 'Wrote and wait for an answer' }).getByRole('button')
      // Both were written in the same second: either may be the last.
      const last = '(Is anybody there|We wait at the north gate)'
      await expect(row.first()).toHaveAccessibleName(new RegExp(`^${nameOf(writer)}, 2 texts, ${last}, `))
      await expect(dialog.getByRole('list', { name: 'Went out since' })).toContainText('Practice starts at four')
    })

    await test.step('a row opens its conversation; the banner leads back', async () => {
      await dialog.getByRole('button', { name: new RegExp(`^${nameOf(writer)}, `) }).click()
      await expect(dialog).toBeHidden()
      await expect(screen.thread(nameOf(writer)).getByText('Is anybody there')).toBeVisible()
      await screen.alerts.getByRole('button', { name: 'Show' }).click()
      await dialog.getByRole('button', { name: 'Done' }).click()
      await expect(banner).toBeHidden()
      await expect(screen.alerts).toContainText('Practice — nothing leaves this laptop')
    })

    await test.step('seen once, it is reachable from the palette', async () => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('while you were')
      await page.getByRole('option', { name: 'While you were away' }).click()
      await expect(dialog).toContainText(/Is anybody there|We wait at the north gate/)
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    })
  })

  test('nothing shows where nothing happened; the palette says so', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await screen.conversations.getByRole('button').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('while you were')
    await page.getByRole('option', { name: 'While you were away' }).click()
    await expect(page.getByRole('dialog', { name: 'While you were away' })).toContainText('has not been away')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(screen.alerts).not.toContainText('While you were away')
  })
})
