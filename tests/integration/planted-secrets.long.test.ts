import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeReport } from '../../electron/host/report.ts'
import { realClock } from '../../electron/hub/clock.ts'
import { newId } from '../../electron/hub/ids.ts'
import { openFileLog } from '../../electron/hub/log.ts'
import { registerCalls } from '../../electron/ipc/register.ts'
import type { Result } from '../../electron/ipc/contract/define.ts'
import type { CallName } from '../../electron/ipc/contract/names.ts'
import { startNgrokEdge } from '../stand-ins/ngrok/edge.ts'
import { filesUnder, findPlanted, startedWith } from '../support/planted.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'
import { readZip } from '../support/read-zip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'
import { until } from '../support/until.ts'

/** In the shapes that Twilio and ngrok give out; every one of them is entered as a person would enter it. */
const planted = {
  authToken: '9d8c7b6a5f4e3d2c1b0a99887766554e',
  wrongToken: '1b2d3f4a5c6e7f8091a2b3c4d5e6f70a',
  nextToken: '7c0ffee1badcafe2deadbeef3facade4',
  apiSecret: 'yF7Uc3vZkqDtQ3ZfpRW1JWu2nXj9Vn5F',
  wrongSecret: 'Qm2Lr8TzNc5Xw1HbVy6Kd0Pg4Js7Fa9E',
  ngrok: '2kPlAnTeDnGrOkToKeN0123456789_5ABCDEFghijkLMNOP',
  refusedNgrok: '2kReFuSeDnGrOkToKeN9876543210_7ZYXWVutsrqPONMLK',
  passphrase: 'planted pass phrase of four',
  nextPassphrase: 'another planted pass phrase',
  wrongPassphrase: 'a planted wrong pass phrase',
  recovery: 'the planted words on paper',
} as const
const secrets = Object.values(planted)
const apiKey = `SK${'7'.repeat(32)}`
const parent = '+13125550142'

