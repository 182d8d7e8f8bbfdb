import { statfsSync } from 'node:fs'

/** Below this texts can soon not be stored any more. Bytes. */
export const littleSpace = 500 * 1024 * 1024

/** Bytes that this user may still write to a folder's disk; null where the system does not tell. */
export function freeBytes(folder: string): number | null {
  // Node before 18.15 has no such question.
  if (typeof statfsSync !== 'function') return null
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
