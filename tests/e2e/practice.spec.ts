import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures/app.ts'
import { openConversation, replyAsParent, screenOf } from './fixtures/screen.ts'

test.describe('practice', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x10' } } })

  test('looks alive, says that it is practice, and its parents answer by themselves', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await expect(screen.alerts).toContainText('Practice — nothing leaves this laptop')
    await expect(screen.status).toContainText('Twilio: practice')
    await expect(screen.conversations.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '40')
    // Two questions to five families: somebody answers.
    const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 8 })
    await screen.row(items[1]?.name ?? '').waitFor()
    for (const { name } of items.filter(({ closedReason }) => closedReason === null).slice(0, 5)) {
      await screen.row(name ?? '').click()
      await screen.thread(name ?? '').waitFor()
      await screen.composer.fill('Are you picking up at the tent today?')
      await screen.composer.press('Enter')
    }
    const answers = async () =>
      (await app.call('conversations.list', { show: 'needs-reply', before: null, limit: 100 })).items.filter(
        ({ lastAt }) => lastAt > (items[0]?.lastAt ?? 0),
      ).length
    await expect.poll(answers, { timeout: 30_000 }).toBeGreaterThan(0)
  })

  test('staff play the parent; STOP closes the conversation and START opens it', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await openConversation(app, () => true)
    await replyAsParent(page, 'STOP')
    await expect(screen.composer).toBeDisabled()
    await expect(page.getByText('Texting is closed here')).toBeVisible()
    await replyAsParent(page, 'START')
    await expect(screen.composer).toBeEnabled()
  })

  test('ends after one question, wipes its own data alone, and can be started again', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await app.call('settings.update', { campName: 'Riverside camp' })
    await openConversation(app, () => true)
    await screen.composer.fill('Gone with practice')
    await screen.composer.press('Enter')
    await expect(screen.message('Gone with practice')).toBeVisible()
    const dialog = page.getByRole('dialog', { name: 'End practice' })

    await page.getByRole('button', { name: 'End practice' }).click()
    await dialog.getByRole('button', { name: 'Keep practicing' }).click()
    await expect(dialog).toBeHidden()
    await expect(screen.alerts).toContainText('Practice')
    await page.getByRole('button', { name: 'End practice' }).click()
    await expect(dialog).toContainText('The practice camp is wiped from this laptop')
    await dialog.getByRole('button', { name: 'End practice' }).click()

    await expect(page.getByRole('heading', { name: 'Not set up' })).toBeVisible()
    await expect(screen.status).toContainText('Twilio: not set up')
    await expect(page).toHaveTitle('PTP Comms Hub')
    for (const name of ['practice.db', 'practice-twilio.db'])
      expect(existsSync(join(app.dataDir, name)), name).toBe(false)
    expect((await app.call('system.state', {})).settings.campName).toBe('Riverside camp')

    await app.restart()
    await expect(app.page.getByRole('heading', { name: 'Not set up' })).toBeVisible()
    await app.page.getByRole('button', { name: 'Start practice' }).first().click()
    const again = screenOf(app.page)
    await expect(again.alerts).toContainText('Practice — nothing leaves this laptop')
    await expect(again.conversations.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '40')
    await expect(app.page.getByText('Gone with practice')).toHaveCount(0)
  })
})
