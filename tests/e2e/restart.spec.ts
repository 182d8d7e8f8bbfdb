import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { electronSwitches, findElectron } from '../../scripts/lib/electron.mts'
import { root } from '../../scripts/lib/run.mts'
import { expect, test } from './fixtures/app.ts'
import { test as liveTest } from './fixtures/live-account.ts'
import { findConversation, nameOf, openConversation, screenOf, writeTo } from './fixtures/screen.ts'
import { patience } from '../support/patience.ts'

test('a restart keeps everything: drafts, threads, what is unread, where I was', async ({ app }) => {
  const before = screenOf(app.page)
  // Further down than the first: that one would open by itself.
  const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 6 })
  const [one, other] = items.slice(2).filter(({ closedReason }) => closedReason === null)
  if (one === undefined || other === undefined) throw new Error('The sample camp is too small.')
  await before.row(nameOf(one)).click()
  await before.composer.fill('Half a thought for one')
  await before.row(nameOf(other)).click()
  await before.thread(nameOf(other)).waitFor()
  await before.composer.fill('Two lines\nfor the other')
  await app.call('practice.replyAsParent', { conversationId: one.id, body: 'Unread at the end' })
  await expect(before.row(nameOf(one))).toHaveAccessibleName(/ unread, Unread at the end$/)
  await expect(before.row(nameOf(other))).not.toHaveAccessibleName(/ unread, /)
  const names = (screen: typeof before) =>
    screen.conversations
      .getByRole('button')
      .evaluateAll((rows) => rows.slice(0, 8).map((row) => row.getAttribute('aria-label')))
  const listed = await names(before)
  const title = await app.page.title()
  // The window hands over what was typed in its last moment; a browser's tab that loses its host cannot.
  const last = app.host === 'electron' ? ', and a last word' : ''
  if (last !== '') await before.composer.fill(`Two lines\nfor the other${last}`)

  await app.restart()

  const after = screenOf(app.page)
  await expect(after.row(nameOf(one))).toBeVisible()
  await expect(app.page).toHaveTitle(title)
  expect(await names(after)).toEqual(listed)
  // A browser's tab begins anew at another address; the window comes back where it was.
  if (app.host === 'browser') await after.row(nameOf(other)).click()
  await expect(after.thread(nameOf(other))).toBeVisible()
  await expect(after.composer).toHaveValue(`Two lines\nfor the other${last}`)
  await after.row(nameOf(one)).click()
  await expect(after.composer).toHaveValue('Half a thought for one')
  await expect(after.message('Unread at the end')).toBeVisible()
})

liveTest('texts that wait outlive a quit and a power cut, and go out once', async ({ app, account }) => {
  const bodies = ['Written before the quit', 'Written before the power cut']
  await account.reach(app)
  account.twilio.setNetwork('refused')
  const number = '(312) 555-0166'
  await writeTo(app.page, number, bodies[0] ?? '')
  await expect(screenOf(app.page).message(bodies[0] ?? '')).toHaveAccessibleName(/, Waiting for internet$/)

  await app.restart()
  let screen = screenOf(app.page)
  await screen.row(number).click()
  await expect(screen.message(bodies[0] ?? '')).toHaveAccessibleName(/, Waiting for internet$/)
  await expect(screen.alerts).toContainText('Waiting for internet — 1 text will go out when it is back')
  await screen.composer.fill(bodies[1] ?? '')
  await screen.composer.press('Enter')
  await expect(screen.status).toContainText('2 waiting')

  await app.crash()
  screen = screenOf(app.page)
  await screen.row(number).click()
  await expect(screen.message(bodies[1] ?? '')).toHaveAccessibleName(/, Waiting for internet$/)
  expect(account.twilio.accepted()).toEqual([])
  await account.reach(app)
  account.twilio.setNetwork('up')
  for (const body of bodies)
    await expect(screen.message(body)).toHaveAccessibleName(/, Delivered$/, { timeout: 30_000 })
  expect(account.twilio.accepted().map(({ body }) => body)).toEqual(bodies)
})

liveTest('a text that was leaving when the app was quit is asked about, not sent again', async ({ app, account }) => {
  const body = 'Did this leave'
  const number = '(312) 555-0167'
  await account.reach(app)
  await writeTo(app.page, number, 'The first one')
  await expect(screenOf(app.page).message('The first one')).toHaveAccessibleName(/, Delivered$/)
  // From here on requests are taken and never answered.
  account.twilio.setNetwork('hanging')
  await screenOf(app.page).composer.fill(body)
  await screenOf(app.page).composer.press('Enter')
  await expect(screenOf(app.page).message(body)).toHaveAccessibleName(/, Sending…$/)
  const started = Date.now()
  await app.restart()
  // The quit gives up waiting after three seconds; the rest is the new start.
  expect(Date.now() - started).toBeLessThan(15_000 * patience)
  const screen = screenOf(app.page)
  await screen.row(number).click()
  await expect(screen.message(body)).toHaveAccessibleName(/, Checking…$/)
  account.twilio.setNetwork('up')
  await expect(screen.status).toContainText('Online', { timeout: 30_000 })
  expect(account.twilio.accepted().map((text) => text.body)).toEqual(['The first one'])
})

test('a second start shows the first window, or says who holds the folder', async ({ app }) => {
  const holder = app.host === 'electron' ? 'the app' : 'the browser host'
  const end = async (command: string, args: readonly string[]) => {
    const second = spawn(command, args, { cwd: root, env: { ...process.env, PTP_WEBHOOK_PORT: '0' } })
    let words = ''
    for (const stream of [second.stdout, second.stderr]) stream.on('data', (data: Buffer) => (words += data.toString()))
    const [code] = (await once(second, 'exit')) as [number | null]
    return { code, words }
  }
  const folder = ['--data-dir', app.dataDir]
  const served = await end(process.execPath, [join(root, 'out', 'main', 'serve.js'), ...folder])
  expect(served.code).not.toBe(0)
  expect(served.words).toMatch(new RegExp(`running already as ${holder} \\(process \\d+\\)`))

  const { electron } = app
  if (electron !== null) {
    const isVisible = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await expect.poll(isVisible).toBe(false)
    const second = await end(findElectron() ?? '', [...electronSwitches({ virtualDisplay: true }), root, ...folder])
    expect(second.code).toBe(0)
    await expect.poll(isVisible).toBe(true)
  }
  // The first one went on all along.
  await openConversation(app, () => true)
  expect((await findConversation(app, () => true)).id).toBeGreaterThan(0)
})
