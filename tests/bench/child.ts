import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cleanEnvironment } from './clean-environment.ts'

/** A process of the bench's own, spoken to by messages. */
export interface BenchProcess<First> {
  readonly pid: number
  /** What it said when it was ready. */
  readonly first: First
  ask<Answer>(request: object): Promise<Answer>
  stop(): Promise<void>
}

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

interface Envelope {
  readonly id: number
  readonly content: unknown
}

const startId = 0
const endId = -1

/** BENCH_PROFILE names a folder that each process leaves its CPU profile in. */
const profileFolder = process.env['BENCH_PROFILE']
const profiling = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : []

/** Starts a TypeScript file in a process of its own and waits until it is ready. */
export async function startProcess<First>(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BenchProcess<First>> {
  const child = fork(file, {
    env: cleanEnvironment(env),
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', ...profiling],
    serialization: 'advanced',
  })
  const waiting = new Map<number, Waiting>()
  let lastId = startId
  const answerTo = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })
  child.on('message', (message) => {
    const { id, content } = message as Envelope
    waiting.get(id)?.resolve(content)
    waiting.delete(id)
  })
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with code ${code}.`))
  })
  const first = (await answerTo(startId)) as First
  return {
    pid: child.pid ?? 0,
    first,
    ask<Answer>(content: object) {
      lastId += 1
      const answer = answerTo(lastId)
      child.send({ id: lastId, content })
      return answer as Promise<Answer>
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      if (child.connected) child.send({ id: endId, content: null } satisfies Envelope)
      const cut = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(cut)
    },
  }
}

/** The other side: says that it is ready, answers requests, and ends when its parent lets go of it. */
export function serveParent<Request>(
  first: unknown,
  handle: (request: Request) => Promise<unknown>,
  end: () => Promise<void>,
): void {
  const send = (envelope: Envelope) => {
    if (process.connected) process.send?.(envelope)
  }
  const leave = () => {
    void end().then(() => process.exit(0))
  }
  process.on('message', (message) => {
    const { id, content } = message as Envelope
    if (id === endId) return leave()
    handle(content as Request).then(
      (answer) => send({ id, content: answer }),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', leave)
  send({ id: startId, content: first })
}
