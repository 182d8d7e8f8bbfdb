import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  openSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { closeStore, openStore } from '../../db/open.ts'
import { root } from '../../scripts/lib/run.mts'
import { smallDisk } from '../support/small-disk.ts'
import type { SmallDisk } from '../support/small-disk.ts'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { openConversation, screenOf } from './fixtures/screen.ts'

function makeStore(dataDir: string): string {
  const file = join(dataDir, 'hub.db')
  // Those of the app as it was built.
  const migrationsDir = join(root, 'out', 'main', 'migrations')
  closeStore(openStore({ file, migrationsDir, backupsDir: join(dataDir, 'backups'), now: Date.now() }))
  return file
}

function overwrite(file: string): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4_096, 0xff), 0, 4_096, 0)
  closeSync(handle)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const main = (page: Page) => page.getByRole('navigation', { name: 'Main' })

async function onScreen(app: App): Promise<void> {
  await expect(main(app.page)).toBeVisible({ timeout: 30_000 })
  await expect(screenOf(app.page).conversations).toBeVisible()
}

test.describe('a damaged store', () => {
  test.use({ appOptions: { prepare: (dataDir) => overwrite(makeStore(dataDir)) } })

  test('says so on a page, as often as the app is opened, and is kept aside for an empty one', async ({ app }) => {
    const title = 'What is stored on this laptop is damaged'
    const file = join(app.dataDir, 'hub.db')
    const damaged = readFileSync(file)
    await expect(heading(app.page, title)).toBeVisible()
    await expect(app.page.getByText('There is no copy to put back.')).toBeVisible()
    await expect(main(app.page)).toBeHidden()
    for (const theme of ['light', 'dark', 'sunlight']) {
      await app.page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
      expect(await findings(app.page)).toEqual([])
    }
    // By keyboard: the first thing at hand is to try again.
    await expect(button(app.page, 'Try again')).toBeFocused()
    await app.page.keyboard.press('Enter')
    await expect(app.page.getByText(/nothing has changed/)).toBeVisible()

    await app.restart()
    await expect(heading(app.page, title)).toBeVisible()
    expect(readFileSync(file).equals(damaged)).toBe(true)

    await button(app.page, 'Start with an empty store…').focus()
    await app.page.keyboard.press('Enter')
    await expect(button(app.page, 'Leave it as it is')).toBeFocused()
    await app.page.keyboard.press('Tab')
    await expect(button(app.page, 'Start with an empty store')).toBeFocused()
    await app.page.keyboard.press('Enter')
    await onScreen(app)
    const kept = readdirSync(app.dataDir).find((name) => /^hub-damaged-.*\.db$/.test(name))
    expect(readFileSync(join(app.dataDir, kept ?? '')).equals(damaged)).toBe(true)

    await app.restart()
    await onScreen(app)
  })
})

test.describe('a damaged store of which there is a copy', () => {
  test('is put back from the page by its passphrase, and the damaged file is kept', async ({ app }) => {
    // A keychain that is not there is waited for, several times.
    test.setTimeout(180_000)
    const passphrase = 'seven orange cones by the north gate'
    await app.call('settings.update', { campName: 'Riverside' })
    await app.call('backup.setPassphrase', { passphrase })
    await expect.poll(async () => (await app.call('backup.list', {})).length, { timeout: 30_000 }).toBeGreaterThan(0)
    const file = join(app.dataDir, 'hub.db')
    writeFileSync(file, 'torn apart '.repeat(10_000))
    truncateSync(`${file}-wal`, 0)
    await app.crash()

    await expect(heading(app.page, 'What is stored on this laptop is damaged')).toBeVisible()
    await button(app.page, 'Put back this copy').click()
    const field = app.page.getByRole('textbox', { name: 'Recovery passphrase' })
    await expect(field).toBeFocused({ timeout: 40_000 })
    await field.fill('something else')
    await field.press('Enter')
    await expect(app.page.getByText(/That is not the passphrase of this copy/)).toBeVisible({ timeout: 40_000 })
    await field.fill(passphrase)
    await field.press('Enter')
    await onScreen(app)
    expect((await app.call('system.state', {})).settings.campName).toBe('Riverside')
    const kept = readdirSync(app.dataDir).find((name) => /^hub-before-restore-.*\.db$/.test(name))
    expect(readFileSync(join(app.dataDir, kept ?? ''), 'utf8')).toContain('torn apart')
  })
})

