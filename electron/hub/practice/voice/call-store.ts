import Database from 'better-sqlite3'
import type { PracticeCall, PracticeRecording } from './types.ts'

/** Which calls a listing wants. Times are epoch ms. */
export interface CallFilter {
  readonly to: string | null
  readonly from: string | null
  readonly status: string | null
  readonly startedFrom: number | null
  readonly limit: number
  readonly offset: number
}

export interface CallStore {
  insert(call: PracticeCall): void
  get(sid: string): PracticeCall | null
  update(sid: string, patch: Partial<PracticeCall>): PracticeCall
  /** Newest first. */
  list(filter: CallFilter): readonly PracticeCall[]
  /** Calls that a create request was taken as, in order. */
  accepted(): readonly PracticeCall[]
  /** Those that have not ended. */
  unfinished(): readonly PracticeCall[]
  /** Outgoing calls to a phone so far. */
  countTo(address: string): number
  addRecording(recording: PracticeRecording): void
  recording(sid: string): PracticeRecording | null
  /** Of one call, or of all, newest first. */
  recordings(callSid: string | null): readonly Omit<PracticeRecording, 'wav'>[]
  removeRecording(sid: string): boolean
  /** Its recordings stay. */
  remove(sid: string): void
  close(): void
}

const schema = `
CREATE TABLE IF NOT EXISTS calls (
  position INTEGER PRIMARY KEY,
  sid TEXT NOT NULL UNIQUE,
  direction TEXT NOT NULL,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  call TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS calls_newest ON calls (created_at, position);
CREATE TABLE IF NOT EXISTS recordings (
  position INTEGER PRIMARY KEY,
  sid TEXT NOT NULL UNIQUE,
  call_sid TEXT NOT NULL,
  duration INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  wav BLOB NOT NULL
) STRICT;
`

const running = `('queued', 'ringing', 'in-progress')`

/** The simulated Twilio's memory of calls, in the file of its messages. @param file null: in memory */
export function openCallStore(file: string | null): CallStore {
  const db = new Database(file ?? ':memory:')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = OFF')
  db.exec(schema)
  type Row = { readonly call: string }
  const toCall = ({ call }: Row): PracticeCall => JSON.parse(call) as PracticeCall
  const insertRow = db.prepare(
    'INSERT INTO calls (sid, direction, sender, recipient, status, created_at, call) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const updateRow = db.prepare('UPDATE calls SET status = ?, call = ? WHERE sid = ?')
  const selectOne = db.prepare<[string], Row>('SELECT call FROM calls WHERE sid = ?')
  const selectAccepted = db.prepare<[], Row>(
    `SELECT call FROM calls WHERE direction = 'outbound-api' ORDER BY position`,
  )
  const selectRunning = db.prepare<[], Row>(`SELECT call FROM calls WHERE status IN ${running} ORDER BY position`)
  const countRows = db.prepare<[string], { readonly count: number }>(
    `SELECT count(*) AS count FROM calls WHERE direction = 'outbound-api' AND recipient = ?`,
  )
  const insertRecording = db.prepare(
    'INSERT INTO recordings (sid, call_sid, duration, created_at, wav) VALUES (?, ?, ?, ?, ?)',
  )
  const described = 'sid, call_sid AS callSid, duration, created_at AS createdAt'
  const selectRecording = db.prepare<[string], PracticeRecording>(
    `SELECT ${described}, wav FROM recordings WHERE sid = ?`,
  )
  const selectRecordings = db.prepare<[string | null, string | null], Omit<PracticeRecording, 'wav'>>(
    `SELECT ${described} FROM recordings WHERE ? IS NULL OR call_sid = ? ORDER BY position DESC`,
  )
  const deleteRow = db.prepare('DELETE FROM calls WHERE sid = ?')
  const deleteRecording = db.prepare('DELETE FROM recordings WHERE sid = ?')

  return {
    insert(call) {
      insertRow.run(call.sid, call.direction, call.from, call.to, call.status, call.createdAt, JSON.stringify(call))
    },
    get(sid) {
      const row = selectOne.get(sid)
      return row === undefined ? null : toCall(row)
    },
    update(sid, patch) {
      const row = selectOne.get(sid)
      if (row === undefined) throw new Error(`No call ${sid}`)
      const changed: PracticeCall = { ...toCall(row), ...patch }
      updateRow.run(changed.status, JSON.stringify(changed), sid)
      return changed
    },
    list({ to, from, status, startedFrom, limit, offset }) {
      const conditions: string[] = []
      const values: (string | number)[] = []
      const add = (condition: string, value: string | number | null): void => {
        if (value === null) return
        conditions.push(condition)
        values.push(value)
      }
      add('recipient = ?', to)
      add('sender = ?', from)
      add('status = ?', status)
      add('created_at >= ?', startedFrom)
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
      return db
        .prepare<(string | number)[], Row>(
          `SELECT call FROM calls ${where} ORDER BY created_at DESC, position DESC LIMIT ? OFFSET ?`,
        )
        .all(...values, limit, offset)
        .map(toCall)
    },
    accepted: () => selectAccepted.all().map(toCall),
    unfinished: () => selectRunning.all().map(toCall),
    countTo: (address) => countRows.get(address)?.count ?? 0,
    addRecording({ sid, callSid, duration, createdAt, wav }) {
      insertRecording.run(sid, callSid, duration, createdAt, Buffer.from(wav))
    },
    recording: (sid) => selectRecording.get(sid) ?? null,
    recordings: (callSid) => selectRecordings.all(callSid, callSid),
    removeRecording: (sid) => deleteRecording.run(sid).changes > 0,
    remove(sid) {
      deleteRow.run(sid)
    },
    close() {
      db.close()
    },
  }
}
