// `npm run screenshots`: makes the pictures of docs/images. `npm run screenshots -- --all FOLDER` puts every screen in every
// theme into a folder instead, to be looked at.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { launch } from '../tests/e2e/fixtures/launch.ts'
import { morningZone } from '../tests/support/morning-zone.ts'
import { ensureBuilt } from './lib/build.mts'
import { hasDisplay } from './lib/electron.mts'
import { root, run } from './lib/run.mts'
import { choosePlace } from './lib/tests.mts'

const themes = ['light', 'dark', 'sunlight'] as const
type Theme = (typeof themes)[number]

interface Picture {
  readonly name: string
  /** Themes the README and the guide show it in; none: it is only there to be looked at. */
  readonly shownIn: readonly Theme[]
  /** Brings the page there from the one before. */
  readonly show: (page: Page) => Promise<void>
  /** Goes back to the inbox with nothing open. */
  readonly leave?: (page: Page) => Promise<void>
}

const escape = (page: Page) => page.keyboard.press('Escape')
const goTo = (name: string) => async (page: Page) => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
  await page.mouse.move(640, 8)
}
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true })
const article = (page: Page, words: string) =>
  page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: words })

async function write(page: Page, words: string, state: string): Promise<void> {
  await composer(page).fill(words)
  await composer(page).press('Enter')
  await article(page, words)
    .and(page.getByRole('article', { name: new RegExp(`, ${state}$`) }))
    .waitFor()
}

const settings = ['Twilio', 'Webhooks', 'Voice', 'Camp', 'Staff', 'This laptop', 'Keyboard', 'Data', 'Diagnostics']

