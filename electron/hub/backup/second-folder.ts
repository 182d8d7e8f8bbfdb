import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import type { SecondFolderView } from '../../ipc/contract/backup-views.ts'
import type { Clock, Timer } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import { askCopier, CopierFailed } from './copier.ts'
import type { CopierProcess } from './copier.ts'
import type { RecordFile } from './record.ts'
import { namedCopies } from './shelf.ts'
import { words } from './words.ts'

/** How often an absent folder is looked for, in milliseconds. */
const lookPace = 60_000
/** Lies in the folder: a mount point without its stick is a folder too, on the disk that is to be backed up. */
const markName = '.ptp-comms-hub'

/** A second place for copies, such as a USB stick: they are put there whenever it is there. */
export interface SecondFolder {
  readonly view: SecondFolderView | null
  /** Null: none any more. @throws {CallFailure} it is not there, cannot be written to, or lies in the data folder. */
  choose(path: string | null): Promise<void>
  /** Puts there what it lacks, and goes on looking for it while it is absent. Never throws. */
  bringUpToDate(): Promise<void>
  stop(): void
}

export function createSecondFolder(options: {
  readonly record: RecordFile
  readonly dataDir: string
  readonly backupsDir: string
  readonly clock: Clock
  readonly log: Log
  readonly startCopier: () => CopierProcess
  readonly changed: () => void
}): SecondFolder {
  const { record, backupsDir, clock, log, changed } = options
  const abort = new AbortController()
  let state: SecondFolderView['state'] = 'unknown'
  let trouble: string | null = null
  let there: ReadonlySet<string> = new Set()
  let looking: Timer | null = null
  let underWay: Promise<void> | null = null
  let isWanted = false

  function ours(): readonly string[] {
    try {
      return namedCopies(backupsDir).flatMap(({ name, laptop }) => (laptop === record.current.laptop ? [name] : []))
    } catch {
      return []
    }
  }

  function become(next: SecondFolderView['state'], why: string | null = null): void {
    const isNews = state !== next || trouble !== why
    state = next
    trouble = why
    if (isNews) log.info('second-folder', { state: next })
    changed()
  }

  function lookAgain(): void {
    looking?.cancel()
    looking = abort.signal.aborted
      ? null
      : clock.after(lookPace, () => {
          looking = null
          void bringUpToDate()
        })
  }

  async function put(): Promise<void> {
    const { folder, laptop } = record.current
    looking?.cancel()
    looking = null
    if (folder === null || abort.signal.aborted) return
    if (!(await hasMark(folder.path, folder.mark))) {
      become('absent')
      lookAgain()
      return
    }
    try {
      const order = { from: backupsDir, folder: folder.path, laptop }
      const { names } = await askCopier(options.startCopier, 'put', order, abort.signal)
      const hasNew = names.some((name) => !there.has(name))
      there = new Set(names)
      if (record.current.folder?.path !== folder.path) return
      if (hasNew && names.length > 0) record.change({ folder: { ...folder, lastAt: clock.now() } })
      become('ok')
    } catch (error) {
      if (error instanceof CopierFailed && error.fault === 'stopped') return
      log.warn('second-folder-failed', { error })
      const isFull = error instanceof CopierFailed && error.fault === 'no-room'
      if (await hasMark(folder.path, folder.mark)) become('trouble', isFull ? words.folderFull : words.folderRefused)
      else become('absent')
      lookAgain()
    }
  }

  function bringUpToDate(): Promise<void> {
    if (underWay) {
      isWanted = true
      return underWay
    }
    underWay = put()
      .catch((error: unknown) => log.error('second-folder-failed', { error }))
      .then(() => {
        underWay = null
        if (!isWanted) return undefined
        isWanted = false
        return bringUpToDate()
      })
    return underWay
  }

  return {
    get view() {
      const { folder } = record.current
      if (folder === null) return null
      const owed = ours().filter((name) => !there.has(name)).length
      return { path: folder.path, state, trouble, lastAt: folder.lastAt, owed }
    },
    async choose(path) {
      if (path === null) record.change({ folder: null })
      else {
        const mark = await markFolder(path, options.dataDir)
        record.change({ folder: { path, mark, lastAt: null } })
      }
      there = new Set()
      state = 'unknown'
      trouble = null
      changed()
    },
    bringUpToDate,
    stop() {
      abort.abort()
      looking?.cancel()
    },
  }
}

async function hasMark(path: string, mark: string): Promise<boolean> {
  try {
    return (await readFile(join(path, markName), 'utf8')).trim() === mark
  } catch {
    return false
  }
}

/** Leaves a mark in a folder that is to hold copies, or takes the one that is there: two laptops may share a stick. */
async function markFolder(path: string, dataDir: string): Promise<string> {
  if (!isAbsolute(path)) throw new CallFailure('invalid', words.notAbsolute)
  const inside = relative(dataDir, path)
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) {
    throw new CallFailure('invalid', words.folderOurs)
  }
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new CallFailure('not-found', words.folderMissing)
  const known = await readFile(join(path, markName), 'utf8').catch(() => '')
  if (/^[0-9a-f]{16}$/.test(known.trim())) return known.trim()
  const mark = randomBytes(8).toString('hex')
  try {
    // A link on a stranger's stick must not lead us to a file of this laptop's. Windows has no such flag.
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants
    const never = process.platform === 'win32' ? 0 : O_NOFOLLOW
    const handle = await open(join(path, markName), O_WRONLY | O_CREAT | O_TRUNC | never, 0o600)
    try {
      await handle.write(`${mark}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new CallFailure('unavailable', words.folderRefused, error instanceof Error ? error.message : String(error))
  }
  return mark
}
