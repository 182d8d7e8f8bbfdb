import { readFileSync } from 'node:fs'

/** What lies behind a break in a write-ahead log. */
export interface LogBreak {
  /** The first frame that does not fit what stands before it, from 1. */
  readonly frame: number
  /** Whole transactions behind it: SQLite leaves them out without a word. */
  readonly lostCommits: number
}

const headerBytes = 32
const frameHeaderBytes = 24
/** The word order of its checksums is the last bit of the log's first word. */
const magic = 0x377f0682

/**
 * Looks for damage in the middle of a write-ahead log, before SQLite opens it. SQLite ends a log at its first frame that does
 * not fit: right for the torn end that a power cut leaves, where at most one transaction was not yet acknowledged. Two whole
 * transactions or more behind the break were acknowledged, and would be gone.
 * @param file path of the log
 * @returns null where it is whole, torn at its end, or not there
 * Source: SQLite docs, WAL-mode File Format, sections 4.1 and 4.2.
 */
export function findLogBreak(file: string): LogBreak | null {
  const log = readIfThere(file)
  if (log === null || log.byteLength < headerBytes) return null
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  const first = view.getUint32(0)
  if ((first & ~1) >>> 0 !== magic) return null
  const little = (first & 1) === 0
  const frameBytes = frameHeaderBytes + view.getUint32(8)
  if (!isPageSize(frameBytes - frameHeaderBytes)) return null
  const salts = [view.getUint32(16), view.getUint32(20)] as const
  const count = Math.floor((log.byteLength - headerBytes) / frameBytes)

  const ownSalts = (at: number) => view.getUint32(at + 8) === salts[0] && view.getUint32(at + 12) === salts[1]
  const stored = (at: number): Sum => [view.getUint32(at + 16), view.getUint32(at + 20)]
  /** Whether a frame follows from the checksum of the one before it. */
  const fits = (at: number, before: Sum): boolean => {
    if (!ownSalts(at)) return false
    const headed = sum(view, at, 8, before, little)
    const whole = sum(view, at + frameHeaderBytes, frameBytes - frameHeaderBytes, headed, little)
    const [a, b] = stored(at)
    return whole[0] === a && whole[1] === b
  }

  let before: Sum = [view.getUint32(24), view.getUint32(28)]
  let broken: number | null = null
  let run = 0
  let lostCommits = 0
  for (let index = 0; index < count; index += 1) {
    const at = headerBytes + index * frameBytes
    if (fits(at, before)) {
      // What older power cuts left behind may hold the end of one transaction each; a run of them was written in order.
      if (broken !== null && view.getUint32(at + 4) !== 0) run += 1
      lostCommits = Math.max(lostCommits, run)
    } else {
      broken ??= index + 1
      run = 0
    }
    before = stored(at)
  }
  return broken !== null && lostCommits >= 2 ? { frame: broken, lostCommits } : null
}

type Sum = readonly [number, number]

function sum(view: DataView, from: number, length: number, start: Sum, little: boolean): Sum {
  let [a, b] = start
  for (let at = from; at < from + length; at += 8) {
    a = (a + view.getUint32(at, little) + b) >>> 0
    b = (b + view.getUint32(at + 4, little) + a) >>> 0
  }
  return [a, b]
}

function isPageSize(bytes: number): boolean {
  return bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
