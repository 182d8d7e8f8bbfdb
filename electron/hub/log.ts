import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { redact } from './redact.ts'

export type LogFields = Readonly<Record<string, unknown>>

/** What happened, as an event's name and its facts. Never a text's body, a full number or a secret: those are cut out besides. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** Kept only while the debug switch is on; absent where nobody could switch it on. */
  debug?(event: string, fields?: LogFields): void
}

/** Whether the log holds more than usual. */
export interface DebugSwitch {
  setDebug(on: boolean): void
}

export interface FileLog extends Log, DebugSwitch {
  /** Writes what is still held and closes the file; later lines are dropped. */
  close(): void
}

export interface FileLogOptions {
  /** Folder of the files `hub.log`, `hub.1.log`, …; made where it is missing. */
  readonly folder: string
  readonly now: () => number
  /** Bytes after which a new file begins. */
  readonly maxBytes?: number
  /** Older files kept besides the current one. */
  readonly keep?: number
}

/**
 * A log of one JSON object per line. Lines of one turn are written together; errors are written at once, so that
 * a crash right after does not swallow them. A disk that cannot be written to never stops the app; a line of which it took a
 * part, or that a crash cut, does not swallow the next.
 */
export function openFileLog({ folder, now, maxBytes = 1024 * 1024, keep = 4 }: FileLogOptions): FileLog {
  mkdirSync(folder, { recursive: true })
  const name = (age: number) => join(folder, age === 0 ? 'hub.log' : `hub.${age}.log`)
  let file = openSync(name(0), 'a', 0o600)
  let size = fstatSync(file).size
  let isTorn = size > 0 && lastByte(name(0), size) !== lineFeed
  let held = ''
  let scheduled: NodeJS.Immediate | null = null
  let closed = false
  let debug = false

  function rotate(): void {
    closeSync(file)
    rmSync(name(keep), { force: true })
    for (let age = keep - 1; age >= 0; age--) if (existsSync(name(age))) renameSync(name(age), name(age + 1))
    file = openSync(name(0), 'a', 0o600)
    size = 0
    isTorn = false
  }

  function flush(): void {
    if (scheduled) clearImmediate(scheduled)
    scheduled = null
    if (held === '' || closed) return
    const lines = held
    held = ''
    try {
      if (size > 0 && size + lines.length > maxBytes) rotate()
      const bytes = Buffer.from(isTorn ? `\n${lines}` : lines)
      const written = writeSync(file, bytes)
      size += written
      if (written > 0) isTorn = bytes[written - 1] !== lineFeed
    } catch {
      // A full or vanished disk: the hub says so where it matters, which is not here.
    }
  }

  function write(level: string, event: string, fields: LogFields = {}): void {
    if (closed) return
    held += `${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...redact(fields) })}\n`
    if (level === 'error') flush()
    else scheduled ??= setImmediate(flush)
  }

  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    debug(event, fields) {
      if (debug) write('debug', event, fields)
    },
    setDebug(on) {
      debug = on
    },
    close() {
      flush()
      if (!closed) closeSync(file)
      closed = true
    },
  }
}

const lineFeed = 10

function lastByte(path: string, size: number): number | undefined {
  const file = openSync(path, 'r')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, size - 1)
  closeSync(file)
  return byte[0]
}

/** Keeps nothing; for tests and one-off tools. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }

/** Where no log can be opened: what is wrong with the disk is told by what needs it more. */
export const noFileLog: FileLog = { ...silentLog, setDebug() {}, close() {} }
