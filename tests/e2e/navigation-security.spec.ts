import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { signWebhook } from '../support/sign-webhook.ts'
import { expect, test } from './fixtures/app.ts'
import { test as liveTest } from './fixtures/live-account.ts'
import { screenOf } from './fixtures/screen.ts'

test.describe('the page', () => {
  test.use({
    appOptions: {
      expectedErrors: /Content Security Policy|Refused to|Failed to load|[Pp]ermissions policy|Not allowed to/,
    },
  })

  test('is let out of nothing', async ({ app }) => {
    await test.step('a policy by header lets nothing in but its own files', async () => {
      const headers = await app.page.evaluate(async () => {
        const answer = await fetch(location.origin === 'null' ? 'app://ptp/' : '/')
        return Object.fromEntries(answer.headers.entries())
      })
      const policy = headers['content-security-policy'] ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    })

    await test.step('no text runs as code, no page is embedded, a frame gets nothing', async () => {
      const outcome = await app.page.evaluate(async () => {
        // In a task of its own: what the test itself runs is exempt from the policy.
        const later = <Value>(work: () => Value) =>
          new Promise<Value | 'refused'>((resolve) => {
            setTimeout(() => {
              try {
                resolve(work())
              } catch {
                resolve('refused')
              }
            })
          })
        // oxlint-disable-next-line no-eval
        const evaluated = await later(() => (0, eval)('1 + 1') as number)
        // oxlint-disable-next-line no-implied-eval
        const made = await later(() => new Function('return 1')() as number)
        const handler = document.createElement('button')
        handler.setAttribute('onclick', 'window.handlerRan = true')
        document.body.append(handler)
        handler.click()
        handler.remove()
        const frame = document.createElement('iframe')
        document.body.append(frame)
        const inFrame = 'ptp' in (frame.contentWindow ?? {})
        frame.src = 'https://example.com'
        const style = document.createElement('div')
        style.innerHTML = '<img src="x" onerror="window.handlerRan = true">'
        document.body.append(style)
        const violated = new Promise<string>((resolve) =>
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective)),
        )
        const image = new Image()
        image.src = 'https://example.com/pixel.png'
        const refused = await violated
        frame.remove()
        style.remove()
        return { evaluated, made, inFrame, handlerRan: 'handlerRan' in window, refused: refused !== '' }
      })
      expect(outcome).toEqual({
        evaluated: 'refused',
        made: 'refused',
        inFrame: false,
        handlerRan: false,
        refused: true,
      })
    })

    await test.step('nothing of the machine is granted', async () => {
      const outcome = await app.page.evaluate(async () => {
        const refused = (asked: Promise<unknown> | undefined) =>
          asked === undefined
            ? true
            : asked.then(
                () => false,
                () => true,
              )
        return {
          camera: await refused(navigator.mediaDevices?.getUserMedia({ video: true, audio: true })),
          screen: await refused(navigator.mediaDevices?.getDisplayMedia({ video: true })),
          place: await refused(
            new Promise((resolve, reject) =>
              navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 2_000 }),
            ),
          ),
        }
      })
      expect(outcome).toEqual({ camera: true, screen: true, place: true })
      // What a browser would ask the person about, Electron has nobody to ask for.
      if (app.electron === null) return
      const asked = await app.page.evaluate(async () => ({
        clipboard: await navigator.clipboard.readText().then(
          () => 'read',
          () => 'refused',
        ),
        notifications: await Notification.requestPermission(),
      }))
      expect(asked).toEqual({ clipboard: 'refused', notifications: 'denied' })
    })

    await test.step('only the calls there are, with the input they take', async () => {
      const outcome = await app.page.evaluate(async () => {
        const { ptp } = window as unknown as {
          ptp: { call(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> }
        }
        // The window's preload does not even pass on what is no call; a socket's answer says so.
        const code = (name: string, input: unknown) =>
          ptp.call(name, input).then(
            ({ error }) => error?.code ?? 'answered',
            () => 'unknown-call',
          )
        return {
          unknown: await code('system.execute', {}),
          inherited: await code('constructor', {}),
          wrongInput: await code('conversations.get', { id: '1; DROP TABLE message' }),
          moreInput: await code('practice.setNetwork', { down: true, port: 80 }),
          noInput: await code('conversations.get', undefined),
        }
      })
      for (const [what, code] of Object.entries(outcome))
        expect(code, what).toMatch(/^(invalid|not-found|unknown-call)$/)
    })
  })

  test('stays where it is', async ({ app }) => {
    const { page, electron } = app
    if (electron !== null) {
      await electron.evaluate(({ shell }) => {
        const opened: string[] = []
        Object.assign(globalThis, { opened })
        shell.openExternal = (address: string) => {
          opened.push(address)
          return Promise.resolve()
        }
      })
      const before = page.url()
      const windows = await page.evaluate(() =>
        ['https://example.com/', 'http://example.com/', 'file:///etc/passwd', 'javascript:alert(1)'].map(
          (address) => window.open(address) === null,
        ),
      )
      expect(windows).toEqual([true, true, true, true])
      for (const address of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,hello'])
        await page.evaluate((next) => {
          location.href = next
        }, address)
      // The hub still answers the page, so the page is still ours.
      expect((await app.call('system.state', {})).host).toBe('electron')
      expect(page.url().split('#')[0]).toBe(before.split('#')[0])
      expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
      // Links of the web go to the person's own browser, over https alone.
      expect(await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
        'https://example.com/',
      ])
    }
  })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
}