test.describe('data of a newer version', () => {
  test.use({
    appOptions: {
      prepare(dataDir) {
        const db = new Database(makeStore(dataDir))
        db.prepare(`INSERT INTO schema_migration VALUES (9999, 'future', 'x', 0)`).run()
        db.close()
      },
    },
  })

  test('is left alone: nothing takes its place', async ({ app }) => {
    await expect(heading(app.page, 'This data belongs to another version')).toBeVisible()
    await expect(app.page.getByText(/newer version of PTP Comms Hub/)).toBeVisible()
    await expect(button(app.page, /empty store|copy/)).toHaveCount(0)
    await expect(button(app.page, 'Open the data folder')).toHaveCount(app.host === 'electron' ? 1 : 0)
    await expect(app.page.getByText(app.dataDir, { exact: true })).toBeVisible()
  })
})

test.describe('another program that holds the data file', () => {
  let holder: Database.Database
  test.use({
    appOptions: {
      prepare(dataDir) {
        holder = new Database(makeStore(dataDir))
        holder.pragma('locking_mode = EXCLUSIVE')
        holder.exec('BEGIN EXCLUSIVE')
      },
    },
  })

  test(
    'keeps the app from starting until it is closed, and from storing while it runs',
    { tag: '@long' },
    async ({ app }) => {
      await expect(heading(app.page, 'Another program has the data file open')).toBeVisible()
      holder.close()
      await button(app.page, 'Try again').click()
      await onScreen(app)

      const { id } = await openConversation(app, () => true)
      const screen = screenOf(app.page)
      const other = new Database(join(app.dataDir, 'practice.db'))
      other.exec('BEGIN IMMEDIATE')
      const words = 'Pick-up is at the north gate today'
      await screen.composer.fill(words)
      await screen.composer.press('Enter')
      await expect(screen.alerts).toContainText('Another program holds the data file')
      // The words are still in the box, and in the store as soon as it takes them.
      await expect(screen.composer).toHaveValue(words)
      other.close()
      await expect
        .poll(async () => (await app.call('conversations.get', { id })).draft, { timeout: 20_000 })
        .toBe(words)
      await expect(screen.alerts).not.toContainText('Another program', { timeout: 20_000 })
      await screen.composer.press('Enter')
      await expect(screen.message(words)).toHaveAccessibleName(/, (Sent|Delivered)$/, { timeout: 30_000 })
      await expect(screen.message(words)).toHaveCount(1)
    },
  )
})

