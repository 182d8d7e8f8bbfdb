import { existsSync } from 'node:fs'
import { findConversation } from '../../../db/conversations.ts'
import { findMedia } from '../../../db/media.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import { displayAddress } from '../people/number.ts'
import type { Workspace } from '../workspace.ts'
import { fileName } from './file-name.ts'
import { isMediaId, mediaFile } from './files.ts'

/** A file that is whole, for a host to hand to the page. */
export interface StoredMedia {
  readonly path: string
  /** By the file's own bytes. */
  readonly contentType: string
  /** What it is called where somebody keeps it: safe on every system. */
  readonly name: string
}

/** The file that the page names, where it is fetched and still in its place. */
export function storedMedia(
  { store, mediaDir }: Pick<Workspace, 'store' | 'mediaDir'>,
  id: string,
  { timeZone, defaultCountry }: Pick<Settings, 'timeZone' | 'defaultCountry'>,
): StoredMedia | null {
  if (!isMediaId(id)) return null
  const row = findMedia(store.db, id)
  if (row?.state !== 'fetched' || row.content_type === null) return null
  const path = mediaFile(mediaDir, row.id)
  const message = findMessageBySeq(store.db, row.message_seq)
  const conversation = message && findConversation(store.db, message.conversation_id)
  if (!message || !conversation || !existsSync(path)) return null
  const name = fileName({
    kind: message.channel === 'voice' ? null : row.kind,
    from: displayAddress(conversation.kind, conversation.address, defaultCountry),
    at: message.sort_at,
    zone: timeZone,
    position: row.position,
    contentType: row.content_type,
  })
  return { path, contentType: row.content_type, name }
}
