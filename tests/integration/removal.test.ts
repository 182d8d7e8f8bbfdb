import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { realClock } from '../../electron/hub/clock.ts'
import { silentLog } from '../../electron/hub/log.ts'
import type { WalkUpDone } from '../../electron/ipc/contract/people-views.ts'
import type { RemovalDone, SeasonView } from '../../electron/ipc/contract/removal-views.ts'
import type { StaffView } from '../../electron/ipc/contract/staff-views.ts'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { registerCalls } from '../../electron/ipc/register.ts'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import { until } from '../support/until.ts'

const patience = 20_000

async function setUp() {
  const { hub, dataDir } = await testHub({ clock: realClock(1) })
  const dispatch = registerCalls(hub.handlers, silentLog)
  async function ask<Value>(name: string, input: object = {}): Promise<Value> {
    const result = await dispatch(name, input)
    if (!result.ok) throw Object.assign(new Error(result.error.message), { code: result.error.code })
    return result.value as Value
  }
  /** What a store of this folder holds, read beside the hub. */
  function count(file: string, sql: string): number {
    const db = new Database(join(dataDir, file), { readonly: true })
    try {
      return db.prepare<[], { n: number }>(sql).get()?.n ?? 0
    } finally {
      db.close()
    }
  }
  return { ask, count }
}

describe('a family deleted with Twilio’s copies of its texts', () => {
  test('is gone there as well, and does not come back by catching up', async () => {
    const { ask, count } = await setUp()
    const walkUp = await ask<WalkUpDone>('people.walkUp', {
      requestId: uuidV7(),
      player: 'Ottilie Quast',
      camp: null,
      group: null,
      note: null,
      guardian: 'Berta Quast',
      number: '312 200 0177',
    })
    const conversationId = walkUp.conversationId ?? 0
    await ask('practice.replyAsParent', { conversationId, body: 'On our way', withPicture: true })
    const inbound = `SELECT count(*) AS n FROM message WHERE conversation_id = ${conversationId}`
    await until(() => count('practice.db', inbound) === 1, 'the text arrives', patience)
    const kept = `SELECT count(*) AS n FROM messages WHERE sender = '+13122000177' AND deleted = 0`
    expect(count('practice-twilio.db', kept)).toBe(1)

    const done = await ask<RemovalDone>('people.deleteFamily', {
      requestId: uuidV7(),
      familyId: walkUp.familyId,
      withTexts: true,
      atCarrier: true,
    })
    expect(done).toMatchObject({ counts: { players: 1, guardians: 1, texts: 1 }, troubles: [], copies: 'none' })
    const asked = 'SELECT count(*) AS n FROM carrier_removal'
    await until(() => count('practice.db', asked) === 0, 'Twilio’s copies are deleted', patience)
    expect(count('practice-twilio.db', kept)).toBe(0)
    expect(count('practice-twilio.db', 'SELECT count(*) AS n FROM media')).toBe(0)
  })

  test('an export goes into a whole path alone, and says where it cannot', async () => {
    const { ask } = await setUp()
    await expect(ask('people.export', { familyId: null, folder: 'exports' })).rejects.toMatchObject({ code: 'invalid' })
    const folder = join(temporaryFolder(), 'not-there')
    await expect(ask('people.export', { familyId: null, folder })).rejects.toMatchObject({ code: 'unavailable' })
    await expect(ask('people.export', { familyId: 999, folder: null })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is a director’s where one has a PIN, and stands in the record', async () => {
    const { ask, count } = await setUp()
    const { key } = await ask<{ key: string }>('staff.openEditing', { by: null })
    const add = (name: string, role: string, pin: string) =>
      ask<StaffView>('staff.add', { requestId: uuidV7(), key, name, initials: name.slice(0, 2), role, pin })
    await add('Dana Fox', 'director', '8305')
    const { people } = await add('Sam Ito', 'staff', '7204')
    const by = (name: string, pin: string) => ({ staffId: people.find((one) => one.name === name)?.id ?? 0, pin })
    const wipe = (who: object | null) =>
      ask<RemovalDone>('people.wipe', { requestId: uuidV7(), confirm: 'WIPE', atCarrier: false, by: who })
    for (const who of [null, by('Sam Ito', '7204'), by('Dana Fox', '8306')])
      await expect(wipe(who)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(ask('people.export', { familyId: null, folder: null })).rejects.toMatchObject({ code: 'forbidden' })
    const family = { requestId: uuidV7(), familyId: 1, withTexts: true, atCarrier: false }
    await expect(ask('people.deleteFamily', family)).rejects.toMatchObject({ code: 'forbidden' })
    expect(count('practice.db', 'SELECT count(*) AS n FROM player')).toBeGreaterThan(0)
    const { path } = await ask<{ path: string }>('people.export', {
      familyId: null,
      folder: null,
      by: by('Dana Fox', '8305'),
    })
    expect(path).not.toBe('')
    expect(count('practice.db', `SELECT count(*) AS n FROM activity WHERE words = 'Exported everything'`)).toBe(1)
    await wipe(by('Dana Fox', '8305'))
    expect(await ask<SeasonView>('people.season')).toMatchObject({ receipts: [{ scope: 'season', staff: 'Dana Fox' }] })
  })

  test('or without them: catching up leaves what was deleted here alone', async () => {
    const { ask, count } = await setUp()
    const { items } = await ask<{ items: readonly ConversationView[] }>('conversations.list', {
      show: 'all',
      before: null,
      limit: 50,
    })
    expect(items.length).toBeGreaterThan(3)
    await ask('practice.replyAsParent', { conversationId: items[0]?.id ?? 0, body: 'See you' })
    const said = `SELECT count(*) AS n FROM message WHERE body = 'See you'`
    await until(() => count('practice.db', said) === 1, 'the text arrives', patience)
    const wiped = await ask<RemovalDone>('people.wipe', { requestId: uuidV7(), confirm: 'WIPE', atCarrier: false })
    expect(wiped.troubles).toEqual([])
    await ask('catchUp.now')
    expect(count('practice.db', 'SELECT count(*) AS n FROM message')).toBe(0)
    expect(await ask<SeasonView>('people.season')).toMatchObject({
      counts: { players: 0, texts: 0, camps: 0 },
      receipts: [{ scope: 'season' }],
    })
  })
})
