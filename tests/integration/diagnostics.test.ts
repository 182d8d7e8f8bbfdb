import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openFileLog } from '../../electron/hub/log.ts'
import { practiceAccount as sampleAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { newId } from '../../electron/hub/ids.ts'
import type { CheckId, DiagnosticsView } from '../../electron/ipc/contract/diagnostics-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { readZip } from '../support/read-zip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'

/** Its token looks like a real one. */
const practiceAccount = { ...sampleAccount, authToken: '5f0c3a9b7e1d42688a6b0cfe93d17e24' }

function stateOf(view: DiagnosticsView, id: CheckId): string | undefined {
  return view.checks.find((check) => check.id === id)?.state
}

function states(view: DiagnosticsView, ...ids: readonly CheckId[]): readonly (string | undefined)[] {
  return ids.map((id) => stateOf(view, id))
}

/** Waits for a call that needs the clock to go on: the simulated Twilio takes its time to answer. */
async function settled<Value>(clock: ManualClock, asked: Value | Promise<Value>): Promise<Value> {
  let isOver = false
  const over = Promise.resolve(asked).finally(() => (isOver = true))
  over.catch(() => undefined)
  await clock.advanceUntil(() => isOver, { what: 'the answer' })
  return over
}

const linkIs = (line: TestHub, state: string) => () => line.changes('connection').at(-1)?.connection.link === state

async function practice(clock: ManualClock): Promise<TestHub> {
  const line = await testHub({ clock })
  await clock.advanceUntil(linkIs(line, 'online'), { what: 'the link' })
  return line
}

async function liveHub(clock: ManualClock, env: Readonly<Record<string, string>> = {}) {
  const twilio = await startPracticeCarrier({
    clock,
    random: seededRandom(1),
    file: null,
    account: practiceAccount,
    parents: null,
    timing: promptTiming,
  })
  onTestFinished(() => twilio.stop())
  const dataDir = temporaryFolder()
  const log = openFileLog({ folder: join(dataDir, 'logs'), now: clock.now })
  onTestFinished(() => log.close())
  const line = await testHub({
    clock,
    dataDir,
    log,
    env: {
      PTP_TWILIO_ACCOUNT_SID: practiceAccount.accountSid,
      PTP_TWILIO_AUTH_TOKEN: practiceAccount.authToken,
      PTP_TWILIO_NUMBER: practiceAccount.numbers[0]?.phoneNumber ?? '',
      PTP_TWILIO_API: twilio.origin,
      ...env,
    },
  })
  await clock.advanceUntil(linkIs(line, 'online'), { what: 'the link' })
  return { line, twilio, log }
}

describe('the checks', () => {
  test('find practice in order, each told as it ends', async () => {
    const clock = manualClock()
    const line = await practice(clock)
    const before = await line.hub.handlers['diagnostics.state']({})
    expect(before).toMatchObject({ ranAt: null, running: false, debug: false })
    expect(new Set(before.checks.map((check) => check.state))).toEqual(new Set(['unknown']))

    const view = await settled(clock, line.hub.handlers['diagnostics.run']({}))
    expect(view.running).toBe(false)
    expect(view.checks.map(({ id, state }) => `${id} ${state}`)).toEqual(
      expect.arrayContaining([
        'name-lookup ok',
        'connection ok',
        'sign-in-page ok',
        'carrier ok',
        'clock ok',
        'credentials ok',
        'numbers ok',
        'fallback ok',
        'listener ok',
        'tunnel ok',
        'round-trip ok',
        'signatures ok',
        'outbox ok',
        'disk-space ok',
        'store ok',
        'backups unknown',
        'versions ok',
      ]),
    )
    for (const check of view.checks) expect(check.words, check.id).not.toBe('')
    await clock.advance(0)
    const told = line.changes('diagnostics').map((change) => change.diagnostics)
    expect(told[0]?.running).toBe(true)
    expect(told.at(-1)).toEqual(view)
  })

  test('tell by themselves that the way out is gone and back; their button mends it', async () => {
    const clock = manualClock()
    const line = await practice(clock)
    await settled(clock, line.hub.handlers['diagnostics.run']({}))
    await line.hub.handlers['practice.setNetwork']({ down: true })
    const last = () => line.changes('diagnostics').at(-1)?.diagnostics
    const isTold = (state: string) => () => {
      const view = last()
      return view !== undefined && stateOf(view, 'carrier') === state
    }
    await clock.advanceUntil(isTold('problem'), { what: 'the outage' })
    const down = last()
    if (!down) throw new Error('unreachable')
    // Offline, not a login page: nothing answers at all.
    expect(states(down, 'connection', 'sign-in-page')).toEqual(['problem', 'ok'])
    expect(down.checks.find(({ id }) => id === 'carrier')).toMatchObject({
      fix: { label: 'Reconnect now', opens: null },
    })

    await line.hub.handlers['practice.setNetwork']({ down: false })
    const mended = await settled(clock, line.hub.handlers['diagnostics.fix']({ id: 'carrier' }))
    expect(states(mended, 'connection', 'carrier')).toEqual(['ok', 'ok'])
    await expect(line.hub.handlers['diagnostics.fix']({ id: 'carrier' })).rejects.toThrow('nothing to do')
  })

  test('say how long texts have waited', async () => {
    const clock = manualClock()
    const line = await practice(clock)
    const { items } = await line.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 20 })
    const open = items.find((conversation) => conversation.closedReason === null)
    if (!open) throw new Error('unreachable')
    await line.hub.handlers['practice.setNetwork']({ down: true })
    await clock.advanceUntil(linkIs(line, 'offline'), { what: 'the outage' })
    await line.hub.handlers['messages.send']({
      id: newId(clock.now()),
      conversationId: open.id,
      channel: 'sms',
      body: 'Are you near?',
      replaces: null,
      noUseAfter: null,
    })
    await clock.advance(600_000)
    const view = await settled(clock, line.hub.handlers['diagnostics.run']({}))
    expect(view.checks.find(({ id }) => id === 'outbox')).toMatchObject({
      state: 'problem',
      words: '1 text waits, the oldest for 10 min. They go out by themselves once there is internet.',
    })
  })

  test('without an account ask nobody', async () => {
    const clock = manualClock()
    const line = await testHub({ clock })
    await line.hub.handlers['practice.end']({})
    const view = await settled(clock, line.hub.handlers['diagnostics.run']({}))
    expect(states(view, 'carrier', 'clock', 'credentials', 'numbers', 'store')).toEqual([
      'unknown',
      'unknown',
      'problem',
      'unknown',
      'ok',
    ])
    expect(view.checks.find(({ id }) => id === 'credentials')?.fix).toEqual({
      label: 'Open Twilio settings',
      opens: 'twilio',
    })
    await expect(line.hub.handlers['catchUp.now']({})).rejects.toThrow('no account')
  })

  test('see the carrier’s clock, wrong signatures and refused credentials', async () => {
    const clock = manualClock()
    const { line, twilio } = await liveHub(clock)
    twilio.setDateSkew(-7 * 60_000)
    const forged = await fetch(`${line.hub.webhookAddress}/twilio/sms`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': 'bm8=' },
      body: new URLSearchParams({ AccountSid: practiceAccount.accountSid, MessageSid: 'SM0', From: '+15550100100' }),
    })
    expect(forged.status).toBe(403)
    const view = await settled(clock, line.hub.handlers['diagnostics.run']({}))
    expect(states(view, 'clock', 'signatures', 'credentials', 'keychain')).toEqual(['problem', 'problem', 'ok', 'ok'])
    expect(view.checks.find(({ id }) => id === 'clock')?.words).toContain('7 min ahead of')

    twilio.setDateSkew(0)
    await clock.advance(3_700_000)
    const later = await settled(clock, line.hub.handlers['diagnostics.run']({}))
    expect(states(later, 'clock', 'signatures')).toEqual(['ok', 'ok'])
  })

  test('follow the way in: from no address to numbers that lead here', async () => {
    const clock = manualClock()
    const { line } = await liveHub(clock)
    const { handlers, webhookAddress } = line.hub
    if (webhookAddress === null) throw new Error('unreachable')
    const before = await settled(clock, handlers['diagnostics.run']({}))
    expect(states(before, 'tunnel', 'round-trip', 'numbers', 'fallback')).toEqual([
      'ok',
      'unknown',
      'ok',
      expect.stringMatching(/unknown|problem/),
    ])
    await handlers['settings.update']({ reachBy: 'own-address', publicUrl: webhookAddress })
    const pointing = await settled(clock, handlers['diagnostics.run']({}))
    expect(states(pointing, 'tunnel', 'round-trip', 'numbers')).toEqual(['ok', 'ok', 'problem'])
    expect(pointing.checks.find(({ id }) => id === 'numbers')?.fix).toEqual({
      label: 'Open Webhooks',
      opens: 'webhooks',
    })
    const plan = await settled(clock, handlers['webhooks.plan']({}))
    const changes = plan.changes.filter(({ usual }) => usual).map(({ id, from }) => ({ id, from }))
    await settled(clock, handlers['webhooks.fix']({ changes }))
    const after = await settled(clock, handlers['diagnostics.run']({}))
    expect(states(after, 'round-trip', 'numbers')).toEqual(['ok', 'ok'])
  })

  test('name the port that another program holds', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise((resolve) => other.close(() => resolve())))
    const address = other.address()
    if (address === null || typeof address === 'string') throw new Error('unreachable')
    const clock = manualClock()
    const line = await testHub({ clock, env: { PTP_WEBHOOK_PORT: String(address.port) } })
    const view = await settled(clock, line.hub.handlers['diagnostics.run']({}))
    expect(view.checks.find(({ id }) => id === 'listener')).toMatchObject({
      state: 'problem',
      words: expect.stringContaining(`port ${address.port}`) as string,
    })
  })

  test('begin anew with another store', async () => {
    const clock = manualClock()
    const line = await practice(clock)
    await settled(clock, line.hub.handlers['diagnostics.run']({}))
    await line.hub.handlers['practice.end']({})
    expect(await line.hub.handlers['diagnostics.state']({})).toMatchObject({ ranAt: null, running: false })
  })

  test('a stop does not wait for them', async () => {
    const clock = manualClock()
    const line = await practice(clock)
    void line.hub.handlers['diagnostics.run']({})
    await line.hub.stop(0)
    expect(line.hub.handlers).toBeDefined()
  })
})

