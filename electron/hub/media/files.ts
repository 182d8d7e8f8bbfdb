import { join } from 'node:path'

const mediaId = /^[0-9a-f]{32}$/

/** A name that the store gave: 32 hex digits, nothing that could lead anywhere else. */
export function isMediaId(text: string): boolean {
  return mediaId.test(text)
}

/**
 * Where a media's file lies: under its random name, without an ending, so that nothing opens it by mistake.
 * @throws RangeError for anything but a name of ours
 */
export function mediaFile(folder: string, id: string): string {
  if (!isMediaId(id)) throw new RangeError('This is not a name of a file in the media folder')
  return join(folder, id)
}

/** What is not whole yet lies beside it. */
export function partFile(folder: string, id: string): string {
  return `${mediaFile(folder, id)}.part`
}
