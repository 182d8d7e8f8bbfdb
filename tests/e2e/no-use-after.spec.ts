import { expect, test } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { openConversation, screenOf } from './fixtures/screen.ts'

test.describe('no use after', () => {
  // Ten minutes of the hub's clock pass in ten seconds.
  test.use({ appOptions: { env: { PTP_CLOCK: 'x60' } } })

  test(
    'a text says until when it is of use, and never goes out late without a word',
    { tag: '@long' },
    async ({ app }) => {
      const { page } = app
      const screen = screenOf(page)
      const body = 'Lunch is ready in 10 minutes'
      const usual = page.getByRole('button', { name: 'Of use until: 4 hours, as usual' })
      const choices = page.getByRole('menuitemradio')
      const { id } = await openConversation(app, () => true)

      await test.step('chosen by keyboard, it stands beside the text, and the box has the focus again', async () => {
        await screen.composer.fill(body)
        await screen.composer.press('Tab')
        while (!(await usual.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await expect(choices).toHaveText([
          /4 hours/,
          '10 minutes',
          '30 minutes',
          '1 hour',
          '2 hours',
          'End of day',
          'A time…',
        ])
        await expect(choices.first()).toBeChecked()
        await expect(choices.first()).toBeFocused()
        expect(await findings(page)).toEqual([])
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await expect(page.getByRole('button', { name: 'Of use until: 10 minutes' })).toBeVisible()
        await expect(screen.composer).toBeFocused()
      })

      await test.step('it stays with its conversation’s draft', async () => {
        await page.keyboard.press('Alt+ArrowDown')
        await expect(usual).toBeVisible()
        await page.keyboard.press('Alt+ArrowUp')
        await expect(page.getByRole('button', { name: 'Of use until: 10 minutes' })).toBeVisible()
        await expect(screen.composer).toHaveValue(body)
      })

      await test.step('waiting for internet, the bubble says when it is too late; the next text is usual again', async () => {
        await app.call('practice.setNetwork', { down: true })
        await expect(page.getByRole('button', { name: 'Send when back online' })).toBeVisible()
        await screen.composer.press('Enter')
        await expect(screen.message(body)).toHaveAccessibleName(/, Waiting for internet$/)
        await expect(screen.message(body)).toContainText(/goes out by .* or not at all/)
        await expect(usual).toBeVisible()
        await expect(page.getByText(/No contact since .*\d/)).toBeVisible()
      })

      await test.step('too late, it is Expired, and says so', async () => {
        await expect(screen.message(body)).toHaveAccessibleName(/, Expired$/, { timeout: 30_000 })
        await expect(screen.message(body)).toContainText('Its time had passed before it could go out')
        await expect(page.getByRole('status', { name: 'New in this conversation' })).toHaveText(`Expired: ${body}`)
        await expect(screen.message(body)).not.toContainText('or not at all')
      })

      await test.step('a new try has a fresh time, and goes out when the internet is back', async () => {
        await screen.message(body).getByRole('button', { name: 'Try again' }).click()
        await expect(screen.message(body)).toContainText(/goes out by .* or not at all/)
        const { items } = await app.call('messages.page', { conversationId: id, at: { where: 'newest' }, limit: 50 })
        const tried = items.find((message) => message.body === body)
        const { now } = await app.call('system.state', {})
        expect(tried?.noUseAfter).toBeGreaterThan(now + 3.5 * 3_600_000)
        await app.call('practice.setNetwork', { down: false })
        await expect(screen.message(body)).toHaveAccessibleName(/, Delivered$/)
      })
    },
  )

  test('a time of the clock, set in place by the palette, outlives a restart with its draft', async ({ app }) => {
    const body = 'Field 3 is yours'
    const chosen = () => app.page.getByRole('button', { name: /^Of use until: .*58/ })
    const { id } = await openConversation(app, () => true)

    await test.step('Enter sets it, and the box has the focus again', async () => {
      const { page } = app
      const { composer } = screenOf(page)
      await composer.fill(body)
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('of use until')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('menuitemradio')).toHaveCount(7)
      await expect(page.getByRole('menuitemradio').first()).toBeFocused()
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      const time = page.getByLabel('Of use until, time')
      await expect(time).toBeFocused()
      await time.fill('23:58')
      expect(await findings(page)).toEqual([])
      await time.press('Enter')
      await expect(chosen()).toBeVisible()
      await expect(composer).toBeFocused()
    })

    await test.step('after a restart it still stands beside the words, and ends with them', async () => {
      await expect.poll(async () => (await app.call('conversations.get', { id })).draftUse?.kind).toBe('until')
      await app.restart()
      const screen = screenOf(app.page)
      await expect(screen.composer).toHaveValue(body)
      await expect(chosen()).toBeVisible()
      await screen.composer.press('Enter')
      await expect(screen.message(body)).toHaveAccessibleName(/, Delivered$/)
      await expect(app.page.getByRole('button', { name: 'Of use until: 4 hours, as usual' })).toBeVisible()
    })
  })
})
