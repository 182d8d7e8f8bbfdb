import Database from 'better-sqlite3'

import { carrierStatuses } from '../carrier/types.ts'
import type { CarrierStatus } from '../carrier/types.ts'
import type { MediaFile, Step, StoredMessage } from './types.ts'

/** What may change in a message's life. */
export interface MessagePatch {
  readonly status?: CarrierStatus
  readonly errorCode?: number
  readonly from?: string
  readonly chosenSender?: string
  readonly sentAt?: number
  readonly plan?: readonly Step[]
  readonly slotEnd?: number
  readonly price?: string
  readonly answered?: string
  readonly redacted?: boolean
  readonly deleted?: boolean
}

/** Which messages a listing wants; times are epoch ms, both ends included. */
export interface MessageFilter {
  readonly to: string | null
  readonly from: string | null
  readonly sentFrom: number | null
  readonly sentUntil: number | null
  /** Only what comes after this place in the listing. */
  readonly after: Place | null
  readonly limit: number
}

/** A place in the listing: newest first, later accepted first where the time is the same. */
export interface Place {
  readonly sortAt: number
  readonly position: number
}

export interface MessageStore {
  insert(message: Omit<StoredMessage, 'position'>): StoredMessage
  get(sid: string): StoredMessage | null
  /** Takes the message as it stands, returns it changed; `now` (epoch ms) becomes its `updatedAt`. */
  update(message: StoredMessage, patch: MessagePatch, now: number): StoredMessage
  /** Messages REST may show, newest first. */
  list(filter: MessageFilter): readonly StoredMessage[]
  placeOf(message: StoredMessage): Place
  /** Everything ever accepted by a create request, in order. */
  accepted(): readonly StoredMessage[]
  /** Messages with steps still to come. */
  unfinished(): readonly StoredMessage[]
  /** When each sender's queue is free again (epoch ms). */
  slotEnds(): ReadonlyMap<string, number>
  setOptedOut(scope: string, address: string, optedOut: boolean): void
  isOptedOut(scope: string, address: string): boolean
  insertMedia(messageSid: string, file: MediaFile): void
  /** What came with a text, in its order. */
  mediaOf(messageSid: string): readonly MediaFile[]
  media(sid: string): MediaFile | null
  removeMedia(sid: string): void
  setting(name: string): string | null
  setSetting(name: string, value: string): void
  close(): void
}

interface Row {
  readonly position: number
  readonly sid: string
  readonly direction: StoredMessage['direction']
  readonly sender: string | null
  readonly chosen_sender: string
  readonly recipient: string
  readonly body: string
  readonly segments: number
  readonly media_count: number
  readonly status: string
  readonly error_code: number | null
  readonly service_sid: string | null
  readonly status_callback: string | null
  readonly created_at: number
  readonly updated_at: number
  readonly sent_at: number | null
  readonly validity_period: number | null
  readonly answered: string
  readonly redacted: number
  readonly deleted: number
  readonly plan: string
  readonly slot_end: number
  readonly price: string | null
}

const schema = `
CREATE TABLE IF NOT EXISTS messages (
  position INTEGER PRIMARY KEY,
  sid TEXT NOT NULL UNIQUE,
  direction TEXT NOT NULL,
  sender TEXT,
  chosen_sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  body TEXT NOT NULL,
  segments INTEGER NOT NULL,
  media_count INTEGER NOT NULL,
  status TEXT NOT NULL,
  error_code INTEGER,
  service_sid TEXT,
  status_callback TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  sent_at INTEGER,
  sort_at INTEGER NOT NULL,
  validity_period INTEGER,
  answered TEXT NOT NULL,
  redacted INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  plan TEXT NOT NULL,
  slot_end INTEGER NOT NULL,
  price TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_newest ON messages (sort_at, position);
CREATE INDEX IF NOT EXISTS messages_by_recipient ON messages (recipient, sort_at, position);
CREATE INDEX IF NOT EXISTS messages_by_sender ON messages (sender, sort_at, position);
CREATE INDEX IF NOT EXISTS messages_unfinished ON messages (position) WHERE plan <> '[]';
CREATE TABLE IF NOT EXISTS media (
  position INTEGER PRIMARY KEY,
  sid TEXT NOT NULL UNIQUE,
  message_sid TEXT NOT NULL,
  content_type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS media_by_message ON media (message_sid);
CREATE TABLE IF NOT EXISTS opt_outs (scope TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (scope, address)) STRICT;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`

