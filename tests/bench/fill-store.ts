import { createHash } from 'node:crypto'
import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertAttempt, recordCarrierStatus, updateAttempt } from '../../db/attempts.ts'
import { ensureConversation } from '../../db/conversations.ts'
import { insertMessage, setMessageState } from '../../db/messages.ts'
import { closeStore, openStore } from '../../db/open.ts'
import type { Db } from '../../db/open.ts'
import { enqueue } from '../../db/outbox.ts'
import { insertFamily } from '../../db/people.ts'
import { between, pick, seededRandom } from '../../electron/hub/random.ts'
import type { Random } from '../../electron/hub/random.ts'
import { account } from './account.ts'
import { body, family } from './bodies.ts'

export interface StoreShape {
  readonly messages: number
  readonly conversations: number
  /** Messages of the one conversation that is much longer than the others; it is also the most recent one. */
  readonly longest: number
}

/** What the figures are measured on, unless they say otherwise. */
export const usualShape: StoreShape = { messages: 200_000, conversations: 2_000, longest: 10_000 }

/** Name of the guardian of the long conversation; nobody else has it. */
export const longGuardian = 'Wilhelmina Oyelaran'

const addressOf = (index: number): string => `+1312${String(2_000_000 + index * 37).padStart(7, '0')}`

/** Number of the long conversation. */
export const longAddress = addressOf(0)

const seed = 20_260_714
/** The last message is this old at any time the store is used: the past, so that what is new comes after it. */
const lastAt = Date.UTC(2026, 6, 14, 13, 30)
const season = 60 * 86_400_000

export const migrationsDir = join(import.meta.dirname, '..', '..', 'db', 'migrations')

/** The store of a shape in a folder of its own: made once, kept in the system's folder for temporary files, copied from there. */
export function filledStore(target: string, shape: StoreShape = usualShape): void {
  const made = madeStore(shape)
  mkdirSync(join(target, '..'), { recursive: true })
  for (const suffix of ['-wal', '-shm']) rmSync(target + suffix, { force: true })
  copyFileSync(made, target, constants.COPYFILE_FICLONE)
}

