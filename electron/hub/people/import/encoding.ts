import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'

/** How the bytes of a roster are read; by its names in the WHATWG Encoding standard. */
export type RosterEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * Finds out how a file's text is encoded: by its byte order mark, by the zeros of UTF-16, else UTF-8 where every byte of it
 * is, and Windows-1252 (which can be any bytes at all) where one is not. The whole file is read: the first accent of a
 * roster may stand in its last line.
 * @param file path
 * @throws what reading the file throws (`ENOENT`, `EACCES`, …)
 */
export async function detectEncoding(file: string, signal: AbortSignal): Promise<RosterEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  for await (const part of createReadStream(file, { signal })) {
    const bytes = part as Buffer
    if (isFirst) {
      isFirst = false
      const wide = wideEncoding(bytes)
      if (wide !== null) return wide
    }
    if (!isUtf8(utf8, bytes, true)) return 'windows-1252'
  }
  return isUtf8(utf8, new Uint8Array(), false) ? 'utf-8' : 'windows-1252'
}

function isUtf8(decoder: TextDecoder, bytes: Uint8Array, more: boolean): boolean {
  try {
    decoder.decode(bytes, { stream: more })
    return true
  } catch {
    return false
  }
}

/** UTF-16 by its mark; without one, by the zeros that every second byte of Western text is. */
function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const looked = Math.min(head.length, 1_000) & ~1
  if (looked < 4) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < looked; index += 2) {
    if (head[index] === 0) even += 1
    if (head[index + 1] === 0) odd += 1
  }
  const most = looked / 2
  if (odd > most * 0.4 && even < most * 0.1) return 'utf-16le'
  if (even > most * 0.4 && odd < most * 0.1) return 'utf-16be'
  return null
}
