import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { noteSuspicion } from '../../electron/hub/store-trouble/suspicion.ts'
import { createMending, describeTrouble } from '../../electron/hub/store-trouble/mend.ts'
import type { StartFailure } from '../../electron/hub/failure.ts'
import type { StartTroubleKind } from '../../electron/ipc/contract/start-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import { memoryKeychain } from '../support/memory-keychain.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'
import { smallDisk } from '../support/small-disk.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import { migrationsDir } from '../support/test-store.ts'

const parent = '+13125550142'

/** A data folder that was in use: a live store with texts, closed in order. */
async function usedFolder(dataDir = temporaryFolder(), crash = false) {
  const clock = manualClock()
  const twilio = await practiceTwilio(clock)
  const env = {
    PTP_TWILIO_API: twilio.origin,
    PTP_TWILIO_ACCOUNT_SID: camp.accountSid,
    PTP_TWILIO_AUTH_TOKEN: camp.authToken,
    PTP_TWILIO_NUMBER: camp.numbers[0]?.phoneNumber ?? '',
  }
  const line = await testHub({ clock, dataDir, env })
  const { id } = await line.hub.handlers['conversations.open']({ address: parent })
  const send = (body: string) =>
    line.hub.handlers['messages.send']({
      id: newId(clock.now()),
      conversationId: id,
      channel: 'sms',
      body,
      replaces: null,
      noUseAfter: null,
    })
  for (let index = 0; index < 30; index += 1) {
    await send(`Text ${index}`)
    await clock.advance(2_000)
  }
  await clock.advanceUntil(() => twilio.accepted().length === 30, { step: 1_000 })
  const sent = twilio.accepted().length
  if (crash) {
    const aside = temporaryFolder()
    for (const suffix of ['', '-wal']) copyFileSync(join(dataDir, `hub.db${suffix}`), join(aside, `hub.db${suffix}`))
    await line.hub.stop(0)
    for (const suffix of ['', '-wal']) copyFileSync(join(aside, `hub.db${suffix}`), join(dataDir, `hub.db${suffix}`))
  } else await line.hub.stop(0)
  return { clock, twilio, env, dataDir, file: join(dataDir, 'hub.db'), sent }
}

async function failureOf(options: {
  clock: ReturnType<typeof manualClock>
  dataDir: string
  env?: Readonly<Record<string, string>>
}) {
  return testHub(options).then(
    () => null,
    (error: unknown) => error as StartFailure,
  )
}

function overwrite(file: string, at: number, bytes: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(bytes, 0xff), 0, bytes, at)
  closeSync(handle)
}

function mendingOf(dataDir: string, clock: ReturnType<typeof manualClock>) {
  return createMending({
    dataDir,
    migrationsDir,
    openKeychain: () => ({ ...memoryKeychain(), close: () => undefined }),
    startCopier: () => {
      throw new Error('Nothing is copied here.')
    },
    clock,
    log: silentLog,
    holder: 'the test',
  })
}

