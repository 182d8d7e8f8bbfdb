import { newId } from '../../electron/hub/ids.ts'
import type { App } from './fixtures/app.ts'
import { expect } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { test as liveTest } from './fixtures/live-account.ts'
import type { LiveAccount } from './fixtures/live-account.ts'
import { screenOf } from './fixtures/screen.ts'

const themes = ['light', 'dark', 'sunlight'] as const
/** Rules about what is seen; the others find the same in every theme. */
const looks = ['color-contrast', 'scrollable-region-focusable', 'target-size']
const ana = { number: '+12015550111', name: '(201) 555-0111' }
const ben = { number: '+12015550112', name: '(201) 555-0112' }
const cleo = { number: '+12015550113', name: '(201) 555-0113' }
const minute = 60_000

/** A quarter of an hour in fifteen seconds. */
const test = liveTest.extend({
  appOptions: ({ appOptions }, use) => use({ ...appOptions, env: { ...appOptions.env, PTP_CLOCK: 'x60' } }),
})

const arrived = ({ twilio }: LiveAccount): readonly string[] => twilio.accepted().map(({ body }) => body)

async function hubNow(app: App): Promise<number> {
  return (await app.call('system.state', {})).now
}

/** Queues a text, as the composer does. */
async function text(app: App, to: string, body: string, noUseAfter: number | null = null): Promise<void> {
  const { id: conversationId } = await app.call('conversations.open', { address: to })
  const id = newId(Date.now())
  await app.call('messages.send', { id, conversationId, channel: 'sms', body, replaces: null, noUseAfter })
}

/** Waits until the hub's clock has moved on by this many milliseconds. */
async function hubTimePasses(app: App, span: number): Promise<void> {
  const from = await hubNow(app)
  await expect.poll(async () => (await hubNow(app)) - from, { timeout: 50_000 }).toBeGreaterThan(span)
}

async function goOffline(app: App, { twilio }: LiveAccount): Promise<void> {
  twilio.setNetwork('refused')
  await app.call('link.reconnect', {})
  await expect(screenOf(app.page).status).toContainText('No internet')
}

async function comeBack(app: App, { twilio }: LiveAccount): Promise<void> {
  twilio.setNetwork('up')
  await app.call('link.reconnect', {})
  await expect(screenOf(app.page).status).toContainText('Online')
}

/** No serious finding in any theme; ends in the light one. */
async function scan(app: App, place: string): Promise<void> {
  for (const theme of [...themes].reverse()) {
    await app.call('settings.update', { theme })
    await app.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    await app.page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))),
    )
    expect.soft(await findings(app.page, theme === 'light' ? [] : looks), `${place}, ${theme}`).toEqual([])
  }
}

test('what waited long goes after one look: sent, edited or dropped by keyboard, each once and in order', async ({
  app,
  account,
}) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  const banner = screen.alerts.getByText(/waited while you were offline/)
  const dialog = page.getByRole('dialog', { name: 'Look at these before they go' })
  const row = (words: string) => dialog.getByRole('group', { name: words })
  await account.reach(app)
  await screen.status.waitFor()

  await test.step('five texts wait for more than 15 minutes', async () => {
    await goOffline(app, account)
    for (const words of ['one', 'two', 'three']) await text(app, ana.number, `ana ${words}`)
    for (const words of ['one', 'two']) await text(app, ben.number, `ben ${words}`)
    await hubTimePasses(app, 16 * minute)
    await expect(screen.status).toContainText('5 waiting')
    await expect(banner).toBeHidden()
  })

  await test.step('back online a fresh one goes; the others are named, and take no focus', async () => {
    await screen.row(ana.name).click()
    await screen.composer.fill('Half a sen')
    await text(app, cleo.number, 'cleo fresh')
    await comeBack(app, account)
    await expect(banner).toHaveText('5 texts waited while you were offline — look at them before they go')
    await expect.poll(() => arrived(account)).toEqual(['cleo fresh'])
    await expect(screen.composer).toBeFocused()
    await expect(screen.composer).toHaveValue('Half a sen')
    await expect(screen.status).toContainText('5 wait for your look')
    await expect(screen.conversations).toContainText('3 wait for your look')
    await expect(screen.message('ana one')).toHaveAccessibleName(/, Waits for your look$/)
    await expect(screen.message('ana one')).toContainText('It waited more than 15 minutes')
    await scan(app, 'the banner and held texts in their thread')
  })

  await test.step('the look opens on the first text; S sends it and goes on to the next', async () => {
    await screen.alerts.getByRole('button', { name: 'Look at them' }).press('Enter')
    await expect(row('ana one')).toBeFocused()
    await expect(row('ana one')).toContainText(/written \d+ min ago · no use after /)
    await scan(app, 'the look')
    await page.keyboard.press('Enter')
    await expect.poll(() => arrived(account)).toEqual(['cleo fresh'])
    await page.keyboard.press('s')
    await expect(row('ana two')).toBeFocused()
    await expect.poll(() => arrived(account)).toEqual(['cleo fresh', 'ana one'])
    await expect(row('ana one')).toContainText('Delivered')
    await expect(dialog.getByRole('status')).toHaveText('4 texts left')
  })

  await test.step('D drops, U takes the drop back, and the buttons do the same', async () => {
    await page.keyboard.press('d')
    await expect(row('ana two')).toContainText('Dropped')
    await expect(row('ana three')).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('u')
    await expect(row('ana two').getByRole('button', { name: /^Send to / })).toBeVisible()
    await expect(row('ana two')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(row('ana two').getByRole('button', { name: /^Drop / })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(row('ana two')).toContainText('Dropped')
    await scan(app, 'the look, with texts that went and were dropped')
  })

  await test.step('E takes a text back into its composer; sent, it goes in place of the held one', async () => {
    await expect(row('ana three')).toBeFocused()
    await page.keyboard.press('e')
    await expect(dialog).toBeHidden()
    await expect(screen.composer).toBeFocused()
    await expect(screen.composer).toHaveValue('ana three')
    await expect(banner).toHaveText(/^3 texts waited/)
    await screen.composer.fill('ana three, changed')
    await screen.composer.press('Enter')
    await expect(screen.composer).toHaveValue('Half a sen')
    await expect.poll(() => arrived(account)).toEqual(['cleo fresh', 'ana one', 'ana three, changed'])
    await expect(screen.message('ana three').first()).toHaveAccessibleName(/, Canceled$/)
  })

  await test.step('Send all lets the rest go, in order', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('wait for your look')
    await page.getByRole('option', { name: 'Texts that wait for your look' }).click()
    await expect(row('ben one')).toBeFocused()
    await expect(row('ana two')).toBeHidden()
    await dialog.getByRole('button', { name: 'Send all 2', exact: true }).press('Enter')
    await expect.poll(() => arrived(account).slice(3)).toEqual(['ben one', 'ben two'])
    await expect(dialog).toContainText('All looked at')
    await expect(dialog.getByRole('status')).toHaveText('Nothing is left to look at')
    await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
    await expect(row('ben two')).toContainText('Delivered')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(banner).toBeHidden()
    await expect(screen.status).toContainText('Nothing waiting')
    expect(arrived(account)).toHaveLength(5)
  })
})