function ask(address: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(address, { method: options.method ?? 'GET', headers: options.headers ?? {} }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
      answer.on('error', reject)
    })
    // A body that is refused half-way ends the connection; the answer came before.
    sent.on('error', reject)
    sent.end(options.body)
  })
}

liveTest('the webhook listener believes nobody but Twilio', async ({ app, account }) => {
  await account.reach(app)
  const { webhookAddress } = await app.call('system.state', {})
  const address = `${webhookAddress}/twilio/sms`
  const form = {
    MessageSid: 'SM00000000000000000000000000000001',
    AccountSid: account.twilio.account.accountSid,
    From: '+13125550177',
    To: account.twilio.account.number,
    Body: 'A forged text',
    NumMedia: '0',
  }
  const body = new URLSearchParams(form).toString()
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const signature = signWebhook(account.authToken, address, form)
  const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status
  const post = (headers: Record<string, string>, sent = body, to = address) =>
    status(to, { method: 'POST', headers: { ...type, ...headers }, body: sent })

  expect(await post({}), 'unsigned').toBe(403)
  expect(await post({ 'X-Twilio-Signature': 'bm90aGluZw==' }), 'a wrong signature').toBe(403)
  expect(await post({ 'X-Twilio-Signature': signature }, `${body}&Body=Another`), 'a changed body').toBe(403)
  expect(await status(address), 'GET').toBe(405)
  expect(await status(address, { method: 'DELETE' }), 'DELETE').toBe(405)
  expect(await post({ 'X-Twilio-Signature': signature }, body, `${webhookAddress}/twilio/other`), 'no such path').toBe(
    404,
  )
  expect(await status(`${webhookAddress}/`), 'the root').toBe(404)
  expect(await post({ 'X-Twilio-Signature': signature }, `Body=${'x'.repeat(70_000)}`), 'too large').toBe(413)
  expect((await app.call('conversations.list', { show: 'all', before: null, limit: 10 })).items).toEqual([])
  await expect.poll(async () => (await app.call('system.state', {})).connection.rejectedWebhooks).toBeGreaterThan(0)

  expect(await post({ 'X-Twilio-Signature': signature }), 'Twilio’s own').toBe(200)
  await expect(screenOf(app.page).message('A forged text')).toBeVisible()
  expect(await post({ 'X-Twilio-Signature': signature }), 'the same once more').toBe(200)
  const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 10 })
  const thread = await app.call('messages.page', {
    conversationId: items[0]?.id ?? 0,
    at: { where: 'newest' },
    limit: 10,
  })
  expect(thread.items).toHaveLength(1)
})

test('in a browser, the page is served to whoever has the key alone', async ({ app }) => {
  if (app.host !== 'browser') {
    // In the window there is no server of the page: the webhook listener is all that listens, and it serves no page.
    const { webhookAddress } = await app.call('system.state', {})
    expect((await ask(`${webhookAddress}/index.html`)).status).toBe(404)
    return
  }
  const { origin, host } = new URL(app.page.url())
  const [cookie] = await app.page.context().cookies()
  const key = `${cookie?.name ?? ''}=${cookie?.value ?? ''}`
  expect([cookie?.httpOnly, cookie?.sameSite, cookie?.name]).toEqual([true, 'Strict', `ptp_${new URL(origin).port}`])
  const status = async (path: string, headers: Record<string, string>) =>
    (await ask(`${origin}${path}`, { headers })).status
  const upgrade = (headers: Record<string, string>) =>
    status('/hub', {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    })

  expect(await status('/', { Cookie: key }), 'with the key').toBe(200)
  expect(await status('/', {}), 'without').toBe(403)
  expect(await status('/?token=guessed', {}), 'a wrong token').toBe(403)
  expect(await status('/', { Cookie: `${cookie?.name ?? ''}=guessed` }), 'a wrong key').toBe(403)
  expect(await status('/', { Cookie: key, Host: 'evil.example' }), 'another name for this machine').toBe(403)
  expect(await status('/', { Cookie: key, Origin: 'https://evil.example' }), 'another site').toBe(403)
  expect(await status('/../package.json', { Cookie: key }), 'beyond the page').toBe(404)
  expect(await upgrade({ Cookie: key, Origin: 'https://evil.example' }), 'a socket of another site').toBe(403)
  expect(await upgrade({ Cookie: key }), 'a socket that does not say from where').toBe(403)
  expect(await upgrade({ Origin: `http://${host}` }), 'a socket without the key').toBe(403)
  expect(await upgrade({ Cookie: key, Origin: `http://${host}`, Host: 'evil.example' }), 'a rebound name').toBe(403)
})
