import { expect, test } from './fixtures/app.ts'
import { test as liveTest } from './fixtures/live-account.ts'
import { findConversation, nameOf, openConversation, replyAsParent, screenOf } from './fixtures/screen.ts'

test.describe('receiving', () => {
  test('a reply appears while its thread is read, and elsewhere it counts as unread until it was seen', async ({
    app,
  }) => {
    const { page } = app
    const screen = screenOf(page)
    const open = await openConversation(app, ({ unreadCount }) => unreadCount === 0)
    const openName = nameOf(open)

    await test.step('into the open thread, with nothing to reload', async () => {
      await replyAsParent(page, 'We are at the blue gate')
      const reply = screen.message('We are at the blue gate')
      await expect(reply).toHaveAccessibleName(new RegExp(`^${openName}, .+, Received$`))
      await expect(reply).toBeInViewport()
      await expect(screen.conversations.getByRole('button').first()).toHaveAccessibleName(/We are at the blue gate$/)
    })

    await test.step('seen for a second, it is read', async () => {
      await expect(screen.row(openName)).toHaveAccessibleName(`${openName}, We are at the blue gate`)
      await expect.poll(async () => (await app.call('conversations.get', { id: open.id })).unreadCount).toBe(0)
    })

    await test.step('into another conversation: it moves to the top, stands out and is counted', async () => {
      const other = await findConversation(app, ({ id, unreadCount }) => id !== open.id && unreadCount === 0)
      const { counts } = await app.call('system.state', {})
      await app.call('practice.replyAsParent', { conversationId: other.id, body: 'Is the tent by the gym' })
      const first = screen.conversations.getByRole('button').first()
      await expect(first).toHaveAccessibleName(`${nameOf(other)}, 1 unread, Is the tent by the gym`)
      await expect(page).toHaveTitle(`(${counts.unread + 1}) PTP Comms Hub`)
      const inbox = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' })
      await expect(inbox).toHaveAccessibleDescription(`${counts.unread + 1} unread`)

      await page.getByRole('radio', { name: 'Unread' }).check()
      await expect(first).toHaveAccessibleName(new RegExp(`^${nameOf(other)}, 1 unread`))
      await first.click()
      await expect(screen.message('Is the tent by the gym')).toBeInViewport()
      await expect(page).toHaveTitle(counts.unread === 0 ? 'PTP Comms Hub' : `(${counts.unread}) PTP Comms Hub`)
      // What one reads stays in the list until one leaves it.
      await expect(screen.row(nameOf(other))).toHaveAccessibleName(`${nameOf(other)}, Is the tent by the gym`)
      await page.getByRole('radio', { name: 'All' }).check()

      await page.getByRole('button', { name: 'Mark unread' }).click()
      await expect(screen.row(nameOf(other))).toHaveAccessibleName(/, 1 unread, /)
      await expect(page).toHaveTitle(`(${counts.unread + 1}) PTP Comms Hub`)
    })

    await test.step('to be seen means in a focused window', async () => {
      const seen = await openConversation(app, ({ id, unreadCount }) => id !== open.id && unreadCount === 0)
      await page.evaluate(() => {
        document.hasFocus = () => false
        window.dispatchEvent(new Event('blur'))
      })
      await app.call('practice.replyAsParent', { conversationId: seen.id, body: 'Nobody looks' })
      await expect(screen.message('Nobody looks')).toBeVisible()
      await app.call('practice.replyAsParent', { conversationId: open.id, body: 'Later than that' })
      await expect(screen.conversations.getByRole('button').first()).toHaveAccessibleName(/Later than that$/)
      await expect(screen.row(nameOf(seen))).toHaveAccessibleName(/, 1 unread, Nobody looks$/)
      await page.evaluate(() => {
        document.hasFocus = () => true
        window.dispatchEvent(new Event('focus'))
      })
      await expect(screen.row(nameOf(seen))).toHaveAccessibleName(`${nameOf(seen)}, Nobody looks`)
    })
  })
})

interface Shown {
  readonly title: string
  readonly body: string
}

liveTest('a text from an unknown number makes a conversation, unread, and notifies', async ({ app, account }) => {
  const { page, electron } = app
  const screen = screenOf(page)
  await expect(page.getByText('No conversations yet')).toBeVisible()
  await account.reach(app)
  await electron?.evaluate(({ Notification }) => {
    const shown: Shown[] = []
    Object.assign(globalThis, { shownNotifications: shown })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push({ title: this.title, body: this.body })
      Object.assign(globalThis, { lastNotification: this })
    }
  })
  const notified = () =>
    electron?.evaluate(() => (globalThis as unknown as { shownNotifications: Shown[] }).shownNotifications)

  account.twilio.textFrom('+13125550177', 'Is this the camp? My name is Rosa')
  // With nothing else to show, the first conversation opens by itself.
  await expect(screen.message('Is this the camp? My name is Rosa')).toBeVisible()
  account.twilio.textFrom('+13125550178', 'Wrong gate, sorry')
  await expect(screen.row('(312) 555-0178')).toHaveAccessibleName('(312) 555-0178, 1 unread, Wrong gate, sorry')
  await expect(page).toHaveTitle(/^\(1\) /)
  if (electron === null) return

  // By default the name alone is told: a screen at a check-in table is seen by many.
  await expect.poll(async () => (await notified())?.at(-1)).toEqual({ title: '(312) 555-0178', body: 'New text' })
  await app.call('settings.update', { notificationPrivacy: 'nothing' })
  account.twilio.textFrom('+13125550178', 'One more')
  await expect.poll(async () => (await notified())?.at(-1)).toEqual({ title: 'PTP Comms Hub', body: 'New text' })
  await app.call('settings.update', { notificationPrivacy: 'name-and-text' })
  account.twilio.textFrom('+13125550178', 'And another')
  await expect.poll(async () => (await notified())?.at(-1)).toEqual({ title: '(312) 555-0178', body: 'And another' })
  await electron.evaluate(() =>
    (globalThis as unknown as { lastNotification: Electron.Notification }).lastNotification.emit('click', {}),
  )
  await expect(screen.thread('(312) 555-0178')).toBeVisible()
})