test.describe('a disk that fails while the app runs', () => {
  test.use({ appOptions: { expectedErrors: /./ } })

  test('is told; nothing is taken that cannot be stored, and all goes on once it works', async ({ app }) => {
    // Files of the hub's process may not grow past this from now on: its writes fail as on a broken disk.
    const { pid } = JSON.parse(readFileSync(join(app.dataDir, 'lock.json'), 'utf8')) as { readonly pid: number }
    const limit = (bytes: string) =>
      spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`], { stdio: 'ignore' }).status === 0
    test.skip(
      !limit('unlimited'),
      'Only Linux can do that to a process: tests/integration/store-trouble.test.ts stages it.',
    )
    await openConversation(app, () => true)
    const screen = screenOf(app.page)
    limit('4096')
    const words = 'Lunch is at noon today'
    await screen.composer.fill(words)
    await screen.composer.press('Enter')
    await expect(screen.alerts).toContainText('The disk does not answer as it should')
    await expect(screen.composer).toHaveValue(words)
    limit('unlimited')
    await expect(screen.alerts).not.toContainText('does not answer', { timeout: 20_000 })
    await screen.composer.press('Enter')
    await expect(screen.message(words)).toHaveAccessibleName(/, (Sent|Delivered)$/, { timeout: 30_000 })
    await expect(screen.message(words)).toHaveCount(1)
  })
})

test.describe('a full disk', () => {
  let disk: SmallDisk | null = null
  test.use({
    appOptions: {
      // A browser that finds no room for its own caches says so in the console.
      expectedErrors: /./,
      prepare(dataDir) {
        disk = smallDisk(160, dataDir)
      },
    },
  })
  test.afterEach(() => disk?.remove())

  test('keeps what is typed; texts wait, and go out once there is room', { tag: '@long' }, async ({ app }) => {
    test.skip(disk === null, 'This user may not mount a disk: tests/integration/store-trouble.test.ts stages it.')
    const small = disk as SmallDisk
    const screen = screenOf(app.page)
    await expect(screen.alerts).toContainText('are free on this laptop')
    const { id } = await openConversation(app, () => true)
    await expect.poll(() => readdirSync(app.dataDir), { timeout: 20_000 }).toContain('reserve')
    small.fill()
    let round = 0
    await expect
      .poll(
        async () => {
          round += 1
          await app.call('settings.update', { campName: `Camp ${round}` }).catch(() => undefined)
          await app
            .call('conversations.saveDraft', { id, body: `${round} ${'x'.repeat(4_000)}` })
            .catch(() => undefined)
          return screen.alerts.textContent()
        },
        { intervals: [50], timeout: 40_000 },
      )
      .toContain('The disk is full')
    const words = 'Bring rain coats tomorrow'
    await screen.composer.fill(words)
    await screen.composer.press('Enter')
    await expect(screen.message(words)).toHaveAccessibleName(/, Queued$/)
    await screen.composer.fill('Half a thought')
    await expect.poll(async () => (await app.call('conversations.get', { id })).draft).toBe('Half a thought')
    small.clear()
    await expect(screen.alerts).not.toContainText('The disk is full', { timeout: 30_000 })
    await expect(screen.message(words)).toHaveAccessibleName(/, (Sent|Delivered)$/, { timeout: 30_000 })
    await expect(screen.composer).toHaveValue('Half a thought')
  })
})

test.describe('a disk that is full before the app is opened', () => {
  let disk: SmallDisk | null = null
  test.use({
    appOptions: {
      expectedErrors: /./,
      prepare(dataDir) {
        disk = smallDisk(160, dataDir)
        makeStore(dataDir)
        disk?.fill()
      },
    },
  })
  test.afterEach(() => disk?.remove())

  test('is told on the page, and tried again', async ({ app }) => {
    test.skip(disk === null, 'This user may not mount a disk: tests/integration/store-start.test.ts stages it.')
    await expect(heading(app.page, 'The disk of this laptop is full')).toBeVisible()
    disk?.clear()
    await button(app.page, 'Try again').click()
    await onScreen(app)
  })
})

test.describe('a data folder that cannot be written to', () => {
  let disk: SmallDisk | null = null
  test.use({
    appOptions: {
      expectedErrors: /./,
      prepare(dataDir) {
        disk = smallDisk(160, dataDir)
        makeStore(dataDir)
        lock(dataDir, true)
      },
    },
  })
  test.afterEach(() => disk?.remove())

  /** Who may not mount is not root, and is held back by the folder's own mode. */
  function lock(dataDir: string, on: boolean): void {
    if (disk) disk.lock(on)
    else chmodSync(dataDir, on ? 0o500 : 0o700)
  }

  test('is told on the page, and tried again', async ({ app }) => {
    await expect(heading(app.page, 'The data folder cannot be written to')).toBeVisible()
    lock(app.dataDir, false)
    await button(app.page, 'Try again').click()
    await onScreen(app)
  })
})
