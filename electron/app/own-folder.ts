import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where Electron keeps its own files: the data folder. Where that cannot be written to, a folder that the system clears away:
 * without one there is not even a window to say so in.
 */
export function ownFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
    return dataDir
  } catch {
    return mkdtempSync(join(tmpdir(), 'ptp-comms-hub-'))
  }
}
