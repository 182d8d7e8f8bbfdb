import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { forkChild } from '../../electron/host/fork-child.ts'
import type { Clock } from '../../electron/hub/clock.ts'
import { parseEnvironment } from '../../electron/hub/environment.ts'
import { startHub } from '../../electron/hub/hub.ts'
import type { Hub, HubNotification, HubOptions } from '../../electron/hub/hub.ts'
import { startRenewingHub } from '../../electron/hub/renewing-hub.ts'
import { silentLog } from '../../electron/hub/log.ts'
import type { DebugSwitch, Log } from '../../electron/hub/log.ts'
import type { Change, ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import { migrationsDir } from './test-store.ts'
import { temporaryFolder } from './temporary-folder.ts'

const program = (room: string): string => join(import.meta.dirname, '..', '..', 'electron', 'hub', room, 'child.ts')

export interface TestHub {
  readonly hub: Hub
  readonly dataDir: string
  readonly batches: ChangeBatch[]
  readonly notifications: HubNotification[]
  changes<Type extends Change['type']>(type: Type): readonly Extract<Change, { readonly type: Type }>[]
}

/** A whole hub on a data folder of its own (or a given one), stopped when the test is over. */
export async function testHub(options: {
  readonly clock: Clock
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  readonly log?: Log & Partial<DebugSwitch>
  /** Begins anew by itself after a restore, as in the hosts. */
  readonly renewing?: boolean
}): Promise<TestHub> {
  const dataDir = options.dataDir ?? temporaryFolder()
  const batches: ChangeBatch[] = []
  const notifications: HubNotification[] = []
  const given: HubOptions = {
    dataDir,
    host: 'browser',
    version: '0.0.0',
    platform: 'linux',
    environment: parseEnvironment({ PTP_WEBHOOK_PORT: '0', ...options.env }, [], { packaged: false }),
    migrationsDir,
    notify: (notification) => notifications.push(notification),
    spawn: {
      tunnel: () => forkChild(program('tunnel')),
      keychain: () => forkChild(program('secrets')),
      inspector: () => forkChild(program('diagnostics')),
      copier: () => forkChild(program('backup')),
    },
    log: options.log ?? silentLog,
    clock: options.clock,
  }
  const fail = (error: unknown): never => {
    throw error
  }
  const hub = options.renewing === true ? await startRenewingHub(given, fail) : await startHub(given)
  let stopped: Promise<void> | null = null
  const stopOnce = (deadline: number): Promise<void> => (stopped ??= hub.stop(deadline))
  onTestFinished(() => stopOnce(0))
  hub.subscribe((batch) => batches.push(batch))
  return {
    hub: {
      ...hub,
      get webhookAddress() {
        return hub.webhookAddress
      },
      stop: stopOnce,
    },
    dataDir,
    batches,
    notifications,
    changes: (type) =>
      batches
        .flatMap((batch) => batch.changes)
        .filter((change): change is Extract<Change, { type: typeof type }> => change.type === type),
  }
}
