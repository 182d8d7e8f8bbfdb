import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { newestIsInView, settled, watchReadingPlace, wheelUp } from './fixtures/reading.ts'
import { findConversation, nameOf, openConversation, screenOf } from './fixtures/screen.ts'

/** So many texts come in, of one line to five. */
async function fillThread(app: App, conversationId: number, count: number): Promise<void> {
  const line = 'The gate by field 2 opens at half past eight, come through there. '
  for (let index = 0; index < count; index++) {
    await app.call('practice.replyAsParent', {
      conversationId,
      body: `Text ${index}. ${line.repeat(index % 5)}`.trim(),
    })
  }
  const inbound = async () =>
    (await app.call('messages.page', { conversationId, at: { where: 'newest' }, limit: 200 })).items.filter(
      ({ body }) => body.startsWith('Text '),
    ).length
  await expect.poll(inbound).toBeGreaterThanOrEqual(Math.min(count, 190))
  const { items } = await app.call('messages.page', { conversationId, at: { where: 'newest' }, limit: 1 })
  await app.call('conversations.markRead', { id: conversationId, throughSeq: items.at(-1)?.seq ?? 0 })
}

test.describe('reading', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x4' } } })

  test('scrolled up, the reading position stays to the pixel whatever happens', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    const newest = () => newestIsInView(page)
    const first = await openConversation(app, () => true)
    const long = await findConversation(app, (conversation) => conversation.id !== first.id)
    const { id } = long
    await fillThread(app, id, 230)

    await test.step('a long thread opens at its newest text', async () => {
      await screen.row(nameOf(long)).click()
      await expect(screen.message('Text 229.')).toBeVisible()
      await settled(page)
      expect(await newest()).toBe(true)
      expect(await screen.messages.count()).toBeLessThan(200)
    })

    await test.step('at the end, the newest text is held in view', async () => {
      await settled(page)
      expect(await newest()).toBe(true)
      await app.call('practice.replyAsParent', { conversationId: id, body: 'Held in view' })
      await expect(screen.message('Held in view')).toBeVisible()
      await settled(page)
      expect(await newest()).toBe(true)
    })

    await test.step('texts arrive below', async () => {
      await wheelUp(page, 2_500)
      const places = await watchReadingPlace(page)
      for (const body of ['Below one', 'Below two', 'Below three'])
        await app.call('practice.replyAsParent', { conversationId: id, body })
      await expect(page.getByRole('button', { name: '3 new messages' })).toBeVisible()
      expect(await places()).toHaveLength(1)
    })

    await test.step('the button brings me down', async () => {
      await page.getByRole('button', { name: '3 new messages' }).click()
      await expect(page.getByRole('button', { name: /new messages?$|^Jump to latest$/ })).toBeHidden()
      await settled(page)
      expect(await newest()).toBe(true)
    })

    await test.step('states change below', async () => {
      await screen.composer.fill('Its state will change')
      await screen.composer.press('Enter')
      await expect(screen.message('Its state will change')).toBeVisible()
      await wheelUp(page, 1_200)
      const places = await watchReadingPlace(page)
      await expect(screen.message('Its state will change')).toHaveAccessibleName(/, Delivered$/)
      expect(await places()).toHaveLength(1)
      await expect(page.getByRole('button', { name: /^(Jump to latest|\d+ new messages?)$/ })).toBeVisible()
    })

    await test.step('older texts load above', async () => {
      const before = await screen.messages.count()
      const places = await watchReadingPlace(page, 900)
      await expect.poll(() => screen.messages.count()).toBeGreaterThan(before)
      await settled(page)
      expect(await places()).toHaveLength(1)
    })

    await test.step('the window is resized', async () => {
      const places = await watchReadingPlace(page)
      await page.setViewportSize({ width: 1024, height: 640 })
      await settled(page)
      await page.setViewportSize({ width: 1280, height: 720 })
      await settled(page)
      expect(await places()).toHaveLength(1)
    })
  })
})
