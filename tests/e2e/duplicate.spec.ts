import { expect, test } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { nameOf, openConversation, screenOf } from './fixtures/screen.ts'

test.describe('the same text twice', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x4' } } })

  test('asks first, by keyboard, and nothing answers by accident', async ({ app }) => {
    const { page } = app
    const body = 'Pick up is at noon'
    const question = page.getByRole('group', { name: /^You sent this/ })
    const not = page.getByRole('button', { name: 'Don’t send' })
    const again = page.getByRole('button', { name: 'Send again' })
    const conversation = await openConversation(app, () => true)
    const screen = screenOf(page)
    await screen.composer.fill(body)
    await screen.composer.press('Enter')
    await expect(screen.message(body)).toHaveAccessibleName(/, Delivered$/)

    await test.step('a held Enter asks and does not answer; the words are back in the box', async () => {
      await screen.composer.fill(`  Pick up is  at noon`)
      await page.keyboard.down('Enter')
      await expect(not).toBeFocused()
      await expect(question).toBeVisible()
      // Pressed on: the keyboard repeats.
      for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down('Enter')
      await page.keyboard.up('Enter')
      await expect(not).toBeFocused()
      await expect(screen.message(body)).toHaveCount(1)
      await expect(screen.composer).toHaveValue('  Pick up is  at noon')
      expect(await findings(page)).toEqual([])
    })

    await test.step('the first answer is not to send: Enter, and Escape', async () => {
      await page.keyboard.press('Enter')
      await expect(question).toHaveCount(0)
      await expect(screen.composer).toBeFocused()
      await expect(screen.message(body)).toHaveCount(1)
      await page.keyboard.press('Enter')
      await expect(not).toBeFocused()
      await page.keyboard.press('Escape')
      await expect(question).toHaveCount(0)
      await expect(screen.composer).toBeFocused()
      await expect(screen.composer).toHaveValue('  Pick up is  at noon')
    })

    await test.step('other words are another text', async () => {
      await page.keyboard.press('Enter')
      await expect(question).toBeVisible()
      await screen.composer.fill('Pick up is at one')
      await expect(question).toHaveCount(0)
      await screen.composer.press('Enter')
      await expect(screen.message('Pick up is at one')).toHaveAccessibleName(/, Delivered$/)
    })

    await test.step('left meanwhile, the question is still there', async () => {
      await screen.composer.fill(body)
      await screen.composer.press('Enter')
      await expect(question).toBeVisible()
      await screen.conversations.getByRole('button').nth(1).click()
      await expect(screen.thread(nameOf(conversation))).toHaveCount(0)
      await expect(question).toHaveCount(0)
      await screen.row(nameOf(conversation)).click()
      await expect(question).toBeVisible()
      await expect(screen.composer).toHaveValue(body)
    })

    await test.step('sent again on purpose', async () => {
      await not.focus()
      await page.keyboard.press('Tab')
      await expect(again).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(question).toHaveCount(0)
      await expect(screen.message(body)).toHaveCount(2)
      await expect(screen.composer).toHaveValue('')
      await expect(screen.composer).toBeFocused()
    })
  })

  test('asks after a restart, in “New message”, too; not for an edited text', { tag: '@long' }, async ({ app }) => {
    const body = 'Bring a second shirt'
    const conversation = await openConversation(app, (one) => one.kind === 'phone')
    const text = async () => {
      await screenOf(app.page).composer.fill(body)
      await screenOf(app.page).composer.press('Enter')
    }
    await app.call('practice.setNetwork', { down: true })
    await expect(app.page.getByRole('button', { name: 'Send when back online' })).toBeVisible()
    await text()
    await expect(screenOf(app.page).message(body)).toHaveAccessibleName(/, Waiting for internet$/)
    await app.restart()
    await openConversation(app, ({ id }) => id === conversation.id)

    await test.step('what waits here needs no second one', async () => {
      await text()
      await expect(app.page.getByRole('group', { name: /^You (wrote|sent) this/ })).toBeVisible()
      await app.page.keyboard.press('Escape')
      await screenOf(app.page).composer.fill('')
    })

    await test.step('“New message” keeps its words and asks in place', async () => {
      const { page } = app
      await page.keyboard.press('Control+Shift+M')
      const dialog = page.getByRole('dialog', { name: 'New message' })
      await dialog.getByRole('textbox', { name: 'To' }).fill(conversation.address)
      await dialog.getByRole('option').first().click()
      await dialog.getByRole('textbox', { name: 'Message' }).fill(body)
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('button', { name: 'Don’t send' })).toBeFocused()
      expect(await findings(page)).toEqual([])
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('textbox', { name: 'Message' })).toHaveValue(body)
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('button', { name: 'Don’t send' })).toBeFocused()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect(dialog).toHaveCount(0)
      await expect(screenOf(page).message(body)).toHaveCount(2)
    })

    await test.step('a failed text is edited and resent without a question', async () => {
      const { page } = app
      const screen = screenOf(page)
      await app.call('practice.failNext', { code: 30_003 })
      await screen.composer.fill('Gate B is open')
      await screen.composer.press('Enter')
      await expect(screen.message('Gate B is open')).toHaveAccessibleName(/, Failed to send$/)
      await screen.message('Gate B is open').getByRole('button', { name: 'Edit and resend' }).click()
      await screen.composer.press('Enter')
      await expect(screen.message('Gate B is open')).toHaveCount(2)
      await expect(page.getByRole('button', { name: 'Don’t send' })).toHaveCount(0)
    })
  })
})
