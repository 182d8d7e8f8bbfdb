import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { forkChild } from '../../../electron/host/fork-child.ts'
import { parseEnvironment } from '../../../electron/hub/environment.ts'
import { startHub } from '../../../electron/hub/hub.ts'
import { silentLog } from '../../../electron/hub/log.ts'
import { registerCalls } from '../../../electron/ipc/register.ts'
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
    tunnel: () => forkChild('tunnel'),
    keychain: () => forkChild('keychain'),
    inspector: () => forkChild('inspector'),
    copier: () => forkChild('copier'),
  },
  log: silentLog,
})
const dispatch = registerCalls(hub.handlers, silentLog)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

serveParent<VictimRequest>(
  Number(new URL(hub.webhookAddress ?? '').port),
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
  () => hub.stop(500),
)
