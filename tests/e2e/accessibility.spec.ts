import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { findConversation, nameOf, openConversation, screenOf } from './fixtures/screen.ts'

const themes = ['light', 'dark', 'sunlight'] as const

/** Rules about what is seen; the others find the same in every theme. */
const looks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

async function show(app: App, theme: (typeof themes)[number]): Promise<void> {
  await app.call('settings.update', { theme })
  await app.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
}

test.describe('no screen has a serious finding', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x6' } } })

  test('in any of the three themes', { tag: '@long' }, async ({ app }) => {
    // Some seventy scans in one walk.
    test.slow()
    const { page } = app
    const screen = screenOf(page)
    const scan = async (place: string) => {
      for (const theme of themes) {
        await show(app, theme)
        const found = await findings(page, theme === 'light' ? [] : looks)
        expect.soft(found, `${place}, ${theme}`).toEqual([])
      }
    }
    const escape = () => page.keyboard.press('Escape')

    const open = await openConversation(app, ({ players }) => players.length > 0)
    await scan('a thread')

    await page.getByRole('button', { name: 'Reply as parent' }).click()
    await page.getByRole('button', { name: 'Let the next text fail' }).click()
    await page.getByRole('menuitem').first().waitFor()
    await scan('a menu, and playing the parent')
    await page.getByRole('menuitem', { name: 'Landline' }).click()
    await screen.composer.fill('This one fails')
    await screen.composer.press('Enter')
    await expect(screen.message('This one fails')).toHaveAccessibleName(/, Failed to send$/)
    await screen.message('This one fails').getByRole('button', { name: 'Details' }).click()
    await scan('a failed text with its details')

    await page.getByRole('button', { name: 'Take the network down' }).click()
    await screen.composer.fill('This one waits')
    await screen.composer.press('Enter')
    await expect(screen.message('This one waits')).toHaveAccessibleName(/, Waiting for internet$/)
    await screen.composer.fill('And a draft: 🌞')
    await scan('a waiting text, a draft, the banner of the network')
    await page.getByRole('button', { name: 'Bring the network back' }).click()

    const closed = await findConversation(app, ({ id }) => id !== open.id)
    await screen.row(nameOf(closed)).click()
    await app.call('practice.replyAsParent', { conversationId: closed.id, body: 'STOP' })
    await expect(screen.composer).toBeDisabled()
    await scan('a closed conversation')

    await screen.search.fill('camp')
    await page.getByRole('list', { name: 'Texts' }).getByRole('button').first().waitFor()
    await scan('search results')
    await screen.search.fill('xylophone')
    await page.getByText('Nothing found for “xylophone”').waitFor()
    await scan('a search that finds nothing')
    await page.getByRole('button', { name: 'Leave search' }).click()

    await page.getByRole('button', { name: 'New message' }).first().click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'To' }).fill('312')
    await page.getByRole('option').first().waitFor()
    await scan('a new message')
    await escape()

    await page.keyboard.press('Control+K')
    await page.getByRole('dialog', { name: 'Command palette' }).getByRole('option').first().waitFor()
    await scan('the command palette')
    await escape()
    await page.keyboard.press('Control+/')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await scan('the help sheet')
    await escape()

    for (const name of ['Check-in', 'Broadcasts', 'Scheduled', 'People'] as const) {
      await screen.go(name)
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      await scan(name)
    }
    await screen.go('Settings')
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      await scan(`Settings, ${(await tab.textContent()) ?? ''}`)
    }

    await page.getByRole('button', { name: 'End practice' }).click()
    await page.getByRole('dialog', { name: 'End practice' }).waitFor()
    await scan('the question before practice ends')
    await page.getByRole('dialog').getByRole('button', { name: 'End practice' }).click()
    await screen.go('Inbox')
    await page.getByRole('heading', { name: 'Not set up' }).waitFor()
    await scan('not set up')
  })
})
