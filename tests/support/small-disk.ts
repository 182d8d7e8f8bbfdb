import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own, to be filled and made read-only for real. */
export interface SmallDisk {
  readonly path: string
  /** Leaves no byte free. */
  fill(): void
  /** Takes away what filled it. */
  clear(): void
  /** Nothing on it can be written to; only while nobody writes. */
  lock(on: boolean): void
  remove(): void
}

/**
 * @param at an empty folder to mount it on; absent: one of its own
 * @returns null where this user may not mount one: the caller then stages the trouble another way
 */
export function smallDisk(megabytes: number, at?: string): SmallDisk | null {
  const path = at ?? mkdtempSync(join(tmpdir(), 'ptp-disk-'))
  const mount = (...args: readonly string[]) => execFileSync('mount', args, { stdio: 'ignore' })
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path)
  } catch {
    if (at === undefined) rmSync(path, { recursive: true, force: true })
    return null
  }
  const filler = join(path, 'holiday-pictures')
  return {
    path,
    fill() {
      const file = openSync(filler, 'a')
      try {
        for (let size = 1024 * 1024; size >= 512; size = size >> 1) while (writes(file, size));
      } finally {
        closeSync(file)
      }
    },
    clear: () => rmSync(filler, { force: true }),
    lock: (on) => void mount('-o', on ? 'remount,ro' : 'remount,rw', path),
    remove() {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' })
      if (at === undefined) rmSync(path, { recursive: true, force: true })
    },
  }
}

function writes(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size, 1)) === size
  } catch {
    return false
  }
}