/** Passes requests on to Twilio; while `echoes`, it answers as a careless proxy does, with everything it was told. */
async function carelessProxy(origin: string) {
  const state = { echoes: false, origin: '' }
  const server = createServer((request, response) => {
    if (state.echoes) {
      const told = JSON.stringify(request.headers)
      const [, credentials = ''] = (request.headers.authorization ?? '').split(' ')
      response.writeHead(502, { 'content-type': 'text/html', 'x-debug': credentials })
      response.end(`<h1>Bad Gateway</h1><pre>${told} ${Buffer.from(credentials, 'base64').toString('utf8')}</pre>`)
      return
    }
    const { method, url = '/', headers } = request
    const onward = forward(new URL(url, origin), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}

async function stage() {
  const clock = realClock()
  const folder = temporaryFolder()
  const twilio = await practiceTwilio(clock, {
    authToken: planted.authToken,
    apiKeys: [{ sid: apiKey, secret: planted.apiSecret, kind: 'standard' as const }],
  })
  const proxy = await carelessProxy(twilio.origin)
  const edge = await startNgrokEdge()
  onTestFinished(() => edge.stop())
  // ngrok's own words give the token back in clear.
  edge.auth = ({ Extra }) =>
    Extra.AuthToken === planted.ngrok
      ? 'accept'
      : {
          code: 105,
          message: `The authtoken you specified is properly formed, but it is invalid. Your authtoken: ${Extra.AuthToken}`,
        }
  const certificate = join(temporaryFolder(), 'edge.pem')
  writeFileSync(certificate, edge.certificateAuthority)
  const log = openFileLog({ folder: join(folder, 'logs'), now: clock.now })
  onTestFinished(() => log.close())
  const env = { PTP_TWILIO_API: proxy.origin, PTP_NGROK_SERVER: edge.server, PTP_NGROK_CA: certificate }
  const told: string[] = []

  /** The hub as a host serves it: what the screen is answered and told is kept. */
  async function open() {
    const line = await testHub({ clock, dataDir: folder, log, env })
    const dispatch = registerCalls(line.hub.handlers, log)
    line.hub.subscribe((batch) => told.push(JSON.stringify(batch)))
    const call = async (name: CallName, input: unknown = {}): Promise<Result<unknown>> => {
      const result = await dispatch(name, input)
      told.push(`${name}: ${JSON.stringify(result)}`)
      return result
    }
    return { line, call }
  }
  return { clock, folder, twilio, proxy, edge, log, told, open }
}

const tunnelOf = (line: TestHub): string | undefined => line.changes('connection').at(-1)?.connection.tunnel
const failed = (result: Result<unknown>): void => expect(result).toMatchObject({ ok: false })

test('no credential that was entered is found anywhere outside the vault', { timeout: 240_000 }, async () => {
  const { folder, twilio, proxy, edge, log, told, open, clock } = await stage()
  let { line, call } = await open()
  const zipped: (readonly [string, Buffer])[] = []
  const seen = new Set<string>()
  /** Looks everywhere, as often as there is something new to be seen. */
  const look = (when: string): void => {
    const places = [
      ...filesUnder(folder),
      ...startedWith(process.pid),
      ...zipped,
      ['what the screen was told', Buffer.from(told.join('\n'))] as const,
      ['notifications', Buffer.from(JSON.stringify(line.notifications))] as const,
    ]
    for (const [place] of places) seen.add(place.replace(folder, '').replaceAll(/\d+/g, 'N'))
    expect(findPlanted(secrets, places), when).toEqual([])
  }

  await call('diagnostics.setDebug', { on: true })
  // Nowhere to keep them, too long, in the wrong field, not the passphrase.
  failed(await call('account.saveAndTest', { accountSid: camp.accountSid, authToken: planted.authToken }))
  failed(await call('reach.setAuthtoken', { authtoken: planted.ngrok }))
  failed(await call('vault.unlock', { passphrase: planted.wrongPassphrase }))
  failed(await call('account.saveAndTest', { authToken: planted.authToken.repeat(20) }))
  failed(await call('account.saveAndTest', { authtoken: planted.authToken }))
  failed(await call('settings.update', { publicUrl: `https://user:${planted.authToken}@camp.example.com` }))
  await call('vault.choosePassphrase', { passphrase: planted.passphrase })
  await call('account.saveAndTest', { accountSid: planted.authToken, authToken: planted.apiSecret })
  look('before anything was accepted')

  // Refused, echoed by what stands between, unreachable; then accepted.
  const credentials = { accountSid: camp.accountSid, apiKey }
  const right = { ...credentials, authToken: planted.authToken, apiSecret: planted.apiSecret }
  await call('account.saveAndTest', { ...credentials, authToken: planted.wrongToken, apiSecret: planted.wrongSecret })
  await call('account.saveAndTest', { ...right, apiSecret: planted.wrongSecret })
  proxy.echoes = true
  await call('account.saveAndTest', right)
  proxy.echoes = false
  twilio.setNetwork('refused')
  await call('account.saveAndTest', right)
  twilio.setNetwork('up')
  look('refused')
  expect(await call('account.saveAndTest', right)).toMatchObject({ value: { outcome: 'saved' } })
  await call('practice.end')
  await call('reach.setAuthtoken', { authtoken: planted.refusedNgrok })
  await call('settings.update', { reachBy: 'ngrok' })
  await until(() => edge.authRequests.length > 0, 'ngrok refused the token', 20_000)
  await until(() => JSON.stringify(line.changes('reach').at(-1)).includes('stopped'), 'the tunnel stopped', 20_000)
  look('refused by ngrok')
  await call('reach.setAuthtoken', { authtoken: planted.ngrok })
  await until(() => edge.domains.length > 0 && tunnelOf(line) === 'up', 'the tunnel is up', 20_000)
  look('with the tunnel up')

  // Texts while Twilio's answers echo what they were asked with, and while its account is closed to us.
  const send = async (address: string, body: string): Promise<void> => {
    const opened = (await call('conversations.open', { address })) as Result<{ readonly id: number }>
    const conversationId = opened.ok ? opened.value.id : 0
    const id = newId(clock.now())
    await call('messages.send', { id, conversationId, channel: 'sms', body, replaces: null, noUseAfter: null })
  }
  const logged = (): string => readFileSync(join(folder, 'logs', 'hub.log'), 'utf8')
  const outcomes = (): number => logged().split('"event":"attempt-ended"').length - 1
  proxy.echoes = true
  await send(parent, 'Into a careless proxy')
  await call('catchUp.now')
  await until(() => outcomes() === 1, 'the echoed attempt has ended', 20_000)
  proxy.echoes = false
  twilio.faults.onCreate({ kind: 'refuse', code: 20_003 })
  await send('+13125550143', 'With an account that is closed')
  await until(() => outcomes() >= 2, 'the refused attempt has ended', 30_000)
  // Called by strangers, and in our account's name with another token.
  const body = new URLSearchParams({ AccountSid: camp.accountSid, From: parent, To: '+1', Body: planted.nextToken })
  for (let count = 0; count < 4; count++)
    await fetch(`${line.hub.webhookAddress}/twilio/sms`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
      body,
    })
  twilio.rotateAuthToken(planted.nextToken)
  await call('account.saveAndTest', { authToken: planted.wrongToken })
  expect(await call('account.saveAndTest', { authToken: planted.nextToken, oldTokenHours: 2 })).toMatchObject({
    value: { outcome: 'saved' },
  })
  look('with texts under way and a rotated token')

  // What people hand to others.
  await call('system.reportError', { where: 'page', message: `fetch failed ${planted.authToken} ${planted.apiSecret}` })
  const careless = new Error(`Basic ${btoa(`${apiKey}:${planted.apiSecret}`)}: ${planted.nextToken} ${planted.ngrok}`)
  log.error('careless', { error: careless, nested: { list: [planted.apiSecret, `AC:${planted.authToken}`] } })
  expect(writeReport(folder, 'uncaught-exception', { error: careless })).not.toBeNull()
  await call('diagnostics.run')
  await call('diagnostics.report')
  const saved = (await call('diagnostics.saveSupportFile')) as Result<{ readonly path: string }>
  if (saved.ok) zipped.push(...readZip(readFileSync(saved.value.path)))
  look('handed to others')

  // Copies, and what opens them on another laptop.
  await call('backup.setPassphrase', { passphrase: planted.recovery })
  expect(await call('backup.copyNow')).toMatchObject({ ok: true })
  look('with copies of the store')
  const copies = (await call('backup.list')) as Result<readonly { readonly file: string }[]>
  const [copy] = copies.ok ? copies.value : []
  failed(await call('backup.restore', { file: copy?.file ?? '', passphrase: planted.wrongPassphrase }))
  look('with a copy that did not open')

  // Keys change, the app ends and begins again, and everything is forgotten.
  await call('vault.choosePassphrase', { passphrase: planted.nextPassphrase })
  await call('vault.rotateKey')
  look('under another key')
  await line.hub.stop(1000)
  look('after the end')
  ;({ line, call } = await open())
  failed(await call('vault.unlock', { passphrase: planted.wrongPassphrase }))
  await until(
    async () => (await call('vault.unlock', { passphrase: planted.nextPassphrase })).ok,
    'unlocked',
    20_000,
    200,
  )
  await until(() => tunnelOf(line) === 'up', 'the tunnel is up again', 20_000)
  look('in the next run')
  await call('vault.forgetEverything')
  look('forgotten')

  // It was all looked at, and what it looked for would have been found.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      '/hub.db',
      '/hub.db-wal',
      '/lock.json',
      '/logs/hub.log',
      'logs/hub.log',
      'report.txt',
      '/proc/N/environ',
      '/proc/N/cmdline',
    ]),
  )
  expect([...seen].some((place) => /^\/logs\/report-.*-uncaught-exception\.json$/.test(place))).toBe(true)
  expect([...seen].some((place) => place.startsWith('/backups/'))).toBe(true)
  expect(zipped.map(([name]) => name).some((name) => name.startsWith('logs/report-'))).toBe(true)
  expect(logged()).toContain('"level":"debug"')
  expect(findPlanted([camp.accountSid], [['told', Buffer.from(`x${camp.accountSid}`)]])).not.toEqual([])
  expect(twilio.accepted().length).toBeGreaterThan(0)
})
