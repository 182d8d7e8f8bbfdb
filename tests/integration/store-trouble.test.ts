import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { StoreTroubleView } from '../../electron/ipc/contract/store-views.ts'
import type { Hub } from '../../electron/hub/hub.ts'
import { newId } from '../../electron/hub/ids.ts'
import { registerCalls } from '../../electron/ipc/register.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { manualClock } from '../support/manual-clock.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'
import { signWebhook } from '../support/sign-webhook.ts'
import { smallDisk } from '../support/small-disk.ts'
import { endTrouble, stageTrouble } from '../support/stage-trouble.ts'
import type { StagedTrouble } from '../support/stage-trouble.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'

const opened: Database.Database[] = []

// The hub's own connection, to stage what a disk cannot be made to do from without.
vi.mock('better-sqlite3', async (original) => {
  const { default: Real } = await original<{ readonly default: typeof Database }>()
  class Watched extends Real {
    constructor(...args: ConstructorParameters<typeof Real>) {
      super(...args)
      opened.push(this as unknown as Database.Database)
    }
  }
  return { default: Watched }
})

const parent = '+13125550142'
type Kind = StoreTroubleView['kind']

/** Staged through the hub's own connection, but for the one that another connection holds. */
interface Staged {
  begin(db: Database.Database): void
  end(db: Database.Database): void
}

const within = (trouble: StagedTrouble): Staged => ({
  begin: (db) => stageTrouble(db, trouble),
  end: (db) => endTrouble(db, trouble),
})

let holder: Database.Database | null = null
const staged: readonly (readonly [string, Kind, Staged])[] = [
  ['a full disk, without a reserve', 'full', within('full')],
  ['a disk that fails', 'io', within('io')],
  ['a file that may not be written to', 'not-writable', within('not-writable')],
  [
    'another program that holds the file',
    'locked',
    {
      begin(db) {
        const Other = db.constructor as typeof Database
        holder = new Other(db.name)
        holder.exec('BEGIN EXCLUSIVE')
      },
      end() {
        holder?.close()
        holder = null
      },
    },
  ],
]

/** A live hub that its Twilio reaches, with one conversation. */
async function liveHub(dataDir: string) {
  opened.length = 0
  const clock = manualClock()
  const twilio = await practiceTwilio(clock)
  const number = camp.numbers[0]?.phoneNumber ?? ''
  const line = await testHub({
    clock,
    dataDir,
    env: {
      PTP_TWILIO_API: twilio.origin,
      PTP_TWILIO_ACCOUNT_SID: camp.accountSid,
      PTP_TWILIO_AUTH_TOKEN: camp.authToken,
      PTP_TWILIO_NUMBER: number,
    },
  })
  const { hub } = line
  const address = hub.webhookAddress ?? ''
  await hub.handlers['settings.update']({ publicUrl: address })
  twilio.setInboundUrl(`${address}/twilio/sms`)
  const { id: conversationId } = await hub.handlers['conversations.open']({ address: parent })
  const dispatch = registerCalls(hub.handlers, silentLog)
  const db = opened.find((one) => one.name === join(dataDir, 'hub.db'))
  if (!db) throw new Error('The store was not opened.')
  const states = (body: string) =>
    line
      .changes('message')
      .filter(({ message }) => message.body === body)
      .map(({ message }) => message.state)
  return {
    ...line,
    clock,
    twilio,
    db,
    conversationId,
    dispatch,
    states,
    send: (body: string) =>
      dispatch('messages.send', {
        id: newId(clock.now()),
        conversationId,
        channel: 'sms',
        body,
        replaces: null,
        noUseAfter: null,
      }),
    trouble: async () => (await hub.handlers['system.state']({})).storeTrouble?.kind ?? null,
    webhook: (sid: string, body: string) => postText(hub, sid, number, body),
  }
}

