import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures/app.ts'

test('the page has the contract and nothing of the machine', async ({ app }) => {
  const found = await app.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { ptp: object }).ptp).sort(),
    node: ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in window),
    title: document.title.replace(/^\(\d+\) /, ''),
  }))
  const quicker = app.host === 'electron' ? ['callAsText'] : []
  const bridge = ['call', ...quicker, 'host', 'onChanges', 'onReachable']
  expect(found).toEqual({ bridge, node: [], title: 'PTP Comms Hub' })
  expect((await app.call('system.state', {})).host).toBe(app.host)
})

test('the webhook listener answers on this laptop alone', async ({ app }) => {
  const { webhookAddress } = await app.call('system.state', {})
  expect(webhookAddress).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const answer = await fetch(`${webhookAddress}/healthz`)
  expect([answer.status, (await answer.text()).trim()]).toEqual([200, 'ok'])
})

test.describe('what the page may not do', () => {
  test.use({ appOptions: { expectedErrors: /Content Security Policy|Failed to load resource|Not allowed/ } })

  test('leaves for another place, opens windows, reaches other hosts or runs text as code', async ({ app }) => {
    const { page } = app
    const before = new URL(page.url()).host
    const outcome = await page.evaluate(async () => {
      const fetched = await fetch('https://example.com').then(
        () => 'reached',
        () => 'refused',
      )
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.body.append(script)
      return { fetched, inline: 'inlineRan' in window }
    })
    expect(outcome).toEqual({ fetched: 'refused', inline: false })
    if (app.electron === null) return
    await page.evaluate(() => {
      window.open('http://example.com')
      location.href = 'https://example.com'
    })
    // The page still answers from where it was.
    expect(await page.evaluate(() => location.host)).toBe(before)
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })
})

test('closing the window keeps receiving, and it can be shown again', async ({ app }) => {
  const { electron } = app
  if (electron === null) {
    // In the browser host the hub outlives every tab.
    const { webhookAddress } = await app.call('system.state', {})
    await app.page.close()
    expect((await fetch(`${webhookAddress}/healthz`)).status).toBe(200)
    return
  }
  const isVisible = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
  const { webhookAddress } = await app.call('system.state', {})
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(isVisible).toBe(false)
  expect((await fetch(`${webhookAddress}/healthz`)).status).toBe(200)
  await electron.evaluate(({ app: electronApp }) => electronApp.emit('second-instance'))
  await expect.poll(isVisible).toBe(true)
})

test.describe('a page whose process dies', () => {
  test.use({ appOptions: { expectedErrors: /./ } })

  test('comes back by itself and leaves a report without a memory dump', async ({ app }) => {
    const { electron } = app
    if (electron === null) {
      await app.page.reload()
      expect((await app.call('system.state', {})).host).toBe('browser')
      return
    }
    const bridge = await electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const back = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(null)))
      contents?.forcefullyCrashRenderer()
      await back
      return contents?.executeJavaScript('"ptp" in window') as Promise<unknown>
    })
    expect(bridge).toBe(true)
    const written = readdirSync(join(app.dataDir, 'logs'))
    expect(written.filter((name) => /^report-.*-page-gone\.json$/.test(name))).toHaveLength(1)
    expect(written.filter((name) => name.endsWith('.dmp'))).toEqual([])
  })
})

test('the data folder is what a restart finds again', async ({ app }) => {
  const first = await app.call('system.state', {})
  await app.restart()
  const second = await app.call('system.state', {})
  expect(second.feed.epoch).not.toBe(first.feed.epoch)
  expect(second.mode).toBe(first.mode)
})

test('after a power cut the app opens on the same data', async ({ app }) => {
  const { settings } = await app.call('system.state', {})
  await app.call('settings.update', { staffName: 'Maya' })
  await app.crash()
  expect((await app.call('system.state', {})).settings).toEqual({ ...settings, staffName: 'Maya' })
})
