import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeStore, openStore } from '../../db/open.ts'
import { newId } from '../../electron/hub/ids.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { manualClock } from '../support/manual-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import { migrationsDir } from '../support/test-store.ts'
import type { TestHub } from '../support/test-hub.ts'

async function conversations({ hub }: TestHub) {
  const { items } = await hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })
  return items.filter((conversation) => conversation.closedReason === null)
}

const text = (id: string, conversationId: number) =>
  ({ id, conversationId, channel: 'sms', body: 'Hello', replaces: null, noUseAfter: null }) as const

test('practice ends in the middle of everything: the screen is told at once, and hears nothing of the other store before', async () => {
  const clock = manualClock()
  const line = await testHub({ clock })
  for (const { id } of await conversations(line)) {
    await line.hub.handlers['messages.send'](text(newId(clock.now()), id))
    await line.hub.handlers['practice.replyAsParent']({ conversationId: id, body: 'On our way' })
  }
  await clock.advance(100)
  const before = line.batches.length
  const epoch = line.batches.at(-1)?.epoch
  const ending = line.hub.handlers['practice.end']({})
  for (let turn = 0; turn < 3; turn++) await Promise.resolve()
  expect(line.batches.slice(before)).toMatchObject([{ seq: 1, changes: [{ type: 'mode', mode: 'not-set-up' }] }])
  await ending
  await clock.advance(60_000)
  const after = line.batches.slice(before)
  expect(new Set(after.map((batch) => batch.epoch)).size).toBe(1)
  expect(after[0]?.epoch).not.toBe(epoch)
  expect(after.flatMap((batch) => batch.changes).filter((change) => change.type === 'message')).toEqual([])
  expect(after.map((batch) => batch.seq)).toEqual(after.map((_, index) => index + 1))
})

test('a text that was meant for a practice parent finds no live family, and the other way round', async () => {
  const clock = manualClock()
  const twilio = await startPracticeCarrier({
    clock,
    random: seededRandom(1),
    file: null,
    account: practiceAccount,
    parents: null,
    timing: promptTiming,
  })
  try {
    const line = await testHub({
      clock,
      env: {
        PTP_TWILIO_ACCOUNT_SID: practiceAccount.accountSid,
        PTP_TWILIO_AUTH_TOKEN: practiceAccount.authToken,
        PTP_TWILIO_NUMBER: practiceAccount.numbers[0]?.phoneNumber ?? '',
        PTP_TWILIO_API: twilio.origin,
      },
    })
    const send = (conversationId: number) =>
      Promise.resolve().then(() => line.hub.handlers['messages.send'](text(newId(clock.now()), conversationId)))
    const live = []
    for (let last = 10; last < 60; last++) {
      live.push((await line.hub.handlers['conversations.open']({ address: `+120155501${last}` })).id)
    }
    await line.hub.handlers['practice.start']({})
    for (const id of live) await expect(send(id)).rejects.toMatchObject({ code: 'not-found' })
    const practice = (await conversations(line)).map(({ id }) => id)
    await line.hub.handlers['practice.end']({})
    for (const id of practice) await expect(send(id)).rejects.toMatchObject({ code: 'not-found' })
    await clock.advance(60_000)
    expect(twilio.accepted()).toEqual([])
    await line.hub.stop(1_000)
  } finally {
    await twilio.stop()
  }
})

test('a first start that was cut short before the camp was in the store brings it at the next', async () => {
  const clock = manualClock()
  const dataDir = temporaryFolder()
  const backupsDir = join(dataDir, 'backups')
  closeStore(openStore({ file: join(dataDir, 'practice.db'), migrationsDir, backupsDir, now: clock.now() }))
  const line = await testHub({ clock, dataDir })
  expect((await conversations(line)).length).toBeGreaterThan(30)
})

test('the network taken down, up and down again leaves practice free to end', async () => {
  const clock = manualClock()
  const line = await testHub({ clock })
  for (const down of [true, false, true]) await line.hub.handlers['practice.setNetwork']({ down })
  await line.hub.handlers['practice.end']({})
  expect((await line.hub.handlers['system.state']({})).mode).toBe('not-set-up')
})
