import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { closeStore, openStore } from '../../db/open.ts'
import { localTimeAt } from '../../electron/hub/local-time.ts'
import { newId } from '../../electron/hub/ids.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { defaultSettings } from '../../electron/hub/settings.ts'
import { addCamp, addFamily, addPlayer } from '../support/board-camp.ts'
import { manualClock } from '../support/manual-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import { migrationsDir } from '../support/test-store.ts'

const patience = { timeout: 60_000 }

test('the live camp’s ladder climbs while practice is shown, and wants its person there too', patience, async () => {
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
  const dataDir = temporaryFolder()
  const db = openStore({
    file: join(dataDir, 'hub.db'),
    migrationsDir,
    backupsDir: join(dataDir, 'backups'),
    now: clock.now(),
  })
  const begins = localTimeAt(clock.now(), defaultSettings.timeZone).minutes
  const campId = addCamp(db, 'Week 1', { begins_at: begins, ends_at: Math.min(1_439, begins + 300), grace: 0 })
  addPlayer(db, addFamily(db, 'Ana Lopez', '+12015550111').family, 'Maya Lopez', campId)
  closeStore(db)
  const { hub, batches, changes, notifications } = await testHub({
    clock,
    dataDir,
    env: {
      PTP_TWILIO_ACCOUNT_SID: practiceAccount.accountSid,
      PTP_TWILIO_AUTH_TOKEN: practiceAccount.authToken,
      PTP_TWILIO_NUMBER: practiceAccount.numbers[0]?.phoneNumber ?? '',
      PTP_TWILIO_API: twilio.origin,
    },
  })
  const call = hub.handlers
  await clock.advanceUntil(() => changes('connection').at(-1)?.connection.link === 'online', {
    step: 250,
    what: 'the way out',
  })
  await call['ladders.save']({
    requestId: newId(clock.now()),
    campId,
    kind: 'not-arrived',
    enabled: true,
    rungs: [
      { after: 1, act: 'text', guardian: 0 },
      { after: 3, act: 'alarm' },
    ],
    templateId: null,
  })
  await call['practice.start']({})
  expect((await call['system.state']({})).mode).toBe('practice')

  await clock.advanceUntil(() => twilio.accepted().length === 1, { step: 1_000, limit: 300_000, what: 'the text' })
  expect(twilio.accepted()[0]).toMatchObject({ to: '+12015550111' })
  const told = batches.length
  await clock.advance(3 * 60_000)
  expect(await call['ladders.now']({})).toMatchObject({ live: { director: 1 } })
  // The screen hears that it is to ask.
  const later = batches.slice(told).flatMap(({ changes: all }) => all)
  expect(later.some((change) => change.type === 'stale' && change.rooms.includes('ladders'))).toBe(true)
  // The system says it too, and names nobody: the window may be hidden, and strangers read along.
  expect(notifications).toEqual([
    { title: 'PTP Comms Hub', body: '1 player needs the director now', conversationId: null },
  ])
  // Practice's own ladders are another matter: none is on.
  expect(await call['ladders.today']({})).toEqual([])
})
