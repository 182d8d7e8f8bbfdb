import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from './record.ts'
import { syncFolder } from './shelf.ts'

const journalName = 'restore.json'
const storeName = 'hub.db'

/** The restored store until it takes the other's place. What has this name is ready, so that it may take it at any time. */
export const stagedName = 'hub-restoring.db'
/** What comes out of a copy, until it is ready. */
export const openedName = 'hub-restoring-opened.db'

const plan = z.object({ aside: z.string().regex(/^hub-before-restore-[0-9TZ-]+\.db$/) })

/** Where the change of stores stands. */
export type SwapStep = 'planned' | 'log-aside' | 'store-aside' | 'in-place' | 'done'

/** What the present store is called once another one is in its place. */
export function asideName(now: number): string {
  return `hub-before-restore-${new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')}.db`
}

/**
 * Decides that what was opened and made ready is the store from the next start on. Durable when it returns: a crash before leaves the old
 * store, one after it the new one, and never half of either.
 */
export function planSwap(dataDir: string, aside: string): void {
  renameSync(join(dataDir, openedName), join(dataDir, stagedName))
  writeDurably(dataDir, journalName, JSON.stringify({ aside }))
}

/** Removes what was opened and is not to be put in place. One that was decided on before is left as it is. */
export function removeOpened(dataDir: string): void {
  rmSync(join(dataDir, `${journalName}.partial`), { force: true })
  for (const name of [openedName, `${openedName}.partial`]) removeStore(join(dataDir, name))
  // How it was before it was brought up to date, in the clear.
  rmSync(join(dataDir, `${openedName}.before`), { recursive: true, force: true })
}

function removeStore(file: string): void {
  for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(file + suffix, { force: true })
}

/**
 * Does what `planSwap` decided, however often it was begun; and removes what was staged without a decision. Belongs before the
 * store is opened, with the data folder held.
 * The write-ahead log goes first: it must never meet another store than its own (SQLite docs: "How To Corrupt An SQLite
 * Database File", 1.4). SQLite makes a log's index (-shm) anew.
 * @returns the name under which the store before is kept; null where nothing was decided
 */
export function finishSwap(dataDir: string, reached: (step: SwapStep) => void = () => undefined): string | null {
  const path = (name: string): string => join(dataDir, name)
  const staged = path(stagedName)
  removeOpened(dataDir)
  const decided = readPlan(path(journalName))
  if (!decided) {
    removeStore(staged)
    return null
  }
  reached('planned')
  // Once it is in place, what is called hub.db is the new one.
  if (existsSync(staged)) {
    for (const [suffix, step] of [
      ['-wal', 'log-aside'],
      ['', 'store-aside'],
    ] as const) {
      if (existsSync(path(storeName + suffix))) renameSync(path(storeName + suffix), path(decided.aside + suffix))
      reached(step)
    }
    rmSync(path(`${storeName}-shm`), { force: true })
    syncFolder(dataDir)
    renameSync(staged, path(storeName))
    syncFolder(dataDir)
    reached('in-place')
  }
  rmSync(path(journalName), { force: true })
  syncFolder(dataDir)
  reached('done')
  return decided.aside
}

function readPlan(file: string): z.infer<typeof plan> | null {
  try {
    return plan.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
