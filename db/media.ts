import type { Db } from './database.ts'
import { statement } from './statement.ts'
import type { MediaKind, MediaReason, MediaState } from './words.ts'

/** One picture, sound or video of a text, as it is fetched. */
export interface MediaRow {
  readonly seq: number
  readonly id: string
  readonly message_seq: number
  readonly position: number
  readonly url: string | null
  readonly kind: MediaKind
  readonly state: MediaState
  readonly tries: number
  readonly due_at: number
  readonly content_type: string | null
  readonly bytes: number | null
}

const columns = 'seq, id, message_seq, position, url, kind, state, tries, due_at, content_type, bytes FROM media'

export interface NewMedia {
  /** 32 hex digits of chance. */
  readonly id: string
  readonly messageSeq: number
  readonly position: number
  /** Null: the carrier is to be asked where it is. */
  readonly url: string | null
  readonly kind: MediaKind
  readonly dueAt: number
}

/** Notes a text's media as waiting to be fetched; one that is noted already stays as it is. */
export function insertMedia(db: Db, media: NewMedia): void {
  statement(
    db,
    `INSERT INTO media (id, message_seq, position, url, kind, state, due_at)
     VALUES ($id, $messageSeq, $position, $url, $kind, 'waiting', $dueAt) ON CONFLICT (message_seq, position) DO NOTHING`,
  ).run(media)
}

export function findMedia(db: Db, id: string): MediaRow | undefined {
  return statement<MediaRow>(db, `SELECT ${columns} WHERE id = ?`).get(id)
}

/** What is fetched next: the longest due, and of what is due together the newest, which people look at first. */
export function nextMedia(db: Db): MediaRow | undefined {
  return statement<MediaRow>(
    db,
    `SELECT ${columns} WHERE state = 'waiting' ORDER BY due_at, message_seq DESC, position LIMIT 1`,
  ).get()
}

/** The carrier's id of the text that a media came with; undefined where it has none. */
export function sidOfMedia(db: Db, seq: number): string | undefined {
  return (
    statement<{ sid: string | null }>(
      db,
      'SELECT m.sid FROM media d JOIN message m ON m.seq = d.message_seq WHERE d.seq = ?',
    ).get(seq)?.sid ?? undefined
  )
}

/** Where the media of one text are, in their order. */
export function mediaPlaces(
  db: Db,
  messageSeq: number,
): readonly { readonly position: number; readonly url: string | null }[] {
  return statement<{ position: number; url: string | null }>(
    db,
    'SELECT position, url FROM media WHERE message_seq = ? ORDER BY position',
  ).all(messageSeq)
}

/** The carrier said where it is. */
export function setMediaPlace(db: Db, messageSeq: number, position: number, url: string, kind: MediaKind): void {
  statement(db, `UPDATE media SET url = ?, kind = ? WHERE message_seq = ? AND position = ? AND url IS NULL`).run(
    url,
    kind,
    messageSeq,
    position,
  )
}

/** Where it was said to be, nothing of the carrier's can be: it is asked for anew. */
export function forgetMediaPlace(db: Db, seq: number): void {
  statement(db, 'UPDATE media SET url = NULL WHERE seq = ?').run(seq)
}

/** To be asked for again at `dueAt`; `tries` counts what the carrier was asked in vain. */
export function postponeMedia(db: Db, seq: number, tries: number, dueAt: number): void {
  statement(db, `UPDATE media SET tries = ?, due_at = ? WHERE seq = ? AND state = 'waiting'`).run(tries, dueAt, seq)
}

/** What was asked for in vain is due now. */
export function hastenMedia(db: Db, now: number): void {
  statement(db, `UPDATE media SET due_at = $now WHERE state = 'waiting' AND tries > 0 AND due_at > $now`).run({ now })
}

export interface FetchedMedia {
  readonly kind: MediaKind
  readonly contentType: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
}

/** Its file is whole and in its place. */
export function setMediaFetched(db: Db, seq: number, fetched: FetchedMedia): void {
  statement(
    db,
    `UPDATE media SET state = 'fetched', reason = NULL, kind = $kind, content_type = $contentType, bytes = $bytes,
       width = $width, height = $height WHERE seq = $seq`,
  ).run({ ...fetched, seq })
}

/** It is not asked for any more by itself: `failed` may be asked for by a person, `refused` is never kept here. */
export function setMediaEnded(db: Db, seq: number, state: 'failed' | 'refused', reason: MediaReason): void {
  statement(db, `UPDATE media SET state = ?, reason = ? WHERE seq = ?`).run(state, reason, seq)
}

/** A person asks for it again: at once, with all its tries. */
export function restartMedia(db: Db, seq: number, now: number): void {
  statement(
    db,
    `UPDATE media SET state = 'waiting', reason = NULL, content_type = NULL, bytes = NULL, tries = 0, due_at = ?
     WHERE seq = ?`,
  ).run(now, seq)
}

/** Media whose files are to be in the media folder. */
export function fetchedMedia(db: Db): readonly { readonly seq: number; readonly id: string }[] {
  return statement<{ seq: number; id: string }>(db, `SELECT seq, id FROM media WHERE state = 'fetched'`).all()
}
