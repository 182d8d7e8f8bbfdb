import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { StoredMedia } from '../hub/hub.ts'
import { pageHeaders } from './page-headers.ts'

/** A media of ours by the path the page asks for; null for any other path. */
export function mediaIdOf(urlPath: string): string | null {
  return /^\/media\/([0-9a-f]{32})$/.exec(urlPath)?.[1] ?? null
}

/** What a host answers when the page asks for a picture, a sound or a video. */
export interface MediaAnswer {
  readonly status: 200 | 206 | 416
  readonly headers: Readonly<Record<string, string>>
  /** First and last byte to be sent; null for nothing. */
  readonly span: readonly [first: number, last: number] | null
}

/** A film is watched from its middle: which part is asked for (RFC 9110, "Range Requests"); null for all of it. */
function askedFor(range: string | null | undefined, size: number): readonly [number, number] | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to))
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null
  return first > last ? 'none' : [first, last]
}

/** @param size of the file, in bytes */
export function answerMedia(
  { contentType, name }: StoredMedia,
  size: number,
  range: string | null | undefined,
): MediaAnswer {
  const asked = askedFor(range, size)
  const headers = {
    ...pageHeaders(),
    // Nothing in the file is ever run, even where somebody opens it as a page of its own.
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Content-Type': contentType,
    // Shown in its place; the player's own Download proposes the name.
    'Content-Disposition': `inline; filename="${name}"`,
    'Accept-Ranges': 'bytes',
    // Families' pictures stay in the media folder, and in no browser's cache.
    'Cache-Control': 'private, no-store',
  }
  if (asked === 'none')
    return {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': '0' },
      span: null,
    }
  if (asked === null) {
    const span = size === 0 ? null : ([0, size - 1] as const)
    return { status: 200, headers: { ...headers, 'Content-Length': String(size) }, span }
  }
  const [first, last] = asked
  return {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(last - first + 1),
      'Content-Range': `bytes ${first}-${last}/${size}`,
    },
    span: asked,
  }
}

const piece = 64 * 1024

/** Part of a file, read as fast as it is taken; the file is let go of when nobody takes any more. */
export async function* readSpan(path: string, [first, last]: readonly [number, number]): AsyncGenerator<Uint8Array> {
  let handle: FileHandle | null = null
  try {
    handle = await open(path, 'r')
    for (let at = first; at <= last;) {
      const length = Math.min(piece, last + 1 - at)
      const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle?.close()
  }
}
