import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { findConversation, nameOf, screenOf } from './fixtures/screen.ts'

const themes = ['light', 'dark', 'sunlight'] as const

/** No serious finding in any of the three themes. */
async function scan(app: App, place: string): Promise<void> {
  for (const theme of themes) {
    // Under the lock no setting can be changed: the page wears what it wore.
    if ((await app.call('system.state', {})).lock === null) await app.call('settings.update', { theme })
    expect.soft(await findings(app.page), `${place}, ${theme}`).toEqual([])
  }
}

/** Adds somebody in the form that stands open. */
async function add(page: Page, name: string, role: 'Staff' | 'Director', pin: string): Promise<void> {
  const form = page.getByRole('group', { name: 'Add somebody' })
  await form.getByRole('textbox', { name: 'Name' }).fill(name)
  await form.getByRole('combobox', { name: 'Role' }).selectOption(role)
  await form.getByRole('textbox', { name: 'PIN' }).fill(pin)
  await form.getByRole('button', { name: 'Add' }).click()
  await expect(page.getByRole('list', { name: 'Team' }).getByText(name, { exact: true })).toBeVisible()
}

test(
  'a team with PINs: who is on duty, the hand-over card, the lock, and the record',
  { tag: '@long' },
  async ({ app }) => {
    test.slow()
    const { page } = app
    const screen = screenOf(page)
    let family = ''
    const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click()

    await test.step('the first of the team is a director, who adds the others', async () => {
      await screen.go('Settings')
      await tab('Staff')
      await page.getByRole('button', { name: 'Add somebody' }).click()
      await add(page, 'Rosa Diaz', 'Director', '4826')
      await add(page, 'Dana King', 'Staff', '7193')
      const form = page.getByRole('group', { name: 'Add somebody' })
      await form.getByRole('textbox', { name: 'Name' }).fill('Theo Park')
      await expect(form.getByRole('textbox', { name: 'Initials' })).toHaveValue('TP')
      await form.getByRole('textbox', { name: 'PIN' }).fill('1234')
      await form.getByRole('textbox', { name: 'PIN' }).press('Enter')
      await expect(form.getByRole('alert')).toContainText('not a row of digits')
      await form.getByRole('textbox', { name: 'PIN' }).fill('')
      await form.getByRole('button', { name: 'Add' }).click()
      await expect(page.getByRole('list', { name: 'Team' }).getByRole('listitem')).toHaveCount(3)
      await scan(app, 'the team, open')
      await form.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Change the team' }).click()
      const director = page.getByRole('group', { name: 'Change the team' })
      await director.getByRole('textbox', { name: 'PIN' }).fill('0001')
      await director.getByRole('button', { name: 'Open' }).click()
      await expect(director).toContainText('That is not the PIN.')
      await scan(app, 'a wrong PIN')
      await director.getByRole('textbox', { name: 'PIN' }).fill('4826')
      await director.getByRole('textbox', { name: 'PIN' }).press('Enter')
      await page.getByRole('button', { name: 'Edit Theo Park' }).click()
      const edit = page.getByRole('group', { name: 'Edit Theo Park' })
      await edit.getByRole('textbox', { name: 'Name' }).fill('Theo Parker')
      await edit.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('list', { name: 'Team' })).toContainText('Theo Parker')
      await page.getByRole('group', { name: 'Add somebody' }).getByRole('button', { name: 'Done' }).click()
    })

    await test.step('a name and a PIN go on duty; the card says what waits, and each line leads there', async () => {
      await screen.status.getByRole('button', { name: 'Nobody on duty' }).click()
      const duty = page.getByRole('dialog', { name: 'Who is on duty' })
      await expect(duty.getByRole('combobox', { name: 'Name' })).toBeFocused()
      await duty.getByRole('combobox', { name: 'Name' }).selectOption('Dana King')
      await duty.getByRole('textbox', { name: 'PIN' }).fill('7194')
      await duty.getByRole('textbox', { name: 'PIN' }).press('Enter')
      await expect(duty).toContainText('That is not the PIN.')
      await expect(duty.getByRole('textbox', { name: 'PIN' })).toBeFocused()
      await scan(app, 'who is on duty')
      await duty.getByRole('textbox', { name: 'PIN' }).fill('7193')
      await duty.getByRole('textbox', { name: 'PIN' }).press('Enter')
      const card = page.getByRole('dialog', { name: 'Hand-over' })
      await expect(card).toContainText('Dana King is on duty.')
      await expect(card.getByRole('listitem').first().getByRole('button')).toBeFocused()
      await page.keyboard.press('ArrowDown')
      await expect(card.getByRole('listitem').nth(1).getByRole('button')).toBeFocused()
      const waiting = card.getByRole('list', { name: 'Wait for an answer' }).getByRole('button')
      family = (await waiting.first().locator('span').first().textContent()) ?? ''
      await scan(app, 'the hand-over card')
      await waiting.first().focus()
      await page.keyboard.press('Enter')
      await expect(screen.thread(family)).toBeVisible()
      await expect(screen.status).toContainText('On duty: Dana King')
      await screen.composer.fill('From Dana')
      await screen.composer.press('Enter')
      await expect(screen.message('From Dana')).toHaveAccessibleName(/^Dana King, /)
    })

    await test.step('Ctrl+L covers all of it at once; what is half written stays', async () => {
      const open = await findConversation(app, (conversation) => nameOf(conversation) === family)
      await screen.composer.fill('Half a sentence')
      await page.keyboard.press('Control+L')
      await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
      await expect(page.getByRole('textbox', { name: 'PIN' })).toBeFocused()
      const body = (await page.locator('body').textContent()) ?? ''
      for (const word of ['Half a sentence', open.displayAddress, ...(open.name ?? '').split(', '), 'From Dana'])
        expect(body).not.toContain(word)
      await expect(screen.conversations).toHaveCount(0)
      await expect(page.getByRole('status', { name: 'Urgent' })).toContainText('a reply')
      await scan(app, 'the cover')
      await expect(app.call('conversations.list', { show: 'all', before: null, limit: 1 })).rejects.toThrow('locked')
      // No key leads behind it.
      await page.keyboard.press('Control+K')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })

    await test.step('neither a reload nor a restart opens it, a wrong PIN does not either', async () => {
      await page.reload()
      await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
      await app.restart()
      const again = app.page
      await expect(again.getByRole('heading', { name: 'Locked' })).toBeVisible()
      const pin = again.getByRole('textbox', { name: 'PIN' })
      await again.getByRole('combobox', { name: 'Who are you' }).selectOption('Rosa Diaz')
      await pin.fill('7193')
      await pin.press('Enter')
      await expect(again.getByText('That is not the PIN.')).toBeVisible()
      await expect(pin).toHaveValue('')
      await again.getByRole('button', { name: 'Forgot the PIN?' }).click()
      await expect(again.getByRole('button', { name: 'Ask for a new PIN for Rosa Diaz' })).toBeVisible()
      await scan(app, 'a forgotten PIN')
      await pin.fill('4826')
      await pin.press('Enter')
      const back = screenOf(again)
      // Somebody else took over.
      await expect(again.getByRole('dialog', { name: 'Hand-over' })).toContainText('Rosa Diaz is on duty.')
      await again.keyboard.press('Escape')
      await expect(back.status).toContainText('On duty: Rosa Diaz')
      await expect(back.conversations.getByRole('listitem').first()).toBeVisible()
      await expect(back.composer).toHaveValue('Half a sentence')
    })

    await test.step('the record says who did what, and is saved as CSV', async () => {
      const again = app.page
      await screenOf(again).go('Settings')
      await again.getByRole('tab', { name: 'Activity', exact: true }).click()
      const table = again.getByRole('table', { name: 'Activity' })
      await expect(table).toContainText('The window was opened')
      await again.getByRole('combobox', { name: 'What' }).selectOption('Wrong PINs')
      await expect(table.getByRole('row')).toHaveCount(1 + 3)
      await expect(table).toContainText('Wrong PIN for Rosa Diaz')
      await scan(app, 'the record')
      await again.getByRole('combobox', { name: 'Who', exact: true }).selectOption('Dana King')
      await expect(table.getByRole('row')).toHaveCount(1 + 1)
      await again.getByRole('button', { name: 'Save as CSV' }).click()
      const saved = again.getByText(/^Saved: /)
      await expect(saved).toBeVisible()
      const path = ((await saved.textContent()) ?? '').replace('Saved: ', '')
      expect(readFileSync(path, 'utf8')).toContain('Wrong PIN for Rosa Diaz')
      await again.getByRole('searchbox', { name: 'Player or parent' }).fill('zzz')
      await expect(again.getByText('Nothing found')).toBeVisible()
      await again.getByRole('button', { name: 'Show all' }).click()
      await expect(table).toContainText('Rosa Diaz joined the team as a director')
    })
  },
)

test('without a PIN nothing locks: Ctrl+L leads to where one is set', async ({ app }) => {
  await screenOf(app.page).composer.waitFor()
  await app.page.keyboard.press('Control+L')
  await expect(app.page.getByRole('tab', { name: 'Staff' })).toHaveAttribute('aria-selected', 'true')
  await expect(app.page.getByRole('button', { name: 'Lock now' })).toBeDisabled()
})