async function postText(hub: Hub, sid: string, to: string, body: string): Promise<number> {
  const url = `${hub.webhookAddress}/twilio/sms`
  const form = { AccountSid: camp.accountSid, MessageSid: sid, From: parent, To: to, Body: body, NumMedia: '0' }
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signWebhook(camp.authToken, url, form) },
    body: new URLSearchParams(form),
  })
  return answer.status
}

const long = 'Bring rain coats and boots. '.repeat(50)

describe.each(staged)('%s', (_name, kind, { begin, end }) => {
  test('is told and refuses in words; the hub stands, and goes on by itself where it was', async () => {
    const line = await liveHub(temporaryFolder())
    const { clock, hub, db, twilio, states } = line
    // One is on its way to a carrier that takes its time, one waits behind it.
    twilio.setNetwork('hanging')
    expect(await line.send('On its way')).toMatchObject({ ok: true })
    await clock.advanceUntil(() => states('On its way').includes('sending'))

    begin(db)
    onTestFinished(() => {
      if (db.open) end(db)
    })
    // On a full disk the pages that are there already may hold a few more.
    let tried = 0
    let refused = await line.send(`${tried} ${long}`)
    while (refused.ok && tried < 20) refused = await line.send(`${(tried += 1)} ${long}`)
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringMatching(/disk|data f/) },
    })
    expect(await line.trouble()).toBe(kind)
    expect(line.changes('store-trouble').at(-1)?.trouble?.kind).toBe(kind)
    const draft = await line.dispatch('conversations.saveDraft', { id: line.conversationId, body: `${long} ${long}` })
    if (kind !== 'full') expect(draft).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    // Reading goes on.
    const list = await line.dispatch('conversations.list', { show: 'all', before: null, limit: 10 })
    expect(list.ok).toBe(true)
    // What comes in and cannot be stored is not confirmed: Twilio keeps it.
    const answer = await line.webhook(`SM${'a'.repeat(32)}`, long)
    if (kind !== 'full') expect(answer).toBe(500)

    twilio.setNetwork('up')
    twilio.textFrom(parent, `Are you there? ${long}`)
    for (let minute = 0; minute < 5; minute += 1) await clock.advance(60_000)
    expect(await line.trouble()).toBe(kind)

    end(db)
    await clock.advanceUntil(() => line.changes('store-trouble').at(-1)?.trouble === null, { limit: 120_000 })
    await clock.advanceUntil(
      () => states('On its way').includes('delivered') || states('On its way').includes('sent'),
      {
        limit: 30 * 60_000,
        step: 1_000,
        what: 'the text that was on its way',
      },
    )
    expect(await line.send('After')).toMatchObject({ ok: true })
    await clock.advanceUntil(() => states('After').includes('delivered'), {
      limit: 30 * 60_000,
      step: 1_000,
      what: 'the next text',
    })
    await clock.advanceUntil(
      () => states(`Are you there? ${long}`.trim()).length > 0 || states(`Are you there? ${long}`).length > 0,
      {
        limit: 30 * 60_000,
        step: 1_000,
        what: 'the text that came in meanwhile',
      },
    )
    const bodies = twilio.accepted().map(({ body }) => body)
    expect(bodies.filter((body) => body === 'On its way')).toHaveLength(1)
    expect(bodies.filter((body) => body === 'After')).toHaveLength(1)
    expect(bodies.filter((body) => body.startsWith(`${tried} Bring`))).toEqual([])
    expect(new Set(bodies).size).toBe(bodies.length)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    await hub.stop(0)
  })
})

