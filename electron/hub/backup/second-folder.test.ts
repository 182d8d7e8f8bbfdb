import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { silentLog } from '../log.ts'
import { openRecord } from './record.ts'
import { createSecondFolder } from './second-folder.ts'

function bench() {
  const [dataDir, stick] = [temporaryFolder(), temporaryFolder()]
  const record = openRecord(dataDir)
  const second = createSecondFolder({
    record,
    dataDir,
    backupsDir: dataDir,
    clock: manualClock(),
    log: silentLog,
    startCopier: () => {
      throw new Error('nothing is copied here')
    },
    changed: () => undefined,
  })
  return { record, second, stick }
}

test('the mark of a chosen folder is left once, and taken as it is where there is one', async () => {
  const { record, second, stick } = bench()
  await second.choose(stick)
  const mark = record.current.folder?.mark
  expect(readFileSync(join(stick, '.ptp-comms-hub'), 'utf8')).toBe(`${mark}\n`)
  await second.choose(stick)
  expect(record.current.folder?.mark).toBe(mark)
})

test('a link in place of the mark leads nowhere', async () => {
  // Windows lets few users make links.
  if (process.platform === 'win32') return
  const { record, second, stick } = bench()
  const precious = join(temporaryFolder(), 'precious')
  writeFileSync(precious, 'mine')
  symlinkSync(precious, join(stick, '.ptp-comms-hub'))
  await expect(second.choose(stick)).rejects.toMatchObject({ code: 'unavailable' })
  expect(readFileSync(precious, 'utf8')).toBe('mine')
  expect(record.current.folder).toBeNull()
})
