import { once } from 'node:events'
import { chooseHost } from './fixtures/launch.ts'
import { expect, test } from './fixtures/app.ts'
import { patience } from '../support/patience.ts'

// What only Electron has: notifications of the system's, the tray, quitting with a question. In a browser there is nothing of
// it to test, so these are defined for Electron alone.
if (chooseHost() === 'electron') {
  test.describe('quitting while texts wait', () => {
    test.use({ appOptions: { attended: true } })

    test('says how many stay behind, and is done within three seconds', async ({ app }) => {
      const { electron } = app
      if (electron === null) throw new Error('This test is for Electron.')
      await electron.evaluate(({ dialog }) => {
        const asked: string[] = []
        Object.assign(globalThis, { asked, answer: 0 })
        dialog.showMessageBox = ((_window: unknown, options: { message: string }) => {
          asked.push(options.message)
          return Promise.resolve({
            response: (globalThis as unknown as { answer: number }).answer,
            checkboxChecked: false,
          })
        }) as typeof dialog.showMessageBox
      })
      const asked = () => electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
      const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 1 })
      await app.call('practice.setNetwork', { down: true })
      await app.call('messages.send', {
        id: '019a8f3e-7c1b-7def-8123-456789abcdef',
        conversationId: items[0]?.id ?? 0,
        channel: 'sms',
        body: 'See you at the tent.',
        replaces: null,
        noUseAfter: null,
      })
      await expect.poll(async () => (await app.call('system.state', {})).connection.waiting).toBe(1)

      await electron.evaluate(({ app: electronApp }) => electronApp.quit())
      await expect.poll(asked).toEqual(['One text has not left this laptop yet.'])
      expect((await app.call('system.state', {})).connection.waiting).toBe(1)

      const ended = once(electron.process(), 'exit')
      const started = Date.now()
      await electron.evaluate(({ app: electronApp }) => {
        Object.assign(globalThis, { answer: 1 })
        setImmediate(() => electronApp.quit())
      })
      await ended
      expect(Date.now() - started).toBeLessThan(3_500 * patience)
    })
  })

  test('a notification of a text opens its conversation when clicked, also from the tray', async ({ app }) => {
    const { electron } = app
    if (electron === null) throw new Error('This test is for Electron.')
    await electron.evaluate(({ BrowserWindow, Notification: System }) => {
      const shown: Electron.Notification[] = []
      Object.assign(globalThis, { shown })
      System.isSupported = () => true
      System.prototype.show = function show(this: Electron.Notification) {
        shown.push(this)
      }
      BrowserWindow.getAllWindows()[0]?.close()
    })
    const titles = () =>
      electron.evaluate(() =>
        (globalThis as unknown as { shown: Electron.Notification[] }).shown.map(
          ({ title, body }) => `${title}: ${body}`,
        ),
      )
    await app.call('settings.update', { notificationPrivacy: 'name-and-text' })
    const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 20 })
    const conversation = [...items].reverse().find(({ name }) => name !== null)
    if (conversation === undefined) throw new Error('The sample camp has no names.')
    await app.call('practice.replyAsParent', { conversationId: conversation.id, body: 'Stuck in traffic on 59' })
    const expected = `${conversation.name}: Stuck in traffic on 59`
    await expect.poll(titles).toContain(expected)

    await electron.evaluate((_electron, wanted) => {
      const { shown } = globalThis as unknown as { shown: Electron.Notification[] }
      shown.find(({ title, body }) => `${title}: ${body}` === wanted)?.emit('click')
    }, expected)
    await expect
      .poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true)
    await expect(app.page.getByRole('log', { name: 'Messages' }).getByText('Stuck in traffic on 59')).toBeVisible()
  })

  test('the window opens where it was left', async ({ app }) => {
    const bounds = () =>
      app.electron?.evaluate(({ BrowserWindow }) => {
        const [width, height] = BrowserWindow.getAllWindows()[0]?.getSize() ?? []
        return { width, height }
      })
    await app.electron?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1100, height: 700 }),
    )
    await expect.poll(bounds).toEqual({ width: 1100, height: 700 })
    await app.restart()
    await expect.poll(bounds).toEqual({ width: 1100, height: 700 })
  })
}
