import { expect, test } from './fixtures/app.ts'
import { findConversation, nameOf, openConversation, screenOf } from './fixtures/screen.ts'

test('the whole inbox by keys alone', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const { keyboard } = page
  const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 200 })
  const names = items.map(nameOf)
  const [first = '', second = ''] = names
  await screen.thread(first).waitFor()

  await test.step('the composer has the focus at once: type, Enter', async () => {
    await expect(screen.composer).toBeFocused()
    await keyboard.type('By keys alone')
    await keyboard.press('Enter')
    await expect(screen.message('By keys alone')).toBeVisible()
  })

  await test.step('Alt+Down and Alt+Up walk the conversations', async () => {
    await keyboard.press('Alt+ArrowDown')
    await expect(screen.thread(second)).toBeVisible()
    await expect(screen.composer).toBeFocused()
    await keyboard.press('Alt+ArrowUp')
    await expect(screen.thread(first)).toBeVisible()
  })

  await test.step('Alt+Shift+Down and Alt+Shift+Up walk those that are unread', async () => {
    const third = await findConversation(app, ({ id, unreadCount }) => id !== items[0]?.id && unreadCount > 0)
    await keyboard.press('Alt+Shift+ArrowDown')
    await expect(screen.thread(nameOf(third))).toBeVisible()
    await keyboard.press('Alt+Shift+ArrowDown')
    await expect(screen.thread(nameOf(third))).toBeHidden()
    const { items: now } = await app.call('conversations.list', { show: 'all', before: null, limit: 200 })
    await keyboard.press('Alt+Shift+ArrowUp')
    expect(now.length).toBe(items.length)
  })

  await test.step('Ctrl+Shift+U marks unread', async () => {
    await openConversation(app, ({ unreadCount, id }) => unreadCount === 0 && id !== items[0]?.id)
    const name = (await screen.log.locator('xpath=ancestor::section[1]').getAttribute('aria-label')) ?? ''
    await keyboard.press('Control+Shift+U')
    await expect(screen.row(name)).toHaveAccessibleName(/, \d+ unread, /)
  })

  await test.step('Esc: back to the composer, then out of it', async () => {
    await screen.search.focus()
    await keyboard.press('Escape')
    await expect(screen.composer).toBeFocused()
    await keyboard.press('Escape')
    await expect(screen.composer).not.toBeFocused()
    await keyboard.press('Escape')
    await expect(screen.composer).toBeFocused()
  })

  await test.step('Ctrl+K: a name, Enter, and its thread stands open', async () => {
    const wanted = names.at(-1) ?? ''
    await keyboard.press('Control+K')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await expect(palette).toBeVisible()
    // As quick as it can be typed: Enter means what was typed, not what was shown for its first letters.
    await keyboard.insertText(wanted)
    await keyboard.press('Enter')
    await expect(palette).toBeHidden()
    await expect(screen.thread(wanted)).toBeVisible()
    await keyboard.press('Control+K')
    await keyboard.press('Escape')
    await expect(palette).toBeHidden()
  })

  await test.step('a command by the palette', async () => {
    await keyboard.press('Control+K')
    await keyboard.type('go to settings')
    await expect(page.getByRole('option', { selected: true })).toContainText('Go to Settings')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  })

  await test.step('a new broadcast by the palette: the focus goes along, there and back', async () => {
    await keyboard.press('Control+K')
    await keyboard.type('new broadcast')
    await expect(page.getByRole('option', { selected: true })).toContainText('New broadcast')
    await keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Audience' })).toBeFocused()
    await page.getByRole('button', { name: 'Back to the list' }).press('Enter')
    await expect(page.getByRole('button', { name: 'New broadcast' })).toBeFocused()
  })

  await test.step('Ctrl+F searches, from any screen', async () => {
    await keyboard.press('Control+F')
    await expect(screen.search).toBeFocused()
    // A first and a last name; a conversation may have two parents.
    await keyboard.type(second.split(',')[0] ?? '')
    const found = page.getByRole('list', { name: 'People and numbers' }).getByRole('button')
    await expect(found).toHaveCount(1)
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(screen.thread(second)).toBeVisible()
    await keyboard.press('Control+F')
    await keyboard.press('Escape')
    await expect(screen.search).toHaveValue('')
    await expect(screen.conversations).toBeVisible()
  })

  await test.step('Ctrl+Shift+M writes to someone new, by keys to the end', async () => {
    await keyboard.press('Control+Shift+M')
    const dialog = page.getByRole('dialog', { name: 'New message' })
    await expect(dialog.getByRole('textbox', { name: 'To' })).toBeFocused()
    await keyboard.type('312555')
    await expect(dialog.getByRole('option').first()).toBeVisible()
    await keyboard.insertText('0119')
    await keyboard.press('Enter')
    await expect(dialog.getByRole('textbox', { name: 'To' })).toHaveValue('(312) 555-0119')
    await expect(dialog.getByRole('textbox', { name: 'Message' })).toBeFocused()
    await keyboard.type('Found your cap')
    await keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(screen.thread('(312) 555-0119')).toBeVisible()
    await expect(screen.message('Found your cap')).toBeVisible()
    await keyboard.press('Control+Shift+M')
    await expect(dialog).toBeVisible()
    await keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('Ctrl+/ and ? show the keys', async () => {
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await keyboard.press('Control+/')
    await expect(help).toContainText('Next unread conversation')
    await keyboard.press('Escape')
    await expect(help).toBeHidden()
    await screen.composer.focus()
    await keyboard.type('Is it you?')
    await expect(screen.composer).toHaveValue('Is it you?')
    await expect(help).toBeHidden()
    await keyboard.press('Escape')
    await keyboard.press('Shift+?')
    await expect(help).toBeVisible()
    await keyboard.press('Escape')
  })
})

