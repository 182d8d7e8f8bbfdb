import { expect, test } from 'vitest'
import { manualClock } from '../../../../tests/support/manual-clock.ts'
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts'
import { testStore } from '../../../../tests/support/test-store.ts'
import { until } from '../../../../tests/support/until.ts'
import { silentLog } from '../../log.ts'
import { createStore } from '../../store.ts'
import { createRosterDesk } from './desk.ts'

test('practice and live each have their own import to take back, though their ids are the same', async () => {
  const clock = manualClock()
  const [live, practice] = [testStore(), testStore()].map((db) => createStore(db, clock, () => undefined))
  if (!live || !practice) throw new Error('two stores')
  let shown = live
  const desk = createRosterDesk({
    store: () => shown,
    folder: temporaryFolder(),
    clock,
    log: silentLog,
    country: () => 'US',
    changed: () => undefined,
    peopleChanged: () => undefined,
  })
  async function take(name: string): Promise<void> {
    const file = Buffer.from(`Player,Parent 1 Phone\n${name},312 200 0142\n`)
    const uploadId = desk.begin(`${name}.csv`, file.length)
    desk.part(uploadId, 0, file)
    const { columns } = await desk.preview(uploadId, null)
    await desk.import(
      uploadId,
      columns.map(({ holds }) => holds),
    )
    await until(() => desk.state().kind === 'done', `${name} is imported`, 20_000)
  }
  await take('Maya Lopez')
  shown = practice
  expect(desk.state()).toEqual({ kind: 'idle', last: null })
  await take('Owen Abernathy')
  shown = live
  expect(desk.state()).toMatchObject({ kind: 'idle', last: { fileName: 'Maya Lopez.csv' } })
  expect(live.db.prepare('SELECT first_name FROM player').pluck().all()).toEqual(['Maya'])
  await desk.stop()
})
