import Database from 'better-sqlite3'
import { watchMoments } from './traffic.ts'

/** Where in its work the hub can be made to die. The product knows nothing of it. */
export const deathPoints = [
  /** The attempt is committed; the request's last byte is about to leave. */
  'create-leaves',
  /** The carrier's answer has come; nothing of it is stored. */
  'create-answered',
  /** A callback has come; nothing of it is stored. */
  'callback-comes',
  /** What a callback says is stored and answered. */
  'callback-answered',
  /** An inbound text has come; nothing of it is stored. */
  'text-comes',
  /** Everything of a transaction is written but its commit. */
  'before-commit',
  /** A transaction is committed; nobody was told. */
  'after-commit',
] as const
export type DeathPoint = (typeof deathPoints)[number]

/** The next death: at the point, after it was passed `skip` times. */
export interface Death {
  readonly point: DeathPoint
  readonly skip: number
}

export interface DeathBed {
  /** Null takes it back. */
  arm(death: Death | null): void
  /** Every connection that has run a transaction. */
  databases(): readonly Database.Database[]
}

/** How it dies: at once, as by power or by the system's task manager. */
function die(): never {
  process.kill(process.pid, 'SIGKILL')
  // The signal is on its way; not one more line runs meanwhile.
  for (;;);
}

const isCreate = (method: string, path: string): boolean => method === 'POST' && path.endsWith('/Messages.json')

/** Lets this process be killed from within, at points named. Call it before the hub is started. */
export function prepareDeath(): DeathBed {
  let armed: Death | null = null
  let left = 0

  function at(point: DeathPoint): void {
    if (armed?.point !== point) return
    if (left === 0) die()
    left -= 1
  }

  watchMoments({
    requestLeaves: (method, path) => isCreate(method, path) && at('create-leaves'),
    answerComes: (method, path) => isCreate(method, path) && at('create-answered'),
    requestComes(_method, path) {
      if (path.startsWith('/twilio/status')) at('callback-comes')
      else if (path.startsWith('/twilio/sms')) at('text-comes')
    },
    answerLeaves: (_method, path) => path.startsWith('/twilio/status') && at('callback-answered'),
  })
  const seen = new Set<Database.Database>()
  watchCommits(
    seen,
    () => at('before-commit'),
    () => at('after-commit'),
  )
  return {
    arm(death) {
      armed = death
      left = death?.skip ?? 0
    },
    databases: () => [...seen],
  }
}

/** Calls `before` and `after` around the commit of every transaction of this process, but not of one within another. */
function watchCommits(seen: Set<Database.Database>, before: () => void, after: () => void): void {
  const { prototype } = Database as unknown as { prototype: Database.Database }
  const original = prototype.transaction
  type Work = (...parameters: unknown[]) => unknown
  function transaction(this: Database.Database, work: Work): unknown {
    seen.add(this)
    const watched = original.call(this, (...parameters: unknown[]) => {
      const value = work(...parameters)
      if (depth(this) === 1) before()
      return value
    })
    const around =
      (run: Work): Work =>
      (...parameters) => {
        deepen(this, 1)
        try {
          return run(...parameters)
        } finally {
          deepen(this, -1)
          if (depth(this) === 0) after()
        }
      }
    return Object.assign(around(watched), {
      default: around(watched.default),
      deferred: around(watched.deferred),
      immediate: around(watched.immediate),
      exclusive: around(watched.exclusive),
      database: this,
    })
  }
  prototype.transaction = transaction as unknown as typeof original
}

const depths = new WeakMap<object, number>()
const depth = (db: object): number => depths.get(db) ?? 0
const deepen = (db: object, by: number): void => {
  depths.set(db, depth(db) + by)
}
