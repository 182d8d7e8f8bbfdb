import { expect, test } from './fixtures/app.ts'
import { test as liveTest } from './fixtures/live-account.ts'
import { openConversation, screenOf, writeTo } from './fixtures/screen.ts'
import { watchStates } from './fixtures/states.ts'

test.describe('sending', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x4' } } })

  test('a text goes out on Enter and becomes Delivered before my eyes', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await openConversation(app, () => true)
    const body = 'See you at field 3, take your time.'
    const states = await watchStates(page, body)
    await screen.composer.fill(body)
    await screen.composer.press('Enter')
    await expect(screen.composer).toHaveValue('')
    await expect(screen.message(body)).toHaveCount(1)
    await expect(screen.message(body)).toHaveAccessibleName(/^.+, .+, Delivered$/)
    // The words pass in this order. Practice's Twilio is untidy, as the real one: "sent" may come after "delivered", and is
    // not shown then.
    const seen = await states()
    expect(['Queued', 'Sending…', 'Sent', 'Delivered'].filter((state) => seen.includes(state))).toEqual(seen)
    expect(seen).toEqual(expect.arrayContaining(['Sending…', 'Delivered']))
    await expect(screen.conversations.getByRole('button').first()).toHaveAccessibleName(new RegExp(body))
    await expect(screen.status).toContainText('Nothing waiting')
    await expect(screen.status).toContainText('Online')
    await expect(screen.status).toContainText(/Last contact .*\d/)
  })

  test('the bubble stands in the frame after Enter', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await openConversation(app, () => true)
    await page.evaluate(() => {
      const found = window as Window & { bubbleInNextFrame?: boolean }
      const isThere = () => document.querySelector('[role="log"]')?.textContent.includes('Right away') === true
      window.addEventListener('keydown', () => requestAnimationFrame(() => (found.bubbleInNextFrame ??= isThere())), {
        capture: true,
      })
    })
    await screen.composer.fill('Right away')
    await screen.composer.press('Enter')
    await expect(screen.message('Right away')).toBeVisible()
    expect(await page.evaluate(() => 'bubbleInNextFrame' in window && window.bubbleInNextFrame)).toBe(true)
  })

  test('what sends and what does not: Shift+Enter, a held Enter, an empty box, an input method', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await openConversation(app, () => true)
    const before = await screen.messages.count()

    await test.step('nothing written: nothing to send', async () => {
      await expect(screen.sendButton).toBeDisabled()
      await screen.composer.focus()
      await page.keyboard.press('Enter')
      await page.keyboard.type('   ')
      await page.keyboard.press('Enter')
      await expect(screen.sendButton).toBeDisabled()
      await screen.composer.fill('')
    })

    await test.step('while an input method composes, Enter is its own', async () => {
      const devtools = await page.context().newCDPSession(page)
      await screen.composer.focus()
      await devtools.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
      await page.keyboard.press('Enter')
      await devtools.send('Input.imeSetComposition', { text: 'にほんご', selectionStart: 4, selectionEnd: 4 })
      await page.keyboard.press('Enter')
      await devtools.send('Input.insertText', { text: '日本語' })
      await expect(screen.composer).toHaveValue(/日本語/)
      await expect(screen.messages).toHaveCount(before)
      await screen.composer.fill('')
    })

    await test.step('Shift+Enter makes a line, a held Enter sends once', async () => {
      await page.keyboard.type('first line')
      await page.keyboard.press('Shift+Enter')
      await page.keyboard.type('second line')
      await expect(screen.composer).toHaveValue('first line\nsecond line')
      await page.keyboard.down('Enter')
      for (let press = 0; press < 5; press++) {
        await page.keyboard.type('x')
        await page.keyboard.down('Enter')
      }
      await page.keyboard.up('Enter')
      await expect(screen.composer).toHaveValue('xxxxx')
      await expect(screen.messages).toHaveCount(before + 1)
      await expect(screen.messages.last()).toContainText('first line\nsecond line', { useInnerText: true })
    })

    await test.step('the button sends as Enter does, and leaves the box ready', async () => {
      await screen.composer.fill('by the button')
      await screen.sendButton.click()
      await expect(screen.message('by the button')).toHaveCount(1)
      await expect(screen.composer).toBeFocused()
      await expect(screen.composer).toHaveValue('')
    })
  })

  test('a new message to a typed number opens its conversation', async ({ app }) => {
    const { page } = app
    const screen = screenOf(page)
    await writeTo(page, '312 555 0188', 'Hello from the tent')
    await expect(screen.thread('(312) 555-0188')).toBeVisible()
    await expect(screen.message('Hello from the tent')).toHaveAccessibleName(/, Delivered$/)
    await expect(screen.conversations.getByRole('button').first()).toHaveAccessibleName(
      '(312) 555-0188, Hello from the tent',
    )
  })
})

liveTest.describe('the states of a text', () => {
  liveTest.use({ timing: { queuedToSent: [400, 400], sentToDelivered: [400, 400] } })

  liveTest('pass one after the other: Sending…, Sent, Delivered', async ({ app, account }) => {
    await account.reach(app)
    const { page } = app
    const screen = screenOf(page)
    await writeTo(page, '312 555 0188', 'The first text')
    await expect(screen.message('The first text')).toHaveAccessibleName(/, Delivered$/)
    const states = await watchStates(page, 'Watch me go')
    await screen.composer.fill('Watch me go')
    await screen.composer.press('Enter')
    await expect(screen.message('Watch me go')).toHaveAccessibleName(/, Delivered$/)
    // Before the outbox has it, a text may say Queued for a moment.
    expect((await states()).filter((state) => state !== 'Queued')).toEqual(['Sending…', 'Sent', 'Delivered'])
  })
})
