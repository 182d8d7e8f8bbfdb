import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const passphrase = 'four words make one'
/** Processes are started and a passphrase is stretched: seconds each on a busy machine. */
const work = { timeout: 40_000 }

const copiesOf = ({ dataDir }: App): readonly string[] =>
  readdirSync(join(dataDir, 'backups')).filter((name) => name.endsWith('.ptpcopy'))

async function openData(page: Page): Promise<void> {
  await screenOf(page).go('Settings')
  await page.getByRole('tab', { name: 'Data' }).click()
  await page.getByRole('heading', { name: 'Put a copy back' }).waitFor()
}

test.setTimeout(300_000)

test(
  'copies are made, shown, and put back; nothing leaves by itself afterwards',
  { tag: '@long' },
  async ({ app, account }) => {
    const { page } = app
    const { twilio } = account
    const screen = screenOf(page)
    const fact = (name: string) => page.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd')
    await account.reach(app)

    await test.step('without a keychain none is made in the clear: the passphrase is offered', async () => {
      await openData(page)
      await expect(fact('Last copy')).toHaveText('None yet')
      await page.getByRole('button', { name: 'Make a copy now' }).click()
      await expect(page.getByText('No copies are made', { exact: true })).toBeVisible(work)
      expect(copiesOf(app)).toEqual([])
    })

    await test.step('with a passphrase one is made at once, by the keyboard alone', async () => {
      await page.getByRole('button', { name: 'Set a passphrase' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: 'New recovery passphrase' }).fill(passphrase)
      await page.getByRole('textbox', { name: 'Repeat the recovery passphrase' }).fill(passphrase)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: 'Change the passphrase' })).toBeFocused(work)
      await expect(fact('Last copy')).toContainText('whole when read back')
      await expect(fact('They open')).toHaveText('With the recovery passphrase')
      expect(copiesOf(app)).toHaveLength(1)
    })

    await test.step('a copy holds what waits, and nothing that can be read', async () => {
      await screen.go('Inbox')
      await writeTo(page, '+13125550142', 'Lunch at noon')
      await expect(screen.message('Lunch at noon')).toContainText('Delivered')
      twilio.setNetwork('refused')
      await app.call('link.reconnect', {})
      await expect(screen.status).toContainText('No internet')
      await writeTo(page, '+13125550143', 'Maya forgot her inhaler')
      await writeTo(page, '+13125550144', 'Bring a towel')
      await openData(page)
      await page.getByRole('button', { name: 'Make a copy now' }).click()
      await expect(page.getByText('Copied, and whole when read back.')).toBeVisible(work)
      await expect(page.getByRole('list', { name: 'Copies that can be put back' }).getByRole('listitem')).toHaveCount(2)
      for (const name of readdirSync(join(app.dataDir, 'backups'))) {
        const bytes = readFileSync(join(app.dataDir, 'backups', name))
        for (const planted of ['inhaler', 'SQLite format 3', '3125550143', passphrase]) {
          expect({ name, planted, found: bytes.includes(planted) }).toEqual({ name, planted, found: false })
        }
      }
    })

    await test.step('the tab is sound in all themes', async () => {
      for (const theme of ['light', 'dark', 'sunlight'] as const) {
        await app.call('settings.update', { theme })
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        expect(await findings(page)).toEqual([])
      }
    })

    await test.step('meanwhile one of the two goes out, and the other is withdrawn', async () => {
      const { messages } = await app.call('search.query', { text: 'towel', limit: 5 })
      await app.call('messages.cancel', { messageId: messages[0]?.message.id ?? '' })
      twilio.setNetwork('up')
      await app.call('link.reconnect', {})
      await expect
        .poll(() => twilio.accepted().map(({ body }) => body))
        .toEqual(['Lunch at noon', 'Maya forgot her inhaler'])
    })

    await test.step('another passphrase is refused in words, the right one puts the copy back', async () => {
      await page.getByRole('list', { name: 'Copies that can be put back' }).getByRole('button').first().click()
      const dialog = page.getByRole('dialog')
      const field = dialog.getByRole('textbox', { name: 'Recovery passphrase of this copy' })
      await expect(field).toBeFocused()
      await page.keyboard.type('another one')
      await page.keyboard.press('Enter')
      await expect(dialog.getByText('That is not the passphrase of this copy.')).toBeVisible(work)
      await field.fill(passphrase)
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden(work)
      await expect(fact('Put back')).toContainText('from the copy of', work)
    })

    await test.step('what went out since is known, what did not waits for one look', async () => {
      await expect(screen.alerts).toContainText('look', work)
      await expect
        .poll(async () =>
          (await app.call('held.list', {})).conversations.flatMap(({ texts }) => texts.map(({ body }) => body)),
        )
        .toEqual(['Bring a towel'])
      await screen.go('Inbox')
      expect(twilio.accepted()).toHaveLength(2)
      const { throughSeq } = await app.call('held.list', {})
      const requestId = '0198a000-0000-7000-8000-000000000001'
      // Refused until Twilio's list was whole and asked through.
      const release = async () => app.call('held.release', { requestId, which: { kind: 'all', throughSeq } })
      await expect
        .poll(
          async () =>
            release().then(
              ({ count }) => count,
              () => null,
            ),
          work,
        )
        .toBe(0)
      await expect
        .poll(() => twilio.accepted().map(({ body }) => body))
        .toEqual(['Lunch at noon', 'Maya forgot her inhaler', 'Bring a towel'])
      expect(readdirSync(app.dataDir).filter((name) => name.startsWith('hub-before-restore-'))).toHaveLength(1)
    })

    await test.step('the end of the app leaves a copy of what was written last, or its next start makes one', async () => {
      const before = copiesOf(app).length
      await app.restart()
      await expect.poll(() => copiesOf(app).length, { timeout: 60_000 }).toBeGreaterThan(before)
    })
  },
)
