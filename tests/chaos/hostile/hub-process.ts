import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { forkChild } from '../../../electron/host/fork-child.ts'
import { parseEnvironment } from '../../../electron/hub/environment.ts'
import { startHub } from '../../../electron/hub/hub.ts'
import { silentLog } from '../../../electron/hub/log.ts'
import { registerCalls } from '../../../electron/ipc/register.ts'
import { openPageServer } from '../../../scripts/serve/server.ts'
import { openSockets } from '../../../scripts/serve/sockets.ts'
import { serveParent } from '../../bench/child.ts'
import { migrationsDir } from '../../bench/fill-store.ts'

// The whole hub in a process of its own: a crash of it is a crash, and its memory is its own.

export type VictimRequest =
  | { readonly kind: 'call'; readonly name: unknown; readonly input: unknown }
  | { readonly kind: 'memory' }

export interface VictimMemory {
  /** Bytes of the heap after a collection. */
  readonly heap: number
}

/** Where the hub listens, and where its page is served from. */
export interface VictimReady {
  readonly port: number
  readonly pagePort: number
  /** What the app's own page carries. */
  readonly cookie: string
}

const program = (room: string): string =>
  join(import.meta.dirname, '..', '..', '..', 'electron', 'hub', room, 'child.ts')
const environment = parseEnvironment(process.env, [], { packaged: false })
const hub = await startHub({
  dataDir: environment.dataDir ?? '',
  host: 'browser',
  version: '0.0.0',
  platform: process.platform,
  environment,
  migrationsDir,
  notify: () => undefined,
  spawn: {
    tunnel: () => forkChild(program('tunnel')),
    keychain: () => forkChild(program('secrets')),
    inspector: () => forkChild(program('diagnostics')),
    copier: () => forkChild(program('backup')),
  },
  log: silentLog,
})
const dispatch = registerCalls(hub.handlers, silentLog)

const page = await openPageServer(0, environment.dataDir ?? '', () => null)
const sockets = openSockets(page.server, page.access, dispatch)
hub.subscribe(sockets.push)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

serveParent<VictimRequest>(
  {
    port: Number(new URL(hub.webhookAddress ?? '').port),
    pagePort: page.port,
    cookie: page.access.cookie.split(';')[0] ?? '',
  } satisfies VictimReady,
  async (request) => {
    switch (request.kind) {
      case 'call':
        return dispatch(request.name, request.input)
      case 'memory':
        collect()
        collect()
        return { heap: process.memoryUsage().heapUsed } satisfies VictimMemory
    }
  },
  () => {
    sockets.close()
    page.server.close()
    page.server.closeAllConnections()
    return hub.stop(500)
  },
)
