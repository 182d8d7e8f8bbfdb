import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findMessageBySeq } from '../../../db/messages.ts'
import { recordingsHere } from '../../../db/voice.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import { silentLog } from '../log.ts'
import { defaultSettings } from '../settings.ts'
import { createStore } from '../store.ts'
import type { Store } from '../store.ts'
import { messageView } from '../views.ts'
import { receiveCall, receiveVoicemail } from './calls-in.ts'
import { createVoicemailKeeper } from './keeper.ts'

const day = 24 * 3_600_000

interface Tape {
  readonly file: string
  readonly view: () => ReturnType<typeof messageView>
}

interface Rig {
  readonly clock: ManualClock
  readonly store: Store
  settings: Settings
  /** A voicemail that came in now, with its sound in its place. */
  tape(name: number): Tape
}

function rig(voicemailDays: number): Rig {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  const mediaDir = join(temporaryFolder(), 'media')
  mkdirSync(mediaDir)
  const the: Rig = {
    clock,
    store,
    settings: { ...defaultSettings, voicemailDays },
    tape(name) {
      const sid = (kind: string): string => `${kind}${String(name).padStart(32, '0')}`
      const seq = store.write((write) => {
        const call = receiveCall(write, { sid: sid('CA'), from: '+12015550111', to: '' })
        const url = `https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/${sid('RE')}`
        receiveVoicemail(write, sid('CA'), { sid: sid('RE'), url, duration: 7 })
        return call?.row.message_seq ?? 0
      })
      const id = String(store.db.prepare('SELECT id FROM media WHERE message_seq = ?').pluck().get(seq))
      store.db
        .prepare(`UPDATE media SET state = 'fetched', content_type = 'audio/wav', bytes = 4 WHERE message_seq = ?`)
        .run(seq)
      writeFileSync(join(mediaDir, id), 'RIFF')
      return {
        file: join(mediaDir, id),
        view() {
          const row = findMessageBySeq(store.db, seq)
          if (!row) throw new Error('The message is gone.')
          return messageView(row)
        },
      }
    },
  }
  const keeper = createVoicemailKeeper({ store, mediaDir, clock, log: silentLog, settings: () => the.settings })
  onTestFinished(() => keeper.stop())
  return the
}

const removed =
  ({ view }: Tape, days: number) =>
  () =>
    view().call?.removedAfter === days

test('a recording is removed after its days, and its message stays and says so; a younger one is kept', async () => {
  const the = rig(30)
  const old = the.tape(1)
  await the.clock.advance(20 * day)
  const young = the.tape(2)
  expect(existsSync(old.file)).toBe(true)
  await the.clock.advanceUntil(removed(old, 30), { step: day, limit: 40 * day, what: 'the removal' })
  expect(existsSync(old.file)).toBe(false)
  expect(old.view()).toMatchObject({ media: [], call: { outcome: 'voicemail', duration: 7 } })
  expect(existsSync(young.file)).toBe(true)
  expect(young.view()).toMatchObject({ media: [{ state: 'fetched' }], call: { removedAfter: null } })
})

test('where Twilio is to keep none, its copy is deleted also after ours is gone', async () => {
  const the = rig(7)
  const tape = the.tape(1)
  await the.clock.advanceUntil(removed(tape, 7), { step: day, limit: 20 * day, what: 'the removal' })
  expect(recordingsHere(the.store.db, 10)).toEqual([`RE${'1'.padStart(32, '0')}`])
})

test('until somebody deletes them, all are kept; days that are set later count from the call', async () => {
  const the = rig(0)
  const tape = the.tape(1)
  await the.clock.advance(400 * day)
  expect(existsSync(tape.file)).toBe(true)
  expect(tape.view().call?.removedAfter).toBeNull()
  the.settings = { ...the.settings, voicemailDays: 365 }
  await the.clock.advanceUntil(removed(tape, 365), { step: day, limit: 10 * day, what: 'the removal' })
})

test('many are removed in one go; a file that cannot be removed keeps its row, and no other from going', async () => {
  const the = rig(7)
  const tapes = Array.from({ length: 120 }, (_, index) => the.tape(index + 1))
  const [stuck, ...others] = tapes
  if (!stuck) throw new Error('There is none.')
  // A folder in its place cannot be removed as a file.
  rmSync(stuck.file)
  mkdirSync(stuck.file)
  await the.clock.advance(8 * day)
  await the.clock.advanceUntil(() => others.every((one) => removed(one, 7)()), { step: day, what: 'the removal' })
  expect(stuck.view()).toMatchObject({ media: [{ state: 'fetched' }], call: { removedAfter: null } })
  rmSync(stuck.file, { recursive: true })
  await the.clock.advanceUntil(removed(stuck, 7), { step: day, limit: 10 * day, what: 'the last one' })
})

test('a store that takes nothing ends neither the app nor the looks of the days after', async () => {
  const the = rig(7)
  const tape = the.tape(1)
  the.store.db.exec(
    `CREATE TEMP TRIGGER full BEFORE UPDATE ON main.voice_call BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  )
  await the.clock.advance(9 * day)
  expect(tape.view().call?.removedAfter).toBeNull()
  the.store.db.exec('DROP TRIGGER full')
  await the.clock.advanceUntil(removed(tape, 7), { step: day, limit: 10 * day, what: 'the removal' })
})
