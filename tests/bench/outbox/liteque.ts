import Database from 'better-sqlite3'
import { Runner, SqliteQueue, buildDBClient } from 'liteque'
import { serveParent } from '../child.ts'
import { pragmas } from '../webhook/pragmas.ts'
import { atOnce, carrierCall } from './carrier-call.ts'

// liteque with the same requests under way at once and the same durability. Its way of taking a job hands an asynchronous
// function to a synchronous transaction, which better-sqlite3 of today refuses: the same two statements stand here instead.

const file = process.env['BENCH_FILE'] ?? ''
const client = buildDBClient(file, { runMigrations: true })
const db = new Database(file)
for (const pragma of pragmas) db.pragma(pragma)
const send = carrierCall(process.env['BENCH_CARRIER'] ?? '')

type Job = NonNullable<Awaited<ReturnType<SqliteQueue<{ readonly to: string }>['attemptDequeue']>>>

const columns = `id, queue, payload, createdAt, availableAt, status, expireAt, allocationId, numRunsLeft, maxNumRuns, idempotencyKey, priority`
const next = db.prepare<[string, number, number], Job>(
  `SELECT ${columns} FROM tasks WHERE queue = ? AND (availableAt <= ? OR availableAt IS NULL)
   AND (status = 'pending' OR status = 'pending_retry' OR (status = 'running' AND expireAt < ?))
   ORDER BY priority, createdAt LIMIT 1`,
)
const take = db.prepare<[number, string, number, number, string], Job>(
  `UPDATE tasks SET status = 'running', numRunsLeft = ?, allocationId = ?, expireAt = ? WHERE id = ? AND allocationId = ?
   RETURNING ${columns}`,
)
const add = db.prepare(
  `INSERT INTO tasks (queue, payload, createdAt, availableAt, allocationId, numRunsLeft, maxNumRuns, priority)
   VALUES ('text', ?, ?, ?, ?, 1, 1, 0)`,
)
const finish = db.prepare('DELETE FROM tasks WHERE id = ? AND allocationId = ?')
const word = (): string => Math.random().toString(36).substring(2, 15)

class SynchronousQueue extends SqliteQueue<{ readonly to: string }> {
  override attemptDequeue({ timeoutSecs }: { readonly timeoutSecs: number }): Promise<Job | null> {
    const now = Date.now()
    const job = db
      .transaction(() => {
        const found = next.get('text', now, Math.floor(now / 1000))
        if (!found) return null
        return (
          take.get(found.numRunsLeft - 1, word(), Math.floor(now / 1000) + timeoutSecs, found.id, found.allocationId) ??
          null
        )
      })
      .immediate()
    return Promise.resolve(job)
  }

  // On the same connection: another one would wait for its lock.
  override finalize(id: number, allocation: string): Promise<void> {
    finish.run(id, allocation)
    return Promise.resolve()
  }
}

const queue = new SynchronousQueue('text', client, { defaultJobArgs: { numRetries: 0 }, keepFailedJobs: true })

/** Sends so many; milliseconds until all of them are gone from the queue. */
async function dispatch({ count }: { readonly count: number }): Promise<number> {
  const now = Date.now()
  db.transaction(() => {
    for (let index = 0; index < count; index++)
      add.run(JSON.stringify({ to: `+1312${2_000_000 + index}` }), Math.floor(now / 1000), now, word())
  })()
  let sent = 0
  const started = performance.now()
  const runner = new Runner(
    queue,
    {
      run: async (job) => {
        await send(job.data.to)
        sent += 1
      },
    },
    { pollIntervalMs: 5, timeoutSecs: 60, concurrency: atOnce },
  )
  await runner.runUntilEmpty()
  if (sent !== count) throw new Error(`Only ${sent} were sent.`)
  return performance.now() - started
}

serveParent('ready', dispatch, () => {
  db.close()
  return Promise.resolve()
})
