import { forkChild } from '../../electron/host/fork-child.ts'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serialize } from 'node:v8'
import { parseEnvironment } from '../../electron/hub/environment.ts'
import { startHub } from '../../electron/hub/hub.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { registerCalls } from '../../electron/ipc/register.ts'
import { serveParent } from './child.ts'
import { migrationsDir } from './fill-store.ts'

// The whole hub in a process of its own, as both hosts run it; what it publishes is serialised as for a page that listens.

export interface HubReady {
  readonly port: number
}

export type HubRequest =
  | { readonly kind: 'call'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'search'; readonly queries: readonly string[]; readonly rounds: number }
  /** Watches the event loop from now on; `delays` ends it and says what was seen. */
  | { readonly kind: 'watch' }
  | { readonly kind: 'delays' }

export interface DelayAnswer {
  /** Event-loop delay in milliseconds, without the resolution of its timer. */
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface SearchAnswer {
  readonly text: string
  /** Each in milliseconds. */
  readonly times: readonly number[]
  readonly hits: number
}

const environment = parseEnvironment(process.env, [], { packaged: false })
const hub = await startHub({
  dataDir: environment.dataDir ?? '',
  host: 'browser',
  version: '0.0.0',
  platform: process.platform,
  environment,
  migrationsDir,
  notify: () => undefined,
  // Neither a tunnel, a keychain nor an inspection is asked for here.
  spawn: {
    tunnel: () => forkChild('tunnel'),
    keychain: () => forkChild('keychain'),
    inspector: () => forkChild('inspector'),
    copier: () => forkChild('copier'),
  },
  log: silentLog,
})
const dispatch = registerCalls(hub.handlers, silentLog)
hub.subscribe((batch) => serialize(batch))

const resolution = 2
let histogram: ReturnType<typeof monitorEventLoopDelay> | null = null

/** Runs a call as a host does: parsed, carried out, its result serialised for the page. */
async function call(name: string, input: unknown): Promise<unknown> {
  const result = await dispatch(name, input)
  serialize(result)
  if (!result.ok) throw new Error(`${name}: ${result.error.message} ${result.error.details ?? ''}`)
  return result.value
}

async function search(queries: readonly string[], rounds: number): Promise<readonly SearchAnswer[]> {
  const answers = queries.map((text) => ({ text, times: [] as number[], hits: 0 }))
  for (let round = 0; round < rounds; round++) {
    for (const answer of answers) {
      const started = performance.now()
      const found = (await call('search.query', { text: answer.text, limit: 50 })) as {
        messages: unknown[]
        conversations: unknown[]
      }
      answer.times.push(performance.now() - started)
      answer.hits = found.messages.length + found.conversations.length
    }
  }
  return answers
}

function delays(): DelayAnswer {
  const watched = histogram
  if (!watched) throw new Error('Nothing was watched.')
  watched.disable()
  histogram = null
  // The timer's own interval is part of each sample.
  const delay = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution)
  return { p50: delay(watched.percentile(50)), p99: delay(watched.percentile(99)), max: delay(watched.max) }
}

serveParent<HubRequest>(
  { port: Number(new URL(hub.webhookAddress ?? '').port) } satisfies HubReady,
  async (request) => {
    switch (request.kind) {
      case 'call':
        return call(request.name, request.input)
      case 'search':
        return search(request.queries, request.rounds)
      case 'watch':
        histogram = monitorEventLoopDelay({ resolution })
        histogram.enable()
        return null
      case 'delays':
        return delays()
    }
  },
  () => hub.stop(500),
)
