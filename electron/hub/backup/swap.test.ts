import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { asideName, finishSwap, openedName, planSwap, stagedName } from './swap.ts'
import type { SwapStep } from './swap.ts'

const aside = asideName(Date.UTC(2026, 6, 14, 13, 30))
const read = (folder: string, name: string): string | null =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null

function folderWithBoth(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'hub.db'), 'old')
  writeFileSync(join(folder, 'hub.db-wal'), 'old log')
  writeFileSync(join(folder, 'hub.db-shm'), 'index')
  writeFileSync(join(folder, openedName), 'new')
  return folder
}

test('without a decision the old store stays, and what was staged goes', () => {
  const folder = folderWithBoth()
  writeFileSync(join(folder, `${openedName}.partial`), 'half')
  // A crash between its name and the decision.
  writeFileSync(join(folder, stagedName), 'ready')
  expect(finishSwap(folder)).toBeNull()
  expect(readdirSync(folder).sort()).toEqual(['hub.db', 'hub.db-shm', 'hub.db-wal'])
  expect(read(folder, 'hub.db')).toBe('old')
})

const steps: readonly SwapStep[] = ['planned', 'log-aside', 'store-aside', 'in-place', 'done']

test.each(steps)('once decided, a break at "%s" still ends with the new store, and the old one kept', (broken) => {
  const folder = folderWithBoth()
  planSwap(folder, aside)
  const seen: SwapStep[] = []
  const end = (): string | null =>
    finishSwap(folder, (step) => {
      seen.push(step)
      // A log never lies beside another store than its own.
      if (read(folder, 'hub.db') === 'new') expect(read(folder, 'hub.db-wal')).toBeNull()
      if (step === broken) throw new Error('power cut')
    })
  expect(end).toThrow('power cut')
  finishSwap(folder)
  expect(readdirSync(folder).sort()).toEqual([aside, `${aside}-wal`, 'hub.db'].sort())
  expect(read(folder, 'hub.db')).toBe('new')
  expect(read(folder, aside)).toBe('old')
  expect(read(folder, `${aside}-wal`)).toBe('old log')
  expect(seen.at(-1)).toBe(broken)
})

test('a second start finds nothing to do, and a store that was lost altogether is put in place too', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, openedName), 'new')
  planSwap(folder, aside)
  expect(finishSwap(folder)).toBe(aside)
  expect(finishSwap(folder)).toBeNull()
  expect(readdirSync(folder)).toEqual(['hub.db'])
})

test('a decision that could not be carried out yet never takes in what another copy is being opened to', () => {
  const folder = folderWithBoth()
  planSwap(folder, aside)
  // The person chooses another copy; the power goes while it is opened, before its texts are held.
  writeFileSync(join(folder, openedName), 'not ready')
  finishSwap(folder)
  expect(read(folder, 'hub.db')).toBe('new')
  expect(readdirSync(folder).sort()).toEqual([aside, `${aside}-wal`, 'hub.db'].sort())
})
