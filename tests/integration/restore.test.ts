import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'
import { until } from '../support/until.ts'

const ana = '(201) 555-0111'
const ben = '(201) 555-0112'
const cleo = '(201) 555-0113'
const dave = '(201) 555-0114'
const eve = '(201) 555-0115'
const passphrase = 'four words make one'

interface Bench {
  readonly clock: ManualClock
  readonly twilio: PracticeCarrier
  readonly line: TestHub
  open(address: string): Promise<number>
  send(address: string, body: string): Promise<string>
  messages(address: string): Promise<readonly MessageView[]>
  state(address: string, body: string): Promise<string | undefined>
  start(dataDir: string): Promise<Bench>
}

async function liveBench(): Promise<Bench> {
  const clock = manualClock()
  const twilio = await startPracticeCarrier({
    clock,
    random: seededRandom(1),
    file: null,
    account: practiceAccount,
    parents: null,
    timing: promptTiming,
  })
  onTestFinished(() => twilio.stop())
  return start(temporaryFolder())

  async function start(dataDir: string): Promise<Bench> {
    const line = await testHub({
      clock,
      dataDir,
      renewing: true,
      env: {
        PTP_TWILIO_ACCOUNT_SID: practiceAccount.accountSid,
        PTP_TWILIO_AUTH_TOKEN: practiceAccount.authToken,
        PTP_TWILIO_NUMBER: practiceAccount.numbers[0]?.phoneNumber ?? '',
        PTP_TWILIO_API: twilio.origin,
      },
    })
    const call = line.hub.handlers
    const open = async (address: string): Promise<number> => (await call['conversations.open']({ address })).id
    const messages = async (address: string): Promise<readonly MessageView[]> => {
      const conversationId = await open(address)
      return (await call['messages.page']({ conversationId, at: { where: 'newest' }, limit: 50 })).items
    }
    return {
      clock,
      twilio,
      line,
      open,
      messages,
      start,
      async send(address, body) {
        const id = newId(clock.now())
        const conversationId = await open(address)
        await call['messages.send']({ id, conversationId, channel: 'sms', body, replaces: null, noUseAfter: null })
        return id
      },
      state: async (address, body) => (await messages(address)).find((message) => message.body === body)?.state,
    }
  }
}

const bodies = (twilio: PracticeCarrier): readonly string[] => twilio.accepted().map(({ body }) => body)

async function settled(bench: Bench, address: string, body: string, wanted: string): Promise<void> {
  let seen: string | undefined
  await bench.clock.advanceUntil(
    () => {
      void bench.state(address, body).then(
        (state) => (seen = state),
        () => undefined,
      )
      return seen === wanted
    },
    { step: 500, limit: 600_000, what: `${body}: ${wanted}` },
  )
}

/** Twilio was asked, once its list was whole: from then on held texts may be let go. */
async function released({ clock }: Bench, release: () => Promise<unknown>): Promise<void> {
  let isDone = false
  await clock.advanceUntil(
    () => {
      void release().then(
        () => (isDone = true),
        () => undefined,
      )
      return isDone
    },
    { step: 500, limit: 600_000, what: 'the look back' },
  )
}

/** The hub has begun anew when another epoch is told. */
async function renewed({ line, clock }: Bench, restore: () => Promise<unknown>): Promise<void> {
  const before = line.batches.at(-1)?.epoch
  await restore()
  await clock.advanceUntil(() => line.batches.at(-1)?.epoch !== before, { step: 1, limit: 60_000, what: 'a new hub' })
}

async function online({ line, clock }: Bench): Promise<void> {
  await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'online', {
    step: 250,
    what: 'the way out',
  })
}

/** Processes are started and passphrases stretched: seconds each on a busy machine. */
const patience = { timeout: 90_000 }

