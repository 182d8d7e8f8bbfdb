import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { copyName, dropOldest, namedCopies, removeUnfinished } from './shelf.ts'

const ours = '0123456789abcdef'
const theirs = 'fedcba9876543210'

function shelf(names: readonly string[]): string {
  const folder = temporaryFolder()
  for (const name of names) writeFileSync(join(folder, name), '')
  return folder
}

test('the last ten of one installation are kept, whatever its clock said, and nobody else’s are touched', () => {
  // The clock was two days ahead while the first ones were made.
  const names = Array.from({ length: 13 }, (_, at) =>
    copyName({ laptop: ours, sequence: at + 1, madeAt: Date.UTC(2026, 6, at < 5 ? 16 : 14, 9, at) }),
  )
  const other = copyName({ laptop: theirs, sequence: 1, madeAt: Date.UTC(2026, 6, 1) })
  const folder = shelf([...names, other, 'letter.txt'])
  dropOldest(folder, ours)
  expect(readdirSync(folder).sort()).toEqual([...names.slice(3), other, 'letter.txt'].sort())
  expect(namedCopies(folder).map(({ sequence }) => sequence)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 1])
})

test('what was left half made goes, of one installation or of all, and nothing else', () => {
  const whole = copyName({ laptop: ours, sequence: 1, madeAt: 0 })
  const half = `${copyName({ laptop: ours, sequence: 2, madeAt: 0 })}.partial`
  const foreign = `${copyName({ laptop: theirs, sequence: 2, madeAt: 0 })}.partial`
  const folder = shelf([
    whole,
    half,
    foreign,
    '.making-0badcafe',
    '.making-0badcafe-wal',
    'backups.json',
    'hub.db.partial',
  ])
  removeUnfinished(folder, ours)
  expect(readdirSync(folder)).toContain(foreign)
  expect(readdirSync(folder)).not.toContain(half)
  removeUnfinished(folder)
  expect(readdirSync(folder).sort()).toEqual([whole, 'backups.json', 'hub.db.partial'].sort())
})
