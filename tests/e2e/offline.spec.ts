import { expect, test } from './fixtures/app.ts'
import { nameOf, openConversation, screenOf } from './fixtures/screen.ts'

test.describe('offline', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x6' } } })

  test('texts wait in sight, and go out once and in order when the internet is back', async ({ app }) => {
    const bodies = ['First of three', 'Second of three', 'Third of three']
    const { id, ...conversation } = await openConversation(app, () => true)
    const name = nameOf({ id, ...conversation })

    await test.step('the network goes down: the button, the state and the banner say so', async () => {
      const screen = screenOf(app.page)
      await app.page.getByRole('button', { name: 'Take the network down' }).click()
      await expect(screen.status).toContainText('No internet')
      await expect(screen.alerts).toContainText('The practice network is down')
      for (const [index, body] of bodies.entries()) {
        await screen.composer.fill(body)
        if (index === 0) await app.page.getByRole('button', { name: 'Send when back online' }).click()
        else await screen.composer.press('Enter')
        await expect(screen.message(body)).toHaveAccessibleName(/, Waiting for internet$/)
      }
      await expect(screen.alerts).toContainText('3 texts wait here')
      await expect(screen.status).toContainText('3 waiting')
      // Since when, and how much waits; no time, for none was measured yet.
      await expect(app.page.getByText(/^No contact since .*\d.* · 3 texts go out once back$/)).toBeVisible()
      await expect(screen.row(name)).toContainText('3 waiting')
      await expect(screen.log).not.toContainText('Failed')
    })

    await test.step('a text can be withdrawn while it waits', async () => {
      const screen = screenOf(app.page)
      await screen.composer.fill('Never mind')
      await screen.composer.press('Enter')
      const text = screen.message('Never mind')
      await expect(text).toHaveAccessibleName(/, Waiting for internet$/)
      await text.hover()
      await text.getByRole('button', { name: 'Cancel' }).click()
      await expect(text).toHaveAccessibleName(/, Canceled$/)
      await expect(screen.status).toContainText('3 waiting')
    })

    await test.step('back online, all are delivered, in order', async () => {
      const screen = screenOf(app.page)
      await app.page.getByRole('button', { name: 'Bring the network back' }).click()
      for (const body of bodies) await expect(screen.message(body)).toHaveAccessibleName(/, Delivered$/)
      await expect(screen.status).toContainText('Nothing waiting')
      await expect(screen.status).toContainText('Online')
      await expect(screen.alerts).toContainText('Practice — nothing leaves this laptop')
      await expect(app.page.getByRole('button', { name: 'Send', exact: true })).toBeVisible()
      const { items } = await app.call('messages.page', { conversationId: id, at: { where: 'newest' }, limit: 50 })
      const sent = items.filter(({ body }) => bodies.includes(body))
      expect(sent.map(({ body }) => body)).toEqual(bodies)
      // One attempt each, one after the other: while the network was down none was made in vain.
      const attempts = await Promise.all(
        sent.map((message) => app.call('messages.attempts', { messageId: message.id })),
      )
      expect(attempts.map((made) => made.map(({ outcome }) => outcome))).toEqual(bodies.map(() => ['accepted']))
      const starts = attempts.flat().map(({ startedAt }) => startedAt)
      expect([...starts].sort((one, other) => one - other)).toEqual(starts)
    })
  })
})
