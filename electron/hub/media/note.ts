import { randomBytes } from 'node:crypto'
import { insertMedia } from '../../../db/media.ts'
import type { InboundMedia } from '../inbound/types.ts'
import type { Write } from '../store.ts'
import { claimedKind } from './file-type.ts'

/** Notes what came with a text, in the transaction that stores the text: it is fetched after the commit. */
export function noteMedia(write: Write, messageSeq: number, media: readonly InboundMedia[]): void {
  media.forEach(({ url, contentType }, position) => {
    insertMedia(write.db, {
      id: newMediaId(),
      messageSeq,
      position,
      url,
      kind: claimedKind(contentType),
      dueAt: write.now,
    })
  })
  if (media.length > 0) write.wakeMedia()
}

/** Nobody can guess it: the page's address of a picture is its name. */
export function newMediaId(): string {
  return randomBytes(16).toString('hex')
}
