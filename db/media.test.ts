import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../tests/support/temporary-folder.ts'
import { migrationsDir, testStore } from '../tests/support/test-store.ts'
import { ensureConversation, findConversation } from './conversations.ts'
import {
  findMedia,
  hastenMedia,
  insertMedia,
  nextMedia,
  postponeMedia,
  setMediaEnded,
  setMediaFetched,
} from './media.ts'
import { findMessageBySeq, insertMessage } from './messages.ts'
import type { Db } from './open.ts'
import { closeStore, openStore } from './open.ts'

function text(db: Db, body: string, extra: string | null = null): number {
  return insertMessage(db, {
    id: `message ${body} ${extra ?? ''}`,
    conversationId: ensureConversation(db, 'phone', '+12015550123', null, 500),
    direction: 'in',
    body,
    state: 'received',
    origin: 'person',
    author: null,
    ourNumber: null,
    segments: 1,
    createdAt: 1_000,
    sortAt: null,
    sendAt: null,
    noUseAfter: null,
    sid: null,
    replacesId: null,
    arrivedWhileAway: false,
    extra,
  })
}

let made = 0
function media(db: Db, messageSeq: number, position = 0, dueAt = 1_000): string {
  made += 1
  const id = made.toString(16).padStart(32, '0')
  insertMedia(db, { id, messageSeq, position, url: 'https://api.twilio.com/x', kind: 'image', dueAt })
  return id
}

test('the longest due comes first, and of what is due together the newest', () => {
  const db = testStore()
  const [older, newer] = [text(db, 'older'), text(db, 'newer')]
  const [late, second, first] = [media(db, older, 0, 9_000), media(db, older, 1), media(db, newer)]
  const order: (string | undefined)[] = []
  for (let row = nextMedia(db); row; row = nextMedia(db)) {
    order.push(row.id)
    setMediaEnded(db, row.seq, 'failed', 'gone')
  }
  expect(order).toEqual([first, second, late])
})

test('what was asked for in vain is hastened; what was told to wait is not', () => {
  const db = testStore()
  const seq = text(db, '')
  const [vain, told] = [findMedia(db, media(db, seq)), findMedia(db, media(db, seq, 1))]
  postponeMedia(db, vain?.seq ?? 0, 1, 60_000)
  postponeMedia(db, told?.seq ?? 0, 0, 50_000)
  hastenMedia(db, 2_000)
  expect([vain, told].map((row) => findMedia(db, row?.id ?? '')?.due_at)).toEqual([2_000, 50_000])
})

test('a message carries its media in their order; a text without words shows them in the list', () => {
  const db = testStore()
  const seq = text(db, '')
  const second = media(db, seq, 1)
  const first = media(db, seq, 0)
  media(db, seq, 0)
  const row = findMedia(db, first)
  const fetched = { kind: 'audio', contentType: 'audio/wav', bytes: 9, width: null, height: null } as const
  setMediaFetched(db, row?.seq ?? 0, fetched)
  const message = findMessageBySeq(db, seq)
  expect(JSON.parse(message?.media ?? '')).toEqual([
    { id: first, kind: 'audio', state: 'fetched', reason: null, late: false, bytes: 9, width: null, height: null },
    { id: second, kind: 'image', state: 'waiting', reason: null, late: false, bytes: null, width: null, height: null },
  ])
  expect(findConversation(db, message?.conversation_id ?? 0)?.last_media).toBe('["audio","image"]')
  const worded = findMessageBySeq(db, text(db, 'With words'))
  expect(worded?.media).toBe('[]')
  expect(findConversation(db, worded?.conversation_id ?? 0)?.last_media).toBeNull()
})

test('texts of before are given rows for the media they were stored with', () => {
  const folder = temporaryFolder()
  const before = join(folder, 'migrations')
  for (const name of readdirSync(migrationsDir).filter((file) => file < '0004')) {
    cpSync(join(migrationsDir, name), join(before, name))
  }
  const options = { file: join(folder, 'hub.db'), backupsDir: join(folder, 'backups'), now: 1_000 }
  const old = openStore({ ...options, migrationsDir: before })
  const insert = old.prepare(
    `INSERT INTO message (id, conversation_id, direction, channel, body, state, origin, created_at, sort_at, state_at, extra)
     VALUES (?, ?, 'in', 'sms', '', 'received', 'person', 1000, ?, 1000, ?)`,
  )
  // By that store's own columns: what opens a conversation now asks for consent, too.
  const conversationId = old
    .prepare(`INSERT INTO conversation (kind, address, created_at, last_at) VALUES ('phone', '+12015550123', 500, 500)`)
    .run().lastInsertRowid
  const url = 'https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME'
  insert.run('with', conversationId, 1, JSON.stringify({ NumMedia: '2', media: [{ url }, { url: `${url}2` }] }))
  insert.run('without', conversationId, 2, JSON.stringify({ NumMedia: '0' }))
  closeStore(old)

  const db = openStore({ ...options, migrationsDir })
  const rows = db.prepare('SELECT position, url, kind, state, length(id) AS length FROM media ORDER BY position').all()
  expect(rows).toEqual([
    { position: 0, url, kind: 'image', state: 'waiting', length: 32 },
    { position: 1, url: `${url}2`, kind: 'image', state: 'waiting', length: 32 },
  ])
  const extras = db.prepare('SELECT extra FROM message ORDER BY sort_at').pluck().all()
  expect(extras).toEqual(['{"NumMedia":"2"}', '{"NumMedia":"0"}'])
  closeStore(db)
})