test(
  'held texts expire under the look, stay held over a restart, and let later ones wait',
  { tag: '@long' },
  async ({ app, account }) => {
    test.slow()
    await account.reach(app)
    await screenOf(app.page).status.waitFor()

    await test.step('one expires while somebody looks: it keeps its place', async () => {
      const screen = screenOf(app.page)
      const dialog = app.page.getByRole('dialog', { name: 'Look at these before they go' })
      await goOffline(app, account)
      await text(app, ana.number, 'lunch soon', (await hubNow(app)) + 32 * minute)
      await text(app, ana.number, 'see you')
      await text(app, ben.number, 'on my way')
      // Looked at before there is anything to see: what comes to wait comes in by itself.
      await app.page.keyboard.press('Control+k')
      await app.page.keyboard.type('wait for your look')
      await app.page.getByRole('option', { name: 'Texts that wait for your look' }).click()
      await expect(dialog).toContainText('Nothing waits for your look')
      await hubTimePasses(app, 16 * minute)
      account.twilio.setNetwork('up')
      await app.call('link.reconnect', {})
      await expect(dialog.getByRole('group', { name: 'lunch soon' })).toContainText(/written \d+ min ago/)
      await expect(dialog.getByRole('group', { name: 'lunch soon' })).toContainText('Expired', { timeout: 30_000 })
      await expect(dialog.getByRole('status')).toContainText(`The text to ${ana.name} expired`)
      await dialog.getByRole('button', { name: 'Drop all' }).press('Enter')
      await expect(dialog.getByRole('button', { name: 'Keep them' })).toBeFocused()
      await dialog.getByRole('button', { name: 'Drop all 2' }).click()
      await expect(dialog.getByText('Dropped')).toHaveCount(2)
      await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
      for (const words of ['see you', 'on my way']) {
        await dialog.getByRole('group', { name: words }).getByRole('button', { name: /^Undo/ }).click()
      }
      await expect(dialog.getByRole('status')).toContainText('2 texts left')
      await app.page.keyboard.press('Escape')
      await expect(screen.alerts).toContainText('2 texts waited while you were offline')
    })

    await app.restart()
    await account.reach(app)
    const { page } = app
    const screen = screenOf(page)
    await expect(screen.alerts).toContainText('2 texts waited while you were offline')
    await expect(screen.status).toContainText('Online')
    expect(arrived(account)).toEqual([])

    await test.step('in the thread a later text waits behind a held one, and says so', async () => {
      await screen.row(ben.name).click()
      await screen.composer.fill('and more')
      await screen.composer.press('Enter')
      await expect(screen.message('and more')).toContainText('Waits behind an earlier text')
      expect(arrived(account)).toEqual([])
      await screen.message('and more').getByRole('button', { name: 'Send now anyway' }).click()
      await expect.poll(() => arrived(account)).toEqual(['and more'])
      await screen.message('on my way').getByRole('button', { name: 'Send this text' }).click()
      await expect(screen.message('on my way')).toHaveAccessibleName(/, Delivered$/)
    })

    await test.step('and can be edited or dropped there', async () => {
      await screen.row(ana.name).click()
      await screen.message('see you').getByRole('button', { name: 'Edit this text' }).click()
      await expect(screen.composer).toHaveValue('see you')
      await page.getByRole('button', { name: 'Cancel the edit' }).click()
      await screen.message('see you').getByRole('button', { name: 'Drop this text' }).click()
      await expect(screen.message('see you')).toHaveAccessibleName(/, Canceled$/)
      await expect(screen.alerts).not.toContainText('waited while you were offline')
      expect(arrived(account)).toEqual(['and more', 'on my way'])
    })
  },
)