/**
 * The simulated Twilio's own memory, apart from the hub's store: the carrier remembers what the laptop forgets.
 * A file survives the process that wrote it being killed; a power cut may cost its last moments, which is no loss
 * in practice and keeps it cheap.
 */
export function openMessageStore(file: string | null): MessageStore {
  const db = new Database(file ?? ':memory:')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = OFF')
  db.exec(schema)

  const insertRow = db.prepare(`INSERT INTO messages
    (sid, direction, sender, chosen_sender, recipient, body, segments, media_count, status, error_code, service_sid,
     status_callback, created_at, updated_at, sent_at, sort_at, validity_period, answered, redacted, deleted, plan, slot_end, price)
    VALUES (@sid, @direction, @from, @chosenSender, @to, @body, @segments, @mediaCount, @status, @errorCode, @messagingServiceSid,
     @statusCallback, @createdAt, @updatedAt, @sentAt, @sortAt, @validityPeriod, @answered, @redacted, @deleted, @plan, @slotEnd, @price)`)
  const updateRow = db.prepare(`UPDATE messages SET sender = @from, chosen_sender = @chosenSender, status = @status,
    error_code = @errorCode, updated_at = @updatedAt, sent_at = @sentAt, sort_at = @sortAt, answered = @answered,
    redacted = @redacted, deleted = @deleted, plan = @plan, slot_end = @slotEnd, price = @price WHERE sid = @sid`)
  const selectOne = db.prepare<[string], Row>('SELECT * FROM messages WHERE sid = ?')
  const selectAccepted = db.prepare<[], Row>(
    "SELECT * FROM messages WHERE direction = 'outbound-api' ORDER BY position",
  )
  const selectUnfinished = db.prepare<[], Row>("SELECT * FROM messages WHERE plan <> '[]' ORDER BY position")
  const selectSlotEnds = db.prepare<[], { readonly sender: string; readonly end: number }>(
    "SELECT chosen_sender AS sender, MAX(slot_end) AS end FROM messages WHERE plan <> '[]' GROUP BY chosen_sender",
  )
  const insertOptOut = db.prepare('INSERT OR IGNORE INTO opt_outs (scope, address) VALUES (?, ?)')
  const deleteOptOut = db.prepare('DELETE FROM opt_outs WHERE scope = ? AND address = ?')
  const selectOptOut = db.prepare('SELECT 1 FROM opt_outs WHERE scope = ? AND address = ?')
  const insertMediaRow = db.prepare('INSERT INTO media (sid, message_sid, content_type, bytes) VALUES (?, ?, ?, ?)')
  const mediaColumns = 'SELECT sid, content_type AS contentType, bytes FROM media'
  const selectMediaOf = db.prepare<[string], MediaFile>(`${mediaColumns} WHERE message_sid = ? ORDER BY position`)
  const selectMedia = db.prepare<[string], MediaFile>(`${mediaColumns} WHERE sid = ?`)
  const deleteMedia = db.prepare('DELETE FROM media WHERE sid = ?')
  const selectSetting = db.prepare<[string], { readonly value: string }>('SELECT value FROM settings WHERE name = ?')
  const upsertSetting = db.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )

  return {
    insert(message) {
      const { lastInsertRowid } = insertRow.run(toColumns(message))
      return { ...message, position: Number(lastInsertRowid) }
    },
    get(sid) {
      const row = selectOne.get(sid)
      return row === undefined ? null : toMessage(row)
    },
    update(message, patch, now) {
      const changed: StoredMessage = { ...message, ...patch, updatedAt: now }
      updateRow.run({
        sid: changed.sid,
        from: changed.from,
        chosenSender: changed.chosenSender,
        status: changed.status,
        errorCode: changed.errorCode,
        updatedAt: changed.updatedAt,
        sentAt: changed.sentAt,
        sortAt: changed.sentAt ?? changed.createdAt,
        answered: changed.answered,
        redacted: changed.redacted ? 1 : 0,
        deleted: changed.deleted ? 1 : 0,
        plan: JSON.stringify(changed.plan),
        slotEnd: changed.slotEnd,
        price: changed.price,
      })
      return changed
    },
    list(filter) {
      const conditions = ['deleted = 0']
      const values: (string | number)[] = []
      if (filter.to !== null) {
        conditions.push('recipient = ?')
        values.push(filter.to)
      }
      if (filter.from !== null) {
        conditions.push('sender = ?')
        values.push(filter.from)
      }
      if (filter.sentFrom !== null) {
        conditions.push('sent_at IS NOT NULL AND sort_at >= ?')
        values.push(filter.sentFrom)
      }
      if (filter.sentUntil !== null) {
        conditions.push('sent_at IS NOT NULL AND sort_at <= ?')
        values.push(filter.sentUntil)
      }
      if (filter.after !== null) {
        conditions.push('(sort_at, position) < (?, ?)')
        values.push(filter.after.sortAt, filter.after.position)
      }
      values.push(filter.limit)
      return db
        .prepare<(string | number)[], Row>(
          `SELECT * FROM messages WHERE ${conditions.join(' AND ')} ORDER BY sort_at DESC, position DESC LIMIT ?`,
        )
        .all(...values)
        .map(toMessage)
    },
    placeOf: (message) => ({ sortAt: message.sentAt ?? message.createdAt, position: message.position }),
    accepted: () => selectAccepted.all().map(toMessage),
    unfinished: () => selectUnfinished.all().map(toMessage),
    slotEnds: () => new Map(selectSlotEnds.all().map((row) => [row.sender, row.end])),
    setOptedOut(scope, address, optedOut) {
      if (optedOut) insertOptOut.run(scope, address)
      else deleteOptOut.run(scope, address)
    },
    isOptedOut: (scope, address) => selectOptOut.get(scope, address) !== undefined,
    insertMedia(messageSid, { sid, contentType, bytes }) {
      insertMediaRow.run(sid, messageSid, contentType, Buffer.from(bytes))
    },
    mediaOf: (messageSid) => selectMediaOf.all(messageSid),
    media: (sid) => selectMedia.get(sid) ?? null,
    removeMedia(sid) {
      deleteMedia.run(sid)
    },
    setting: (name) => selectSetting.get(name)?.value ?? null,
    setSetting(name, value) {
      upsertSetting.run(name, value)
    },
    close() {
      db.close()
    },
  }
}