describe('catch-up on demand', () => {
  test('says what it brought', async () => {
    const clock = manualClock()
    const { line, twilio } = await liveHub(clock)
    await clock.advance(60_000)
    twilio.textFrom('+15550100177', 'Nobody told you of this')
    expect(await settled(clock, line.hub.handlers['catchUp.now']({}))).toEqual({ complete: true, texts: 1 })
  })
})

describe('nothing private leaves by report, log or support file', () => {
  const planted = {
    authToken: practiceAccount.authToken,
    ngrok: '2kPlantedNgrokTokenOfTheCamp_7aBcDeFgHiJkLmNoP',
    first: 'Wilhelmina',
    last: 'Ouedraogo',
    staff: 'Bartholomew',
    camp: 'Thunderbird',
    number: '+15550100188',
    spoken: '(555) 010-0188',
    body: 'The inhaler is in the green bag',
    draft: 'Half a thought about dinner',
  }
  /** Every spelling that must not be found. */
  const traces = [
    planted.authToken,
    encodeURIComponent(planted.authToken),
    Buffer.from(planted.authToken).toString('base64').slice(0, -2),
    planted.ngrok,
    planted.first,
    planted.last,
    planted.staff,
    planted.camp,
    '5550100188',
    '010-0188',
    'inhaler',
    'Half a thought',
  ]

  async function lived() {
    const clock = manualClock()
    const made = await liveHub(clock, { PTP_NGROK_AUTHTOKEN: planted.ngrok, PTP_NGROK_SERVER: '127.0.0.1:9' })
    const { line, twilio, log } = made
    const { handlers } = line.hub
    await handlers['diagnostics.setDebug']({ on: true })
    await handlers['settings.update']({ staffName: planted.staff, campName: planted.camp })
    const conversation = await handlers['conversations.open']({ address: planted.number })
    await handlers['conversations.saveDraft']({ id: conversation.id, body: planted.draft })
    const id = newId(clock.now())
    const sending = {
      id,
      conversationId: conversation.id,
      channel: 'sms' as const,
      body: planted.body,
      replaces: null,
      noUseAfter: null,
    }
    await handlers['messages.send'](sending)
    twilio.textFrom(planted.number, planted.body)
    // What a careless part, a library or the page might say.
    log.error('careless', {
      error: new Error(
        `no such column: ${planted.first} ${planted.last} at ${planted.spoken} with ${planted.authToken}`,
      ),
      note: `Basic ${Buffer.from(`AC:${planted.authToken}`).toString('base64')} ${planted.staff.toLowerCase()}`,
      list: [{ to: planted.number, token: planted.ngrok, text: planted.body }],
      message: `password=${planted.authToken}`,
    })
    await handlers['system.reportError']({ where: 'page', message: `${planted.camp}: ${planted.ngrok}` })
    writeFileSync(
      join(line.dataDir, 'logs', 'report-2026-01-01-crash.json'),
      JSON.stringify({ kind: 'crash', error: { message: `near ${planted.last}: ${planted.number}` } }, null, 2),
    )
    await clock.advance(31_000)
    return { ...made, clock }
  }

  test('planted secrets, names, numbers and texts are in none of them', async () => {
    const { line, clock } = await lived()
    // A family of that name is known here.
    const { default: Database } = await import('better-sqlite3')
    const db = new Database(join(line.dataDir, 'hub.db'))
    db.exec(`INSERT INTO family (id, created_at) VALUES (1, 0);
      INSERT INTO guardian (family_id, first_name, last_name, created_at) VALUES (1, '${planted.first}', '${planted.last}', 0)`)
    db.close()

    await settled(clock, line.hub.handlers['diagnostics.run']({}))
    const report = await settled(clock, line.hub.handlers['diagnostics.report']({}))
    expect(report).toContain('Stored data: OK')
    const saved = await settled(clock, line.hub.handlers['diagnostics.saveSupportFile']({}))
    expect(saved.path.startsWith(join(line.dataDir, 'support'))).toBe(true)
    expect(statSync(saved.path).mode & 0o777).toBe(0o600)
    const archive = readFileSync(saved.path)
    expect(archive.length).toBe(saved.bytes)
    const files = readZip(archive)
    expect([...files.keys()].sort()).toEqual([
      'logs/hub.log',
      'logs/report-2026-01-01-crash.json',
      'report.txt',
      'stores/live.json',
    ])
    const log = files.get('logs/hub.log')?.toString('utf8') ?? ''
    expect(log).toContain('"event":"careless"')
    expect(log).toContain('"level":"debug"')
    expect(JSON.parse(files.get('stores/live.json')?.toString('utf8') ?? '')).toMatchObject({
      counts: { message: expect.any(Number) as number, guardian: 1 },
      states: { 'in received': expect.any(Number) as number },
    })
    const places = [...files].map(([name, content]) => [name, content.toString('utf8')] as const)
    for (const [place, text] of [...places, ['the copied report', report] as const]) {
      for (const trace of traces) expect(text, `${trace} in ${place}`).not.toContain(trace)
    }
  })

  test('the log on disk holds no secret, number or text either, debug lines included', async () => {
    const { line, clock } = await lived()
    await clock.advance(30_000)
    await line.hub.stop(0)
    const logs = join(line.dataDir, 'logs')
    const text = readdirSync(logs)
      .filter((name) => name.endsWith('.log'))
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('')
    for (const trace of [planted.authToken, planted.ngrok, '5550100188', '010-0188', 'inhaler', 'Half a thought'])
      expect(text, trace).not.toContain(trace)
  })

  test('old support files make room; what else lies there stays', async () => {
    const clock = manualClock()
    const line = await practice(clock)
    const folder = join(line.dataDir, 'support')
    mkdirSync(folder)
    for (let day = 10; day < 22; day++) writeFileSync(join(folder, `ptp-support-2020-01-${day}T09-00-00.zip`), '')
    writeFileSync(join(folder, 'notes.txt'), '')
    const { path } = await settled(clock, line.hub.handlers['diagnostics.saveSupportFile']({}))
    const left = readdirSync(folder)
    expect(left).toHaveLength(11)
    expect(left).toEqual(expect.arrayContaining(['notes.txt', 'ptp-support-2020-01-21T09-00-00.zip', basename(path)]))
  })
})

test('the debug switch outlives a restart', async () => {
  const clock = manualClock()
  const first = await practice(clock)
  expect(await first.hub.handlers['diagnostics.setDebug']({ on: true })).toMatchObject({ debug: true })
  await first.hub.stop(0)
  const again = await testHub({ clock, dataDir: first.dataDir })
  expect(await again.hub.handlers['diagnostics.state']({})).toMatchObject({ debug: true })
})