describe('a store put back from a copy', patience, () => {
  test('sends nothing by itself, finds what went out since, hears what came in, and waits for one look', async () => {
    const bench = await liveBench()
    const { clock, twilio, line } = bench
    const call = line.hub.handlers
    await online(bench)
    await bench.send(ana, 'Lunch at noon')
    await settled(bench, ana, 'Lunch at noon', 'delivered')
    // Two texts wait while the copy is made; one of them goes out afterwards, as does one that the copy does not know.
    twilio.setNetwork('refused')
    await call['link.reconnect']({})
    await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'offline', {
      step: 500,
      what: 'offline',
    })
    await bench.send(ben, 'Bring a towel')
    const unsent = [await bench.send(cleo, 'Pick-up is at four'), await bench.send(dave, 'The bus leaves at eight')]
    await call['backup.setPassphrase']({ passphrase })
    const { last } = await call['backup.state']({})
    expect(last).toMatchObject({ messages: 4 })
    for (const messageId of unsent) await call['messages.cancel']({ messageId })
    twilio.setNetwork('up')
    await call['link.reconnect']({})
    await settled(bench, ben, 'Bring a towel', 'delivered')
    await bench.send(ana, 'Change of plan')
    await settled(bench, ana, 'Change of plan', 'delivered')
    twilio.textFrom('+12015550113', 'STOP')
    // What staff were told is in no list of the carrier's.
    const close = { requestId: newId(clock.now()), conversationId: await bench.open(eve) }
    await call['consent.close'](close)
    const sent = bodies(twilio)
    expect(sent).toEqual(['Lunch at noon', 'Bring a towel', 'Change of plan'])

    const [copy] = await call['backup.list']({})
    expect(copy).toMatchObject({ where: 'here', isOurs: true, opens: 'passphrase', messages: 4 })
    const file = copy?.file ?? ''
    await expect(call['backup.restore']({ file, passphrase: 'another one' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(call['backup.restore']({ file, passphrase: null })).rejects.toMatchObject({ code: 'forbidden' })
    await renewed(bench, async () => call['backup.restore']({ file, passphrase }))

    // Before Twilio was asked, nobody knows what has gone out: nothing may be let go.
    const release = async () =>
      call['held.release']({ requestId: newId(clock.now()), which: { kind: 'all', throughSeq: 1e9 } })
    await expect(release()).rejects.toMatchObject({ code: 'unavailable' })
    await settled(bench, ben, 'Bring a towel', 'delivered')
    await clock.advance(20_000)
    expect(bodies(twilio)).toEqual(sent)
    expect((await bench.messages(ben)).map(({ body }) => body)).toEqual(['Bring a towel'])
    expect((await bench.messages(ana)).map(({ body, state }) => [body, state])).toEqual([
      ['Lunch at noon', 'delivered'],
      ['Change of plan', 'delivered'],
    ])
    const cleos = await call['conversations.get']({ id: await bench.open(cleo) })
    expect(cleos.closedReason).toContain('STOP')
    expect((await call['conversations.get']({ id: await bench.open(eve) })).optedOut?.source).toBe('staff')
    expect((await bench.messages(cleo)).map(({ body }) => body)).toEqual(
      expect.arrayContaining(['Pick-up is at four', 'STOP']),
    )
    const held = await call['held.list']({})
    expect(held.conversations.map(({ texts }) => texts.map(({ body }) => body))).toEqual([
      ['Pick-up is at four'],
      ['The bus leaves at eight'],
    ])
    expect((await call['system.state']({})).restoredAt).not.toBeNull()
    expect((await call['duty.state']({})).onDuty).toBe(true)

    // One look: what may go goes once; whoever said STOP in the meantime gets nothing.
    await released(bench, release)
    await settled(bench, dave, 'The bus leaves at eight', 'delivered')
    await clock.advance(20_000)
    expect(bodies(twilio)).toEqual([...sent, 'The bus leaves at eight'])

    // The store as it was is kept, and knows what it knew.
    const aside = readdirSync(line.dataDir).filter((name) => name.startsWith('hub-before-restore-'))
    expect(aside).toHaveLength(1)
    const before = new Database(join(line.dataDir, aside[0] ?? ''), { readonly: true })
    expect(before.prepare('SELECT count(*) FROM message').pluck().get()).toBeGreaterThanOrEqual(4)
    before.close()
    expect(readdirSync(line.dataDir).filter((name) => /restoring|restore\.json/.test(name))).toEqual([])
  })

  test('opens on another laptop with the passphrase, and nowhere without', async () => {
    const first = await liveBench()
    await online(first)
    await first.send(ana, 'Maya forgot her inhaler')
    await settled(first, ana, 'Maya forgot her inhaler', 'delivered')
    await first.line.hub.handlers['backup.setPassphrase']({ passphrase })
    const [copy] = await first.line.hub.handlers['backup.list']({})
    const file = copy?.file ?? ''
    expect(readFileSync(file).includes('inhaler')).toBe(false)
    await first.line.hub.stop(0)
    const second = await first.start(temporaryFolder())
    const call = second.line.hub.handlers
    expect(await call['backup.examine']({ file })).toMatchObject({ isOurs: false, opens: 'passphrase' })
    await renewed(second, async () => call['backup.restore']({ file, passphrase }))
    expect(await second.state(ana, 'Maya forgot her inhaler')).toBe('delivered')
  })
})

describe('copies', patience, () => {
  test('are made ten minutes after something changed, and no clear one is left', async () => {
    const bench = await liveBench()
    const { clock, line } = bench
    const call = line.hub.handlers
    await online(bench)
    await bench.send(ana, 'first')
    await settled(bench, ana, 'first', 'delivered')
    await call['backup.setPassphrase']({ passphrase })
    const at = (await call['backup.state']({})).last?.at ?? 0
    expect((await call['backup.state']({})).next).toBeNull()
    await call['settings.update']({ campName: 'Riverside' })
    expect((await call['backup.state']({})).next).toBe(clock.now() + 600_000)
    await bench.send(ana, 'second')
    const { next } = await call['backup.state']({})
    expect(next).toBe(clock.now() + 600_000)
    await clock.advanceUntil(() => clock.now() >= (next ?? 0), { step: 30_000, limit: 700_000, what: 'ten minutes' })
    const told = () => line.changes('backup').at(-1)?.backup.last?.at ?? 0
    await until(() => told() > at, 'the next copy', 30_000)
    expect(told()).toBeGreaterThanOrEqual(next ?? 0)
    const names = readdirSync(join(line.dataDir, 'backups'))
    expect(names.filter((name) => name.endsWith('.ptpcopy'))).toHaveLength(2)
    expect(names.filter((name) => !name.endsWith('.ptpcopy'))).toEqual(['backups.json'])
  })

  test('go to a second folder as well, and catch up when it is back', async () => {
    const bench = await liveBench()
    const { clock, line } = bench
    const call = line.hub.handlers
    const stick = join(temporaryFolder(), 'stick')
    mkdirSync(stick)
    await expect(call['backup.setFolder']({ path: line.dataDir })).rejects.toMatchObject({ code: 'invalid' })
    await expect(call['backup.setFolder']({ path: join(stick, 'none') })).rejects.toMatchObject({ code: 'not-found' })
    await call['backup.setPassphrase']({ passphrase })
    expect((await call['backup.setFolder']({ path: stick })).folder).toMatchObject({ state: 'ok', owed: 0 })
    const here = () => readdirSync(join(line.dataDir, 'backups')).filter((name) => name.endsWith('.ptpcopy'))
    const there = () => readdirSync(stick).filter((name) => name.endsWith('.ptpcopy'))
    expect(there()).toEqual(here())
    // The stick is pulled: an empty mount point stays behind.
    renameSync(stick, `${stick}-pulled`)
    mkdirSync(stick)
    await call['backup.copyNow']({})
    await clock.advanceUntil(() => line.changes('backup').at(-1)?.backup.folder?.state === 'absent', { what: 'absent' })
    expect((await call['backup.state']({})).folder).toMatchObject({ state: 'absent', owed: 1, trouble: null })
    expect(readdirSync(stick)).toEqual([])
    rmdirSync(stick)
    renameSync(`${stick}-pulled`, stick)
    await clock.advanceUntil(() => line.changes('backup').at(-1)?.backup.folder?.state === 'ok', {
      step: 5_000,
      what: 'the stick',
    })
    expect(there()).toEqual(here())
    expect(new Set((await call['backup.list']({})).map(({ where }) => where))).toEqual(new Set(['here', 'folder']))
  })

  test('the older ones are dropped in both places once a new one is made, and not where one place is away', async () => {
    const bench = await liveBench()
    const { line } = bench
    const call = line.hub.handlers
    const stick = join(temporaryFolder(), 'stick')
    mkdirSync(stick)
    await call['backup.setPassphrase']({ passphrase })
    await call['backup.setFolder']({ path: stick })
    await call['backup.copyNow']({})
    const copies = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.ptpcopy'))
    const here = join(line.dataDir, 'backups')
    const before = copies(here)
    expect(before).toHaveLength(2)
    await call['backup.dropOlder']({})
    expect(copies(here)).toHaveLength(1)
    expect(before).not.toContain(copies(here)[0])
    expect(copies(stick)).toEqual(copies(here))
    renameSync(stick, `${stick}-pulled`)
    await expect(call['backup.dropOlder']({})).rejects.toThrow('Older copies lie in')
    expect(copies(here)).toHaveLength(1)
    expect(copies(`${stick}-pulled`)).toHaveLength(1)
    renameSync(`${stick}-pulled`, stick)
    await call['backup.dropOlder']({})
    expect(copies(stick)).toEqual(copies(here))
  })

  test('without a keychain or a passphrase none is made, and that is said', async () => {
    const bench = await liveBench()
    const call = bench.line.hub.handlers
    await expect(call['backup.copyNow']({})).rejects.toThrow('recovery passphrase')
    expect(await call['backup.state']({})).toMatchObject({ state: 'no-key', last: null, trouble: null })
    expect(readdirSync(join(bench.line.dataDir, 'backups'))).toEqual(['backups.json'])
  })

  test('one is made at quit where there is time, else soon after the next start', async () => {
    const bench = await liveBench()
    const call = bench.line.hub.handlers
    await call['backup.setPassphrase']({ passphrase })
    const copies = () => readdirSync(join(bench.line.dataDir, 'backups')).filter((name) => name.endsWith('.ptpcopy'))
    await bench.send(ana, 'on the way out')
    await bench.line.hub.stop(30_000)
    expect(copies()).toHaveLength(2)
    const next = await bench.start(bench.line.dataDir)
    await next.send(ana, 'and again')
    await next.line.hub.stop(0)
    expect(copies()).toHaveLength(2)
    const third = await bench.start(bench.line.dataDir)
    await bench.clock.advance(30_000)
    await until(() => copies().length === 3, 'what was left', 30_000)
    expect(third.line.changes('backup').at(-1)?.backup.trouble ?? null).toBeNull()
  })
})
