import Database from 'better-sqlite3'
import { JobStatus, better, defineQueue, defineWorker } from 'plainjob'
import { serveParent } from '../child.ts'
import { pragmas } from '../webhook/pragmas.ts'
import { atOnce, carrierCall } from './carrier-call.ts'

// plainjob with as many workers as the outbox has requests under way, and the same durability.

const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined }
const db = new Database(process.env['BENCH_FILE'])
const queue = defineQueue({ connection: better(db), logger: quiet })
// It sets synchronous=NORMAL, which may lose what was committed when the power goes.
for (const pragma of pragmas) db.pragma(pragma)
const send = carrierCall(process.env['BENCH_CARRIER'] ?? '')

/** Sends so many; milliseconds until all of them are marked as done. */
async function dispatch({ count }: { readonly count: number }): Promise<number> {
  queue.addMany(
    'text',
    Array.from({ length: count }, (_, index) => ({ to: `+1312${2_000_000 + index}` })),
  )
  const doneBefore = queue.countJobs({ status: JobStatus.Done })
  let left = count
  const started = performance.now()
  await new Promise<void>((resolve, reject) => {
    const workers = Array.from({ length: atOnce }, () =>
      defineWorker('text', async (job) => send((JSON.parse(job.data) as { to: string }).to), {
        queue,
        logger: quiet,
        pollIntervall: 5,
        onCompleted: () => {
          left -= 1
          if (left > 0) return
          resolve()
          for (const worker of workers) void worker.stop()
        },
        onFailed: (_job, error) => reject(new Error(error)),
      }),
    )
    for (const worker of workers) worker.start().catch(reject)
  })
  const took = performance.now() - started
  if (queue.countJobs({ status: JobStatus.Done }) - doneBefore !== count) throw new Error('Not all were done.')
  return took
}

serveParent('ready', dispatch, () => {
  queue.close()
  return Promise.resolve()
})
