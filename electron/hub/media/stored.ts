import { existsSync } from 'node:fs'
import { findMedia } from '../../../db/media.ts'
import type { Workspace } from '../workspace.ts'
import { isMediaId, mediaFile } from './files.ts'

/** A file that is whole, for a host to hand to the page. */
export interface StoredMedia {
  readonly path: string
  /** By the file's own bytes. */
  readonly contentType: string
}

/** The file that the page names, where it is fetched and still in its place. */
export function storedMedia(
  { store, mediaDir }: Pick<Workspace, 'store' | 'mediaDir'>,
  id: string,
): StoredMedia | null {
  if (!isMediaId(id)) return null
  const row = findMedia(store.db, id)
  if (row?.state !== 'fetched' || row.content_type === null) return null
  const path = mediaFile(mediaDir, row.id)
  return existsSync(path) ? { path, contentType: row.content_type } : null
}
