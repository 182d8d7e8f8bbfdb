import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { StoredMedia } from '../../electron/hub/hub.ts'
import type { ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import { openBrowserBridge } from '../../renderer/lib/browser-bridge.ts'
import { openPageServer } from './server.ts'
import type { PageServer } from './server.ts'
import { openSockets } from './sockets.ts'
import type { Sockets } from './sockets.ts'

let folder: string
let page: PageServer
let sockets: Sockets
let home: string
const media = new Map<string, StoredMedia>()
const dispatch = vi.fn((name: unknown, input: unknown) =>
  Promise.resolve({ ok: true as const, value: { name, input } }),
)

beforeEach(async () => {
  dispatch.mockClear()
  folder = mkdtempSync(join(tmpdir(), 'ptp-page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<title>PTP Comms Hub</title>')
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {}')
  page = await openPageServer(0, folder, (id) => media.get(id) ?? null)
  sockets = openSockets(page.server, page.access, dispatch)
  home = `http://127.0.0.1:${page.port}`
})
afterEach(async () => {
  vi.unstubAllGlobals()
  sockets.close()
  page.server.closeAllConnections()
  await new Promise((resolve) => page.server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

const cookie = () => page.access.cookie.split(';')[0] ?? ''

interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port: page.port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject).end()
  })
}

describe('the door of the browser host', () => {
  test('the printed address sets a strict cookie and leads to the page', async () => {
    const first = await get(`/?token=${page.access.token}`)
    expect(first.status).toBe(303)
    expect(first.headers['location']).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^ptp_${page.port}=.{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    const second = await get('/', { cookie: cookie() })
    expect(second.status).toBe(200)
    expect(second.body).toContain('PTP Comms Hub')
    expect(second.headers['content-security-policy']).toContain("default-src 'none'")
    expect(second.headers['cache-control']).toBe('no-store')
  })

  test.each([
    ['without token or cookie', '/', {}],
    ['with a wrong token', '/?token=AAAA', {}],
    ['with a wrong cookie', '/', { cookie: 'ptp_1=AAAA' }],
  ])('is closed %s', async (_case, path, headers) => {
    const answer = await get(path, headers)
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test.each([
    ['a name rebound to this laptop', { host: 'evil.example' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a fetch from another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('is closed to %s, even with the cookie', async (_case, headers) => {
    expect((await get('/', { ...headers, cookie: cookie() })).status).toBe(403)
  })

  test('serves files below the page and nothing else', async () => {
    expect((await get('/assets/index-abc.js', { cookie: cookie() })).headers['cache-control']).toContain('immutable')
    expect((await get('/../package.json', { cookie: cookie() })).status).toBe(404)
    expect((await get('/%2e%2e%2fpackage.json', { cookie: cookie() })).status).toBe(404)
    expect((await get('/', { cookie: cookie() }, 'POST')).status).toBe(405)
  })

  test("hands out the hub's pictures, whole and in parts, so that nothing in them can run", async () => {
    const id = 'a'.repeat(32)
    const path = join(folder, 'picture')
    writeFileSync(path, '0123456789')
    media.set(id, { path, contentType: 'video/mp4', name: 'Video 312-555-0150 2026-06-14 0921.mp4' })
    const whole = await get(`/media/${id}`, { cookie: cookie() })
    expect(whole).toMatchObject({ status: 200, body: '0123456789' })
    expect(whole.headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="Video 312-555-0150 2026-06-14 0921.mp4"',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
    })
    expect(whole.headers['content-security-policy']).toContain('sandbox')
    const part = await get(`/media/${id}`, { cookie: cookie(), range: 'bytes=2-4' })
    expect(part).toMatchObject({ status: 206, body: '234' })
    expect(part.headers['content-range']).toBe('bytes 2-4/10')
    expect(await get(`/media/${id}`, { cookie: cookie(), range: 'bytes=-3' })).toMatchObject({
      status: 206,
      body: '789',
    })
    expect(await get(`/media/${id}`, { cookie: cookie(), range: 'bytes=8-' })).toMatchObject({
      status: 206,
      body: '89',
    })
    const beyond = await get(`/media/${id}`, { cookie: cookie(), range: 'bytes=10-' })
    expect(beyond).toMatchObject({ status: 416, body: '' })
    expect(beyond.headers['content-range']).toBe('bytes */10')
    expect(await get(`/media/${id}`, { cookie: cookie() }, 'HEAD')).toMatchObject({ status: 200, body: '' })

    expect((await get(`/media/${id}`)).status).toBe(403)
    expect((await get(`/media/${'b'.repeat(32)}`, { cookie: cookie() })).status).toBe(404)
    for (const odd of [`/media/${id}/`, '/media/', '/media/../index.html%00', `/media/${id.toUpperCase()}`])
      expect((await get(odd, { cookie: cookie() })).status).toBe(404)
  })

  test('listens on this laptop alone', () => {
    expect(page.server.address()).toMatchObject({ address: '127.0.0.1' })
  })
})

describe('the WebSocket', () => {
  function refused(headers: Record<string, string>, path = '/hub'): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${page.port}${path}`, { headers })
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.on('open', () => reject(new Error('it let us in')))
      socket.on('error', () => {})
    })
  }

  test('wants the cookie, our origin and the right path', async () => {
    expect(await refused({ origin: home })).toBe(403)
    expect(await refused({ cookie: cookie() })).toBe(403)
    expect(await refused({ cookie: cookie(), origin: 'http://evil.example' })).toBe(403)
    expect(await refused({ cookie: cookie(), origin: home, host: 'evil.example' })).toBe(403)
    expect(await refused({ cookie: cookie(), origin: home }, '/other')).toBe(403)
  })

  test('cuts off who does not speak the contract', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${page.port}/hub`, { headers: { cookie: cookie(), origin: home } })
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.on('open', () => socket.send('not json'))
    await closed
    expect(dispatch).not.toHaveBeenCalled()
  })
})

describe("the page's bridge", () => {
  function openBridge() {
    const headers = { cookie: cookie(), origin: home }
    const opened: WebSocket[] = []
    class PageSocket extends WebSocket {
      constructor(address: string) {
        super(address, { headers })
        // A page's own WebSocket reports a refused connection without throwing.
        this.on('error', () => {})
        opened.push(this)
      }
    }
    vi.stubGlobal('WebSocket', PageSocket)
    return { bridge: openBrowserBridge(`ws://127.0.0.1:${page.port}/hub`), opened }
  }

  test('calls made before the connection stands are answered', async () => {
    const { bridge } = openBridge()
    const result = await bridge.call('practice.setNetwork', { down: true })
    expect(result).toEqual({ ok: true, value: { name: 'practice.setNetwork', input: { down: true } } })
  })

  test('passes changes on, also those that came before anybody listened, until told to stop', async () => {
    const { bridge } = openBridge()
    await bridge.call('system.state', {})
    const batch = (seq: number): ChangeBatch => ({ epoch: 'a', seq, changes: [] })
    sockets.push(batch(1))
    await bridge.call('system.state', {})
    const heard: number[] = []
    const stop = bridge.onChanges((b) => heard.push(b.seq))
    expect(heard).toEqual([1])
    sockets.push(batch(2))
    await vi.waitFor(() => expect(heard).toEqual([1, 2]))
    stop()
    sockets.push(batch(3))
    await bridge.call('system.state', {})
    expect(heard).toEqual([1, 2])
  })

  test('says when the hub is gone, answers open calls, and comes back by itself', async () => {
    const { bridge, opened } = openBridge()
    const reachable: boolean[] = []
    bridge.onReachable((now) => reachable.push(now))
    await bridge.call('system.state', {})
    dispatch.mockReturnValueOnce(new Promise(() => {}))
    const open = bridge.call('system.state', {})
    await vi.waitFor(() => expect(dispatch).toHaveBeenCalledTimes(2))
    opened[0]?.terminate()
    expect(await open).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(await bridge.call('system.state', {})).toMatchObject({ ok: true })
    expect(reachable).toEqual([true, false, true])
  })
})