describe('a disk that is really full', () => {
  test('the reserve gives room for what is typed and what comes in; texts wait; all goes on once there is room', async () => {
    const disk = smallDisk(40)
    const dataDir = disk?.path ?? temporaryFolder()
    onTestFinished(() => disk?.remove())
    const line = await liveHub(dataDir)
    const { clock, db, twilio, states } = line
    // The reserve stands a few seconds after the start; made by real work, so real time passes.
    await clock.advance(4_000)
    await vi.waitFor(() => {
      expect(statSync(join(dataDir, 'reserve')).size).toBeGreaterThan(8_000_000)
    })
    if (disk) disk.fill()
    else db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
    const giveRoom = () => db.pragma('max_page_count = 1000000')
    // Without a disk of its own the room that the reserve held is given by hand.
    const store = async (what: () => Promise<{ readonly ok: boolean }>): Promise<boolean> => {
      const first = await what()
      if (first.ok || disk) return first.ok
      giveRoom()
      return (await what()).ok
    }
    // As much as it takes to meet the end of the disk.
    for (let round = 0; round < 200 && (await line.trouble()) !== 'full'; round += 1) {
      const kept = `Draft ${round} ${'word '.repeat(900)}`
      const saved = await store(() => line.dispatch('conversations.saveDraft', { id: line.conversationId, body: kept }))
      expect(saved).toBe(true)
      expect(await store(() => line.dispatch('settings.update', { campName: `Camp ${round}` }))).toBe(true)
      await store(() => line.send(`Text ${round} ${long.slice(0, 1_000)}`))
      await clock.advance(100)
    }
    expect(await line.trouble()).toBe('full')
    const typed = `Half a thought ${'word '.repeat(900)}`
    expect(await store(() => line.dispatch('conversations.saveDraft', { id: line.conversationId, body: typed }))).toBe(
      true,
    )
    expect((await line.hub.handlers['conversations.get']({ id: line.conversationId })).draft).toBe(typed)
    expect(await store(() => line.send('While it was full'))).toBe(true)
    expect(await line.webhook(`SM${'b'.repeat(32)}`, 'It rains')).toBe(200)
    const before = twilio.accepted().length
    if (disk) {
      await clock.advance(30_000)
      expect(twilio.accepted().length).toBeLessThanOrEqual(before + 8)
      expect(states('While it was full')).toEqual(['queued'])
      disk.clear()
    }
    await clock.advanceUntil(() => line.changes('store-trouble').at(-1)?.trouble?.kind !== 'full', {
      limit: 120_000,
      what: 'recovery',
    })
    await clock.advanceUntil(() => states('While it was full').includes('delivered'), {
      limit: 60 * 60_000,
      step: 1_000,
      what: 'the text that waited',
    })
    const bodies = twilio.accepted().map(({ body }) => body)
    expect(new Set(bodies).size).toBe(bodies.length)
  })
})

describe('a store that is damaged while the app runs', () => {
  test('is told, the hub stands, and the next start looks before it opens it', async () => {
    const dataDir = temporaryFolder()
    const line = await liveHub(dataDir)
    const { clock, db } = line
    for (let index = 0; index < 40; index += 1)
      await line.webhook(`SM${String(index).padStart(32, '0')}`, `${index} ${long}`)
    db.pragma('wal_checkpoint(TRUNCATE)')
    const page = Number(
      db.prepare(`SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'message'`).pluck().get(),
    )
    const file = openSync(db.name, 'r+')
    writeSync(file, Buffer.alloc(4_000, 0xff), 0, 4_000, (page - 1) * 4096)
    closeSync(file)
    // What SQLite holds in memory is still whole; what it reads anew is not.
    db.pragma('cache_size = 0')
    db.pragma('shrink_memory')
    const answer = await line.dispatch('messages.page', {
      conversationId: line.conversationId,
      at: { where: 'newest' },
      limit: 50,
    })
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining('damaged') },
    })
    expect(await line.webhook(`SM${'c'.repeat(32)}`, 'Anybody there')).toBe(500)
    expect(await line.trouble()).toBe('damaged')
    await clock.advance(60_000)
    expect(await line.trouble()).toBe('damaged')
    await line.hub.stop(0)

    for (let again = 0; again < 2; again += 1) {
      await expect(testHub({ clock, dataDir })).rejects.toMatchObject({ code: 'damaged-store' })
    }
  })
})