/** In this order: each begins where the one before has left the page. */
const pictures: readonly Picture[] = [
  {
    name: 'inbox',
    shownIn: ['light', 'sunlight'],
    async show(page) {
      if ((await article(page, 'goalkeeper').count()) > 0) return
      await page.getByRole('searchbox', { name: 'Search' }).fill('turned an ankle')
      await page.getByRole('list', { name: 'Texts' }).getByRole('button').first().click()
      await page.getByRole('button', { name: 'Leave search' }).click()
      await composer(page).focus()
      await write(page, 'Three passes out of three today. The ankle holds.', 'Delivered')
      // The list is still where the search hit stood.
      await page.getByRole('list', { name: 'Conversations' }).hover({ position: { x: 100, y: 400 } })
      await page.mouse.wheel(0, -5_000)
      await page
        .locator('[aria-posinset="1"]')
        .getByRole('button', { name: /ankle holds/ })
        .waitFor()
      await page.mouse.move(640, 8)
    },
  },
  {
    name: 'new-message',
    shownIn: [],
    async show(page) {
      await page.keyboard.press('Control+Shift+M')
      await page.getByRole('textbox', { name: 'To' }).fill('mar')
      await page.getByRole('option').first().waitFor()
    },
    leave: escape,
  },
  {
    name: 'palette',
    shownIn: [],
    async show(page) {
      await page.keyboard.press('Control+K')
      await page.getByRole('dialog', { name: 'Command palette' }).getByRole('option').first().waitFor()
      await page.keyboard.type('un')
    },
    leave: escape,
  },
  {
    name: 'keys',
    shownIn: [],
    async show(page) {
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'search',
    shownIn: [],
    async show(page) {
      await page.getByRole('searchbox', { name: 'Search' }).fill('peanut')
      await page.getByRole('list', { name: 'Texts' }).waitFor()
    },
    leave: (page) => page.getByRole('button', { name: 'Leave search' }).click(),
  },
  {
    name: 'check-in',
    shownIn: ['light'],
    async show(page) {
      await goTo('Check-in')(page)
      const beside = page.getByRole('complementary', { name: 'Conversation' })
      if (await beside.isVisible()) return
      // A parent who is late by their own words, with the text beside the row.
      const board = page.getByRole('grid', { name: 'Board' })
      const late = board.getByRole('row').filter({ has: page.getByRole('button', { name: /^Accept for .+: Late / }) })
      await board.hover()
      // Only rows in view are in the page.
      for (let turn = 0; turn < 40 && (await late.count()) === 0; turn++) {
        await page.mouse.wheel(0, 300)
        await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
      }
      await late.first().getByRole('button', { name: 'Text family' }).click()
      await beside.getByRole('article').last().waitFor()
      await page.mouse.move(640, 8)
    },
    leave: goTo('Inbox'),
  },
  {
    name: 'weather',
    shownIn: ['light'],
    async show(page) {
      const preview = page.getByRole('list', { name: 'Preview' })
      if (await preview.isVisible()) return
      await page.keyboard.press('Control+Shift+B')
      await preview.getByRole('listitem').first().waitFor()
      await page.mouse.move(640, 8)
    },
    leave: goTo('Inbox'),
  },
  ...['Broadcasts', 'Scheduled', 'People'].map((name) => ({
    name: name.toLowerCase(),
    shownIn: [],
    show: goTo(name),
    leave: goTo('Inbox'),
  })),
  ...settings.map((tab) => ({
    name: `settings-${tab.toLowerCase().replace(' ', '-')}`,
    shownIn: [],
    async show(page: Page) {
      await goTo('Settings')(page)
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await page.mouse.move(640, 8)
    },
    leave: goTo('Inbox'),
  })),
  {
    name: 'failed',
    shownIn: ['light'],
    async show(page) {
      if ((await article(page, 'sign her out').count()) > 0) return
      await page.getByRole('button', { name: 'Let the next text fail' }).click()
      await page.getByRole('menuitem', { name: 'Phone is off' }).click()
      await write(page, 'Who may sign her out today?', 'Failed to send')
      await article(page, 'sign her out').getByRole('button', { name: 'Details' }).click()
    },
  },
  {
    name: 'offline',
    shownIn: ['light'],
    async show(page) {
      if ((await article(page, 'early today').count()) > 0) return
      await page.getByRole('button', { name: 'Take the network down' }).click()
      await page.getByRole('button', { name: 'Send when back online' }).waitFor()
      await write(page, 'We close the fields early today, at 2:30.', 'Waiting for internet')
      await composer(page).fill('Come through the blue gate')
    },
  },
  {
    name: 'not-set-up',
    shownIn: [],
    async show(page) {
      const heading = page.getByRole('heading', { name: 'Not set up' })
      if (await heading.isVisible()) return
      const bringBack = page.getByRole('button', { name: 'Bring the network back' })
      if (await bringBack.isVisible()) await bringBack.click()
      await page.getByRole('button', { name: 'End practice' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'End practice' }).click()
      await heading.waitFor()
    },
  },
]

/** Until fonts, icons and the last transition are there. */
async function still(page: Page): Promise<void> {
  await page.evaluate(
    'document.fonts.ready.then(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0))))',
  )
}

async function takeAll(page: Page, folder: string, wanted: (picture: Picture, theme: Theme) => boolean): Promise<void> {
  for (const picture of pictures) {
    if (!themes.some((theme) => wanted(picture, theme))) continue
    await picture.show(page)
    // Ctrl+Shift+L goes round: light, dark, sunlight, light.
    for (const theme of themes) {
      await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
      await still(page)
      if (wanted(picture, theme)) await page.screenshot({ path: join(folder, `${picture.name}-${theme}.png`) })
      await page.keyboard.press('Control+Shift+L')
    }
    await page.locator('html[data-theme="light"]').waitFor({ state: 'attached' })
    await picture.leave?.(page)
  }
}

async function make(host: 'electron' | 'browser'): Promise<void> {
  Object.assign(process.env, { TZ: morningZone(Date.now()), LANG: 'en_US.UTF-8' })
  const all = process.argv.indexOf('--all')
  const folder = all < 0 ? join(root, 'docs', 'images') : resolve(process.argv[all + 1] ?? 'test-results/screens')
  mkdirSync(folder, { recursive: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'ptp-screens-'))
  const env = { PTP_WEBHOOK_PORT: '0', PTP_SEED: '1', PTP_CLOCK: 'x4' }
  const running = await launch({ host, dataDir, attended: false, env })
  try {
    await composer(running.page).waitFor()
    await running.page.evaluate("window.ptp.call('settings.update', { staffName: 'Maya', theme: 'light' })")
    await running.page.getByText('On duty: Maya').waitFor()
    await takeAll(running.page, folder, (picture, theme) => all >= 0 || picture.shownIn.includes(theme))
    console.log(`The pictures are in ${folder}.`)
  } finally {
    await running.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  }
}

const place = await choosePlace()
if (place === null) {
  console.error(
    'Pictures need Electron with a display, or Chromium: node scripts/setup-system.mts says how to get them.',
  )
  process.exitCode = 1
} else if (place.host === 'electron' && !hasDisplay() && existsSync('/usr/bin/xvfb-run')) {
  const [wrapper = '', ...wrapping] = place.wrap
  process.exitCode = await run(wrapper, [...wrapping, process.execPath, ...process.execArgv, ...process.argv.slice(1)])
} else if (await ensureBuilt()) {
  await make(place.host)
} else {
  process.exitCode = 1
}