test('the screens by G and a letter, outside text only; keys can be changed', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const { keyboard } = page
  await screen.composer.waitFor()
  const current = page.getByRole('navigation', { name: 'Main' }).locator('[aria-current="page"]')

  await test.step('in text, g is a letter', async () => {
    await screen.composer.focus()
    await keyboard.type('gs')
    await expect(screen.composer).toHaveValue('gs')
    await expect(current).toHaveText('Inbox')
    await keyboard.press('Escape')
  })

  await test.step('outside, it goes', async () => {
    for (const [key, name] of [
      ['c', 'Check-in'],
      ['b', 'Broadcasts'],
      ['s', 'Scheduled'],
      ['p', 'People'],
      [',', 'Settings'],
      ['i', 'Inbox'],
    ] as const) {
      await keyboard.press('g')
      await keyboard.press(key)
      await expect(current).toHaveText(name)
      // The inbox puts the focus into the composer: out of it for the next round.
      if (name === 'Inbox') await expect(screen.composer).toBeVisible()
      if (name !== 'Check-in') continue
      // The box at the table has the focus: a letter begins a name there, until Esc.
      const find = page.getByRole('searchbox', { name: 'Find player' })
      await expect(find).toBeFocused()
      await keyboard.press('Escape')
      await expect(find).not.toBeFocused()
    }
  })

  await test.step('Ctrl+Shift+L: light, dark, sunlight', async () => {
    const shown = () => page.evaluate(() => document.documentElement.dataset['theme'])
    const seen = new Set<string | undefined>()
    for (let press = 0; press < 3; press++) {
      const before = await shown()
      await keyboard.press('Control+Shift+L')
      await expect.poll(shown).not.toBe(before)
      seen.add(await shown())
    }
    expect(seen).toEqual(new Set(['light', 'dark', 'sunlight']))
  })

  await test.step('a key is changed in Settings, and the old one means nothing any more', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).focus()
    await keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Keyboard' }).focus()
    await keyboard.press('Enter')
    const keys = page.getByRole('button', { name: /^Change the keys of New message: / })
    await keys.focus()
    await keyboard.press('Enter')
    const listening = page.getByRole('button', { name: 'Press the new keys' })
    await expect(listening).toBeFocused()
    await keyboard.press('Control+K')
    await expect(page.getByText('Ctrl+K already means “Command palette”')).toBeVisible()
    await keyboard.press('Control+Shift+G')
    await expect(listening).toBeHidden()
    await expect
      .poll(async () => (await app.call('system.state', {})).settings.keyBindings)
      .toMatchObject({
        'message.new': '$mod+Shift+G',
      })
    const dialog = page.getByRole('dialog', { name: 'New message' })
    await keyboard.press('Control+Shift+M')
    await expect(dialog).toBeHidden()
    await keyboard.press('Control+Shift+G')
    await expect(dialog).toBeVisible()
    await keyboard.press('Escape')
  })
})