function toColumns(message: Omit<StoredMessage, 'position'>): Record<string, string | number | null> {
  const { plan, redacted, deleted, ...columns } = message
  return {
    ...columns,
    sortAt: message.sentAt ?? message.createdAt,
    redacted: redacted ? 1 : 0,
    deleted: deleted ? 1 : 0,
    plan: JSON.stringify(plan),
  }
}

function toMessage(row: Row): StoredMessage {
  return {
    position: row.position,
    sid: row.sid,
    direction: row.direction,
    from: row.sender,
    chosenSender: row.chosen_sender,
    to: row.recipient,
    body: row.body,
    segments: row.segments,
    mediaCount: row.media_count,
    status: toStatus(row.status),
    errorCode: row.error_code,
    messagingServiceSid: row.service_sid,
    statusCallback: row.status_callback,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    sentAt: row.sent_at,
    validityPeriod: row.validity_period,
    answered: row.answered,
    redacted: row.redacted === 1,
    deleted: row.deleted === 1,
    plan: toPlan(row.plan),
    slotEnd: row.slot_end,
    price: row.price,
  }
}

function toStatus(text: string): CarrierStatus {
  const status = carrierStatuses.find((known) => known === text)
  if (status === undefined) throw new Error(`The practice carrier's file holds an unknown status "${text}"`)
  return status
}

/** The simulator's own writing: trusted for its shape, as the column is written in one place only. */
function toPlan(text: string): readonly Step[] {
  return text === '[]' ? [] : (JSON.parse(text) as readonly Step[])
}