const stagings: readonly (readonly [string, StartTroubleKind, (file: string) => (() => void) | void])[] = [
  ['its first page is gone', 'damaged-store', (file) => overwrite(file, 0, 4096)],
  ['it is cut in half', 'damaged-store', (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2))],
  ['it is something else', 'damaged-store', (file) => writeFileSync(file, 'not a database '.repeat(1_000))],
  [
    'a newer version wrote it',
    'newer-schema',
    (file) => {
      const db = new Database(file)
      db.prepare(`INSERT INTO schema_migration VALUES (9999, 'future', 'x', 0)`).run()
      db.close()
    },
  ],
  [
    'another program holds it',
    'store-locked',
    (file) => {
      const db = new Database(file)
      db.pragma('locking_mode = EXCLUSIVE')
      db.exec('BEGIN EXCLUSIVE')
      return () => db.close()
    },
  ],
  [
    'damage was met in it the last time',
    'damaged-store',
    (file) => {
      const db = new Database(file)
      const page = Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'message'`).pluck().get())
      db.close()
      overwrite(file, (page - 1) * 4096, 4_000)
      noteSuspicion(join(file, '..'), 'hub.db')
    },
  ],
]

describe('a start says what is wrong, as often as it is tried, and leaves the file as it is', () => {
  test.each(stagings)('%s: %s', async (_name, kind, stage) => {
    const { clock, dataDir, env, file } = await usedFolder()
    const undo = stage(file)
    if (undo) onTestFinished(undo)
    const before = readFileSync(file)
    for (let again = 0; again < 2; again += 1) {
      const failure = await failureOf({ clock, dataDir, env })
      expect(failure?.code).toBe(kind)
      expect(failure?.message).not.toBe('')
      expect(readFileSync(file).equals(before)).toBe(true)
    }
  })

  test('the folder cannot be written to', async () => {
    const disk = smallDisk(40)
    const { clock, dataDir, env } = await usedFolder(disk?.path)
    if (disk) {
      onTestFinished(disk.remove)
      disk.lock(true)
    } else {
      // Without a disk of its own: a folder that is none.
      mkdirSync(join(dataDir, 'aside'))
      writeFileSync(join(dataDir, 'blocked'), '')
    }
    const failure = await failureOf({ clock, dataDir: disk ? dataDir : join(dataDir, 'blocked', 'data'), env })
    expect(failure?.code).toBe('not-writable')
    disk?.lock(false)
    const line = await testHub({ clock, dataDir, env })
    expect(line.hub.webhookAddress).not.toBeNull()
  })

  test('the disk is full to the last byte: with its reserve the app starts all the same, and says so', async () => {
    const disk = smallDisk(40)
    const { clock, dataDir, env } = await usedFolder(disk?.path)
    if (!disk) {
      // Without a disk of its own only the order of things can be shown: the reserve is given up by who finds no room.
      expect(existsSync(join(dataDir, 'reserve'))).toBe(false)
      return
    }
    onTestFinished(disk.remove)
    writeFileSync(join(dataDir, 'reserve'), Buffer.alloc(8 * 1024 * 1024, 1))
    disk.fill()
    const line = await testHub({ clock, dataDir, env })
    expect((await line.hub.handlers['system.state']({})).storeTrouble?.kind).toBe('full')
    const { items } = await line.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 1 })
    await line.hub.handlers['conversations.saveDraft']({ id: items[0]?.id ?? 0, body: 'Half a thought' })
    await line.hub.stop(0)
    expect(existsSync(join(dataDir, 'reserve'))).toBe(false)

    // The room is taken by others meanwhile: then it is a page that says so.
    disk.fill()
    expect((await failureOf({ clock, dataDir, env }))?.code).toBe('full')
    disk.clear()
    const after = await testHub({ clock, dataDir, env })
    const list = await after.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 1 })
    expect(list.items[0]?.draft).toBe('Half a thought')
  })

  test('practice that is damaged begins anew and keeps nobody from the app', async () => {
    const clock = manualClock()
    const dataDir = temporaryFolder()
    const first = await testHub({ clock, dataDir })
    await first.hub.stop(0)
    for (const name of ['practice.db', 'practice-twilio.db']) overwrite(join(dataDir, name), 0, 4096)
    const line = await testHub({ clock, dataDir })
    const state = await line.hub.handlers['system.state']({})
    expect(state.mode).toBe('practice')
    expect(state.counts.unread).toBeGreaterThan(3)
  })

  test('something in the lock file does not keep the folder locked', async () => {
    const { clock, dataDir, env } = await usedFolder()
    writeFileSync(join(dataDir, 'lock'), 'x'.repeat(5_000))
    expect(await failureOf({ clock, dataDir, env })).toBeNull()
  })
})

describe('what takes the place of a store that cannot be used', () => {
  test('an empty one: the damaged file stays under another name', async () => {
    const { clock, dataDir, env, file } = await usedFolder()
    overwrite(file, 0, 4096)
    const damaged = readFileSync(file)
    const failure = await failureOf({ clock, dataDir, env })
    const view = describeTrouble(failure as StartFailure, dataDir, false)
    expect(view).toMatchObject({ kind: 'damaged-store', canBeginEmpty: true, canOpenReadable: false, copies: [] })
    mendingOf(dataDir, clock).beginEmpty()
    const line = await testHub({ clock, dataDir, env })
    expect((await line.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 10 })).items).toEqual([])
    const kept = readdirSync(dataDir).filter((name) => /^hub-damaged-.*\.db$/.test(name))
    expect(kept).toHaveLength(1)
    expect(readFileSync(join(dataDir, kept[0] ?? '')).equals(damaged)).toBe(true)
  })

  test('what can be read of one whose log is damaged: nothing of it leaves a second time, and the carrier fills in the rest', async () => {
    const { clock, dataDir, env, twilio, file, sent } = await usedFolder(undefined, true)
    // Among the first frames: those of the present round, whatever older ones stand behind.
    overwrite(`${file}-wal`, 32 + 2 * 4_120 + 1_000, 8)
    const failure = await failureOf({ clock, dataDir, env })
    expect(failure?.code).toBe('damaged-store')
    expect(describeTrouble(failure as StartFailure, dataDir, false).canOpenReadable).toBe(true)
    mendingOf(dataDir, clock).openReadable()
    const line = await testHub({ clock, dataDir, env })
    await clock.advance(10 * 60_000)
    await clock.advanceUntil(() => line.changes('connection').some(({ connection }) => connection.link === 'online'), {
      step: 1_000,
    })
    for (let minute = 0; minute < 20; minute += 1) await clock.advance(60_000)
    expect(twilio.accepted()).toHaveLength(sent)
    const { items } = await line.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 10 })
    const page = await line.hub.handlers['messages.page']({
      conversationId: items[0]?.id ?? 0,
      at: { where: 'newest' },
      limit: 200,
    })
    const bodies = page.items.map(({ body }) => body)
    for (let index = 0; index < 30; index += 1) expect(bodies).toContain(`Text ${index}`)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('hub-before-restore-'))).toHaveLength(2)
  })

  test('more than the log is damaged: refused in words, and everything is where it was', async () => {
    const { clock, dataDir, file } = await usedFolder(undefined, true)
    overwrite(file, 0, 4096)
    const before = readdirSync(dataDir).sort()
    expect(() => mendingOf(dataDir, clock).openReadable()).toThrowError(/damaged/)
    expect(readdirSync(dataDir).sort()).toEqual(before)
  })

  test('only a copy that was offered is put back', async () => {
    const { clock, dataDir } = await usedFolder()
    await expect(mendingOf(dataDir, clock).putBack('/etc/passwd', null)).rejects.toMatchObject({ code: 'not-found' })
  })
})
