import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { headerRoom, readHeader } from './header.ts'
import { CopyRefused } from './refused.ts'
import { byAge, copyNames } from './shelf.ts'
import type { FoundCopy } from './shelf.ts'

// As in `shelf.ts`, for a hub at work: a stick that hangs must not hold it up.

/** Looks at the head of a file. @throws where it cannot be read */
export async function lookAt(file: string): Promise<FoundCopy> {
  const handle = await open(file, 'r')
  try {
    const { size: bytes } = await handle.stat()
    const start = Buffer.alloc(headerRoom)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    try {
      return { file, bytes, header: readHeader(start.subarray(0, bytesRead)).header, refused: null }
    } catch (error) {
      if (error instanceof CopyRefused) return { file, bytes, header: null, refused: error.code }
      throw error
    }
  } finally {
    await handle.close()
  }
}

/** Every copy in a folder, newest first; none where the folder is not there. */
export async function copiesAt(folder: string): Promise<readonly FoundCopy[]> {
  const names = copyNames(await readdir(folder).catch(() => []))
  const found = await Promise.all(names.map(({ name }) => lookAt(join(folder, name)).catch(() => null)))
  return byAge(found.filter((copy) => copy !== null))
}
