import type { Db } from '../../db/open.ts'
import { storeFaultOf } from '../../db/store-error.ts'
import type { Room } from '../ipc/contract/changes.ts'
import type { Clock } from './clock.ts'
import type { StoreGuard } from './store-trouble/watch.ts'

/** What a write is given: the connection, its time, and where it says what it changed. */
export interface Write {
  readonly db: Db
  /** One time for the whole write, epoch milliseconds. */
  readonly now: number
  /** The camp's IANA time zone: what its days are told by. */
  readonly zone: string
  /** This message's view changed; its conversation's too. */
  message(seq: number): void
  /** This conversation's view changed. */
  conversation(id: number): void
  /** Texts were put into the outbox or may move on: wake it after the commit. */
  wakeOutbox(): void
  /** Pictures wait to be fetched: wake their fetcher after the commit. */
  wakeMedia(): void
  /** What the screen shows of this room is old. */
  stale(room: Room): void
  /** This player's day changed: the board shows it. */
  player(id: number): void
}

export interface Touched {
  readonly messages: ReadonlySet<number>
  readonly conversations: ReadonlySet<number>
  readonly wakeOutbox: boolean
  readonly wakeMedia: boolean
  readonly stale: ReadonlySet<Room>
  readonly players: ReadonlySet<number>
  /** More of its like may follow at once. */
  readonly together: boolean
}

/** The store as the hub writes to it: every write is one transaction, and is told of only after its commit. */
export interface Store {
  readonly db: Db
  /**
   * Runs `work` in a transaction of its own and commits it durably before returning.
   * @param together more of its like follow at once, and may be told together
   */
  write<Value>(work: (write: Write) => Value, together?: boolean): Value
  /**
   * Runs `work` in the next common transaction and resolves after its commit: what arrives in one turn of the event loop
   * shares one flush to disk. A work that throws undoes itself alone.
   */
  writeSoon<Value>(work: (write: Write) => Value): Promise<Value>
  /** The disk is full: what can wait has to, so that what people type and what comes in still fits. */
  readonly isShort: boolean
}

interface Waiting {
  run(write: Write): void
  committed(): void
  failed(error: unknown): void
}

/** Nobody looks after the disk: tests and tools. */
const unguarded: StoreGuard = { met: () => false, isShort: false }

/**
 * Wraps an open connection.
 * @param committed hears what each commit touched
 * @param guard hears what the disk or the file refuses
 * @param zone the camp's time zone, asked once per write
 */
export function createStore(
  db: Db,
  clock: Clock,
  committed: (touched: Touched) => void,
  guard: StoreGuard = unguarded,
  zone: () => string = () => 'UTC',
): Store {
  let waiting: Waiting[] = []
  // Made once: making one costs more than most works. Within another it is a savepoint.
  const inTransaction = db.transaction((run: () => void) => run())

  /** A failed transaction left nothing behind, so that its work can be done again where there is room now. */
  function write<Value>(work: (write: Write) => Value, together = false): Value {
    try {
      return writeOnce(work, together)
    } catch (error) {
      if (!guard.met(error)) throw error
      return writeOnce(work, together)
    }
  }

  function writeOnce<Value>(work: (write: Write) => Value, together: boolean): Value {
    const messages = new Set<number>()
    const conversations = new Set<number>()
    const stale = new Set<Room>()
    const players = new Set<number>()
    let wakeOutbox = false
    let wakeMedia = false
    let value!: Value
    inTransaction.immediate(() => {
      value = work({
        db,
        now: clock.now(),
        zone: zone(),
        message: (seq) => messages.add(seq),
        conversation: (id) => conversations.add(id),
        wakeOutbox: () => {
          wakeOutbox = true
        },
        wakeMedia: () => {
          wakeMedia = true
        },
        stale: (room) => stale.add(room),
        player: (id) => players.add(id),
      })
    })
    if (wakeOutbox || wakeMedia || messages.size > 0 || conversations.size > 0 || stale.size > 0 || players.size > 0)
      committed({ messages, conversations, wakeOutbox, wakeMedia, stale, players, together })
    return value
  }

  function flush(): void {
    const works = waiting
    waiting = []
    try {
      write((common) => {
        for (const work of works) work.run(common)
      }, true)
    } catch (error) {
      for (const work of works) work.failed(error)
      return
    }
    for (const work of works) work.committed()
  }

  function writeSoon<Value>(work: (write: Write) => Value): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      let outcome: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown }
      waiting.push({
        run(common) {
          try {
            // Nested: a savepoint, so that one bad work does not undo its neighbours.
            inTransaction(() => {
              outcome = { ok: true, value: work(common) }
            })
          } catch (error) {
            // A full disk makes SQLite undo the whole transaction, and with it what the neighbours wrote; what it left of one is
            // done again with the others where there is room.
            if (!db.inTransaction || storeFaultOf(error) !== null) throw error
            outcome = { ok: false, error }
          }
        },
        committed: () => (outcome.ok ? resolve(outcome.value) : reject(outcome.error)),
        failed: reject,
      })
      if (waiting.length === 1) setImmediate(flush)
    })
  }

  return {
    db,
    write,
    writeSoon,
    get isShort() {
      return guard.isShort
    },
  }
}