function madeStore(shape: StoreShape): string {
  const folder = join(tmpdir(), 'ptp-bench-stores')
  const file = join(folder, `${digest(shape)}.db`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const unfinished = join(folder, `${digest(shape)}-${process.pid}.db`)
  const started = Date.now()
  const db = openStore({ file: unfinished, migrationsDir, backupsDir: join(folder, 'backups'), now: lastAt })
  // While filling only: a crash here costs nothing but another run.
  db.pragma('synchronous = OFF')
  db.pragma('journal_mode = OFF')
  db.pragma('cache_size = -600000')
  fill(db, shape)
  db.pragma('journal_mode = WAL')
  closeStore(db)
  renameSync(unfinished, file)
  process.stderr.write(
    `Filled a store of ${shape.messages} messages in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`,
  )
  return file
}

/** Changes with the schema, the statements that fill it and the shape. */
function digest(shape: StoreShape): string {
  const hash = createHash('sha256').update(JSON.stringify(shape))
  for (const name of readdirSync(migrationsDir).sort()) hash.update(readFileSync(join(migrationsDir, name)))
  for (const name of ['fill-store.ts', 'bodies.ts']) hash.update(readFileSync(join(import.meta.dirname, name)))
  return hash.digest('hex').slice(0, 16)
}

/** A text of ours that is with the carrier. */
export interface OpenText {
  readonly sid: string
  /** Id of its attempt. */
  readonly attempt: string
  readonly to: string
}

interface Thread {
  readonly id: number
  readonly address: string
  readonly child: string
}

function fill(db: Db, shape: StoreShape): void {
  const random = seededRandom(seed)
  db.transaction(() => {
    const indexing = db
      .prepare<[], { sql: string }>(
        `SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'message_search_insert'`,
      )
      .get()
    if (!indexing) throw new Error('The trigger that indexes messages has another name now.')
    db.exec('DROP TRIGGER message_search_insert')
    const threads = fillThreads(db, random, shape.conversations)
    const turns = turnsOf(random, shape)
    const first = lastAt - season
    turns.forEach((which, index) => {
      const at = first + Math.floor((season * index) / turns.length)
      const thread = threads[which]
      if (thread) fillMessage(db, random, thread, at)
    })
    db.prepare('UPDATE conversation SET our_number = ?').run(account.number)
    // Everything but the last half hour was read.
    db.prepare(`UPDATE message SET read_at = created_at + 60000 WHERE direction = 'in' AND created_at < ?`).run(
      lastAt - 1_800_000,
    )
    db.exec(`INSERT INTO message_search (message_search) VALUES ('rebuild')`)
    db.exec('DELETE FROM search_later')
    db.exec(indexing.sql)
  })()
}

/** Families with a guardian each, and a conversation per guardian; the first one is the long one. */
function fillThreads(db: Db, random: Random, count: number): readonly Thread[] {
  const threads: Thread[] = []
  for (let index = 0; index < count; index++) {
    const { lastName, guardian, child, group } = family(random)
    const [first = guardian, last = lastName] = index === 0 ? longGuardian.split(' ') : []
    const address = addressOf(index)
    insertFamily(
      db,
      {
        guardians: [{ firstName: first, lastName: last, role: null, language: 'en', addresses: [address] }],
        players: [{ firstName: child, lastName: last, group, birthYear: between(random, 2012, 2019), note: null }],
      },
      lastAt - season,
    )
    threads.push({ id: ensureConversation(db, 'phone', address, account.number, lastAt - season), address, child })
  }
  return threads
}

/** Whose turn each message is, in order of time: the long conversation all along and at the end, the others unevenly. */
function turnsOf(random: Random, shape: StoreShape): readonly number[] {
  const turns: number[] = []
  const others = shape.conversations - 1
  for (let index = 0; index < shape.messages; index++) {
    const left = shape.messages - index
    const isLong =
      Math.floor(((index + 1) * shape.longest) / shape.messages) > Math.floor((index * shape.longest) / shape.messages)
    // The square makes a few of them long and many short; each gets at least one.
    const other = index < others ? index + 1 : 1 + Math.floor(random.next() ** 2 * others)
    turns.push(left === 1 || isLong ? 0 : other)
  }
  return turns
}

function hex(random: Random, digits: number): string {
  let text = ''
  while (text.length < digits)
    text += Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return text.slice(0, digits)
}

function uuid(random: Random, at: number): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`
}

/** What Twilio sends along with an inbound text. */
const geography = {
  ToCountry: 'US',
  ToState: 'IL',
  ToCity: 'CHICAGO',
  ToZip: '60601',
  FromCountry: 'US',
  FromState: 'IL',
  FromCity: 'CHICAGO',
  FromZip: '60614',
}

interface Inserted extends OpenText {
  readonly seq: number
}

/** Puts in a message; one of ours is with the carrier. */
function insert(db: Db, random: Random, thread: Thread, at: number, direction: 'in' | 'out'): Inserted {
  const sid = `SM${hex(random, 32)}`
  const received = {
    ...geography,
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    NumSegments: '1',
    NumMedia: '0',
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
  }
  const seq = insertMessage(db, {
    id: uuid(random, at),
    conversationId: thread.id,
    direction,
    body: body(random, direction, thread.child),
    state: direction === 'in' ? 'received' : 'sending',
    origin: 'person',
    author: direction === 'in' ? null : 'Sam',
    ourNumber: account.number,
    segments: 1,
    createdAt: at,
    sortAt: at,
    sendAt: null,
    noUseAfter: direction === 'in' ? null : at + 4 * 3_600_000,
    sid,
    replacesId: null,
    arrivedWhileAway: false,
    extra: direction === 'in' ? JSON.stringify(received) : null,
  })
  const attempt = uuid(random, at)
  if (direction === 'out') {
    insertAttempt(db, attempt, seq, at)
    updateAttempt(db, attempt, {
      sid,
      outcome: 'accepted',
      phase: 'answered',
      ended_at: at + 150,
      carrier_status: 'queued',
    })
  }
  return { seq, sid, attempt, to: thread.address }
}

/**
 * Adds texts that the carrier has taken and not reported on yet, so that status callbacks find what they speak of.
 * @param now epoch milliseconds; the texts were just written
 */
export function addOpenTexts(file: string, count: number, now: number): readonly OpenText[] {
  const db = openStore({ file, migrationsDir, backupsDir: join(file, '..', 'backups'), now })
  db.pragma('synchronous = OFF')
  const random = seededRandom(now)
  const threads = db
    .prepare<[], Thread>(
      `SELECT c.id, c.address, p.first_name AS child FROM conversation c JOIN guardian_number n ON n.address = c.address
       JOIN guardian g ON g.id = n.guardian_id JOIN player p ON p.family_id = g.family_id ORDER BY c.id`,
    )
    .all()
  const made = db.transaction(() =>
    Array.from({ length: count }, (_, index): OpenText => {
      const thread = pick(random, threads)
      // Written one after the other, the last one just now: ids rise with time, as the app's do.
      const { seq, ...text } = insert(db, random, thread, now - count + index, 'out')
      // As far off as the outbox lets it be: nobody asks the carrier about them while callbacks are measured.
      enqueue(db, {
        message_seq: seq,
        conversation_id: thread.id,
        phase: 'open',
        priority: 0,
        due_at: now + 25 * 60_000,
        deadline: now + 4 * 3_600_000,
      })
      return text
    }),
  )()
  closeStore(db)
  return made
}

/** A message of the past, with what became of it. */
function fillMessage(db: Db, random: Random, thread: Thread, at: number): void {
  const direction = random.next() < 0.45 ? 'in' : 'out'
  const { seq, sid, attempt } = insert(db, random, thread, at, direction)
  if (direction === 'in') return
  const final = random.next() < 0.98 ? 'delivered' : 'undelivered'
  const errorCode = final === 'delivered' ? null : 30_003
  updateAttempt(db, attempt, { carrier_status: final, error_code: errorCode })
  for (const [step, status] of ['sent', final].entries()) {
    const parameters = {
      SmsSid: sid,
      SmsStatus: status,
      MessageStatus: status,
      To: thread.address,
      MessageSid: sid,
      AccountSid: account.accountSid,
      From: account.number,
      ApiVersion: '2010-04-01',
    }
    recordCarrierStatus(db, {
      sid,
      status,
      attemptId: attempt,
      errorCode,
      receivedAt: at + 1_000 * (step + 1),
      parameters: JSON.stringify(parameters),
    })
  }
  setMessageState(db, seq, { state: final === 'delivered' ? 'delivered' : 'failed', at: at + 2_000, errorCode })
  // A person has dealt with the old failures; those of the last two days still stand out.
  if (errorCode !== null && at < lastAt - 2 * 86_400_000)
    db.prepare('UPDATE message SET settled = 1 WHERE seq = ?').run(seq)
}
