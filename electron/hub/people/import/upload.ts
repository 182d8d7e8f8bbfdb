import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CallFailure } from '../../failure.ts'

/** A roster's file on its way from the page to the hub. */
export interface Upload {
  readonly id: string
  readonly fileName: string
  readonly file: string
  readonly isWhole: boolean
  /** Puts the next part behind what is here. @returns bytes that are here @throws {CallFailure} out of turn, or too much */
  add(offset: number, part: Uint8Array): number
  /** Removes the file: children's names are not left lying about. */
  forget(): void
}

const ending = '.roster'

/** Begins a file in `folder`, readable by this user alone. @param bytes how long it will be */
export function beginUpload(folder: string, fileName: string, bytes: number): Upload {
  const id = randomUUID()
  const file = join(folder, `${id}${ending}`)
  let handle: number | null = openSync(file, 'wx', 0o600)
  let here = 0
  function close(): void {
    if (handle !== null) closeSync(handle)
    handle = null
  }
  if (bytes === 0) close()
  return {
    id,
    fileName,
    file,
    get isWhole() {
      return here === bytes
    },
    add(offset, part) {
      // A part that was sent twice is here already.
      if (offset + part.length <= here) return here
      if (offset !== here || handle === null || here + part.length > bytes)
        throw new CallFailure('conflict', 'The file did not come over whole. Choose it again.')
      writeSync(handle, part)
      here += part.length
      if (here === bytes) close()
      return here
    },
    forget() {
      close()
      rmSync(file, { force: true })
    },
  }
}

/** Removes what a crash left behind. */
export function clearUploads(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith(ending)) rmSync(join(folder, name), { force: true })
}
