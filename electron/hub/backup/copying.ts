import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { CopierAnswers, MakeOrder, OpenOrder, PutOrder } from './orders.ts'
import { openFile, sealFile } from './format.ts'
import type { CopyHeader } from './header.ts'
import { openingKey, publicKeyOf, sealingKey } from './keys.ts'
import { CopyRefused } from './refused.ts'
import { copyName, dropOldest, keptCopies, namedCopies, removeUnfinished, syncFolder } from './shelf.ts'

// The work itself, as the copier's process does it: synchronous, and free to take its time.

/** The store is not whole, so that a copy of it would be worth nothing. */
export class NotWhole extends Error {
  override readonly name = 'NotWhole'
}

/** Where a copy's making stands; a crash at each of them must leave no clear copy behind for longer than the next start. */
export type MakingStep = 'begun' | 'copied' | 'checked' | 'sealed' | 'proved' | 'cleared' | 'named'

/** Pages in one step of a copy; what a step wrote is on the disk before the next one. */
const pagesAtOnce = 2_048

/** SQLite's own quick_check. @throws {NotWhole} */
function assertWhole(db: Database.Database): void {
  let said: readonly string[]
  try {
    said = (db.pragma('quick_check(5)') as readonly { readonly quick_check: string }[]).map((row) => row.quick_check)
  } catch (error) {
    if (isDamage(error)) throw new NotWhole(error.message)
    throw error
  }
  const faults = said.filter((words) => words !== 'ok')
  if (faults.length > 0) throw new NotWhole(faults.join('; '))
}

function isDamage(error: unknown): error is Error {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

interface StoreFacts {
  readonly schema: number
  readonly messages: number
}

/** Folds a fresh copy into one file, checks it, and counts what is in it. @throws {NotWhole} */
function examineCopy(file: string): StoreFacts {
  const db = new Database(file)
  try {
    db.pragma('journal_mode = DELETE')
    assertWhole(db)
    const one = (sql: string): number => db.prepare<[], { n: number | null }>(sql).get()?.n ?? 0
    return {
      schema: one('SELECT max(number) AS n FROM schema_migration'),
      messages: one('SELECT count(*) AS n FROM message'),
    }
  } finally {
    db.close()
  }
}

/**
 * Copies the store as it is at one moment, checks the copy, encrypts it, reads the encrypted one back, and only then gives
 * it its name. Whatever happens on the way, no file of that name is ever anything but whole.
 * @throws {NotWhole}
 */
export async function makeCopy(order: MakeOrder, reached: (step: MakingStep) => void): Promise<CopierAnswers['make']> {
  const { store, folder, about } = order
  const clear = join(folder, `.making-${randomBytes(4).toString('hex')}`)
  const file = join(folder, copyName(about))
  const partial = `${file}.partial`
  try {
    reached('begun')
    // So that nobody else may read it from the first byte on.
    closeSync(openSync(clear, 'wx', 0o600))
    await copyStore(store, clear)
    reached('copied')
    const facts = examineCopy(clear)
    reached('checked')
    const { ownPublicKey, key } = sealingKey(order.publicKey)
    const header: CopyHeader = {
      ...about,
      ...facts,
      publicKey: ownPublicKey,
      nonce: randomBytes(7).toString('hex'),
      size: statSync(clear).size,
    }
    const sealed = withFiles(clear, partial, (from, to) => {
      const digest = sealFile(from, to, header, key)
      fsyncSync(to)
      return digest
    })
    reached('sealed')
    const proved = withFile(
      partial,
      (from) =>
        openFile(
          from,
          () => key,
          () => undefined,
        ).digest,
    )
    key.fill(0)
    if (!proved.equals(sealed)) throw new CopyRefused('damaged', 'what was written is not what is read')
    reached('proved')
    removeClear(clear)
    reached('cleared')
    renameSync(partial, file)
    syncFolder(folder)
    reached('named')
    dropOldest(folder, about.laptop)
    return { file, bytes: statSync(file).size, header }
  } finally {
    removeClear(clear)
    rmSync(partial, { force: true })
  }
}

async function copyStore(store: string, target: string): Promise<void> {
  let db: Database.Database | null = null
  try {
    db = new Database(store, { readonly: true, fileMustExist: true, timeout: 5_000 })
    // One moment of the store for all steps: else each write of the hub would make the copy begin anew (SQLite docs:
    // sqlite3_backup_step). Writers are not held up by it.
    db.exec('BEGIN')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    await db.backup(target, {
      progress() {
        // A little at a time: a disk that is busy with all of it at once would keep the hub's commits waiting.
        withFile(target, fdatasyncSync, 'r+')
        return pagesAtOnce
      },
    })
  } catch (error) {
    if (isDamage(error)) throw new NotWhole(error.message)
    throw error
  } finally {
    db?.close()
  }
}

function removeClear(clear: string): void {
  for (const suffix of ['-journal', '-wal', '-shm', '']) rmSync(clear + suffix, { force: true })
}

function withFile<Value>(file: string, work: (handle: number) => Value, flags = 'r'): Value {
  const handle = openSync(file, flags)
  try {
    return work(handle)
  } finally {
    closeSync(handle)
  }
}

function withFiles<Value>(from: string, to: string, work: (from: number, to: number) => Value): Value {
  return withFile(from, (source) => {
    const target = openSync(to, 'w', 0o600)
    try {
      return work(source, target)
    } finally {
      closeSync(target)
    }
  })
}

/**
 * Decrypts a copy into a file of its own and checks the store in it.
 * @throws {CopyRefused} it is damaged, foreign, or of another key; {NotWhole}
 */
export function openCopy({ file, privateKey, target }: OpenOrder): CopierAnswers['open'] {
  const partial = `${target}.partial`
  try {
    publicKeyOf(privateKey)
    const header = withFiles(file, partial, (from, to) => {
      const opened = openFile(
        from,
        ({ publicKey }) => openingKey(publicKey, privateKey),
        (plain) => {
          for (let at = 0; at < plain.length;) at += writeSync(to, plain, at)
        },
      )
      fsyncSync(to)
      return opened.header
    })
    if (statSync(partial).size !== header.size) throw new CopyRefused('damaged', 'its size is another one')
    examineCopy(partial)
    renameSync(partial, target)
    return { header }
  } finally {
    removeClear(partial)
  }
}

/** Puts the copies that a second folder lacks there too, oldest first, and drops what is more than is kept. */
export function putCopies({ from, folder, laptop }: PutOrder): CopierAnswers['put'] {
  const ours = namedCopies(from)
    .filter((copy) => copy.laptop === laptop)
    .slice(0, keptCopies)
  removeUnfinished(folder, laptop)
  for (const { name } of [...ours].reverse()) {
    const target = join(folder, name)
    if (existsSync(target)) continue
    const partial = `${target}.partial`
    try {
      copyFileSync(join(from, name), partial)
      const handle = openSync(partial, 'r+')
      try {
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      try {
        chmodSync(partial, 0o600)
      } catch {
        // A stick's file system may know no owners.
      }
      renameSync(partial, target)
    } finally {
      rmSync(partial, { force: true })
    }
  }
  syncFolder(folder)
  dropOldest(folder, laptop)
  return { names: namedCopies(folder).flatMap((copy) => (copy.laptop === laptop ? [copy.name] : [])) }
}
