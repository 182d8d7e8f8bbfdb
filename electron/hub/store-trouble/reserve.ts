import { randomBytes } from 'node:crypto'
import { rmSync, statSync, truncateSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'

/** Enough for thousands of drafts and texts, and nothing that anybody misses. Bytes. */
export const reserveBytes = 8 * 1024 * 1024
const pieceBytes = 1024 * 1024

/** A file that holds room on the disk, to be given up when everything else is full. */
export interface Reserve {
  /** Whether it stands in full. */
  readonly stands: boolean
  /** Gives the room up; false where there was none to give. */
  giveUp(): boolean
  /** Makes it, where it is missing; false where there is no room for it. */
  make(): Promise<boolean>
}

export function createReserve(file: string): Reserve {
  let making: Promise<boolean> | null = null
  /** False once it was given up while it was being made. */
  let isWanted = true

  function size(): number {
    try {
      return statSync(file, { throwIfNoEntry: false })?.size ?? 0
    } catch {
      return 0
    }
  }

  async function write(): Promise<boolean> {
    isWanted = true
    try {
      const handle = await open(file, 'w', 0o600)
      try {
        // What cannot be compressed: the room must really be taken. A piece at a time, so that nothing waits for it.
        for (let at = 0; at < reserveBytes && isWanted; at += pieceBytes) await handle.write(randomBytes(pieceBytes))
        await handle.sync()
      } finally {
        await handle.close()
      }
      return isWanted
    } catch {
      // Half of it would take the room from what is stored.
      await rm(file, { force: true }).catch(() => undefined)
      return false
    }
  }

  return {
    get stands() {
      return size() >= reserveBytes
    },
    giveUp() {
      const held = size()
      if (held === 0) return false
      isWanted = false
      try {
        // While it is still being made, a file that is only removed keeps its room until it is closed.
        truncateSync(file)
        rmSync(file)
        return true
      } catch {
        return false
      }
    },
    make() {
      if (size() >= reserveBytes) return Promise.resolve(true)
      making ??= write().finally(() => {
        making = null
      })
      return making
    },
  }
}
