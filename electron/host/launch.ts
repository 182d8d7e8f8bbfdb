import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startFailureOf } from '../hub/failure.ts'
import type { Hub, HubOptions } from '../hub/hub.ts'
import { startRenewingHub } from '../hub/renewing-hub.ts'
import { noFileLog, openFileLog } from '../hub/log.ts'
import type { FileLog } from '../hub/log.ts'
import type { ChildProgram } from './fork-child.ts'
import { registerCalls } from '../ipc/register.ts'
import type { Dispatch } from '../ipc/register.ts'

export interface LaunchOptions extends Pick<
  HubOptions,
  'dataDir' | 'host' | 'version' | 'environment' | 'notify' | 'browse'
> {
  /** Starts the program of a bundle in a process of its own. */
  readonly forkChild: <Sent extends object, Heard>(file: string, serviceName: string) => ChildProgram<Sent, Heard>
  /** Folder of the running bundle; the migrations stand beside it. */
  readonly bundleDir: string
  /** Hears why the hub could not begin again on a restored store: the host says so and ends. */
  readonly lost: (error: unknown) => void
}

export interface Launched {
  readonly hub: Hub
  readonly dispatch: Dispatch
  readonly log: FileLog
}

/** Who holds the data folder, in words for whoever finds it taken. */
export const holderOf = (host: HubOptions['host']): string => (host === 'electron' ? 'the app' : 'the browser host')

/**
 * Starts the hub for a host.
 * @throws StartFailure in words for the person at the screen.
 */
export async function launchHub(options: LaunchOptions): Promise<Launched> {
  const { dataDir, bundleDir, environment, host, version, notify } = options
  const log = openLog(dataDir)
  try {
    log.info('start', { version, host, node: process.versions.node, electron: process.versions['electron'] ?? null })
    const hub = await startRenewingHub(
      {
        dataDir,
        host,
        version,
        platform: process.platform,
        environment,
        migrationsDir: join(bundleDir, 'migrations'),
        notify,
        spawn: {
          tunnel: () => options.forkChild(join(bundleDir, 'tunnel-child.js'), 'PTP Comms Hub tunnel'),
          keychain: () => options.forkChild(join(bundleDir, 'keychain-child.js'), 'PTP Comms Hub keychain'),
          inspector: () => options.forkChild(join(bundleDir, 'inspector-child.js'), 'PTP Comms Hub inspector'),
          copier: () => options.forkChild(join(bundleDir, 'copier-child.js'), 'PTP Comms Hub copier'),
        },
        log,
        ...(options.browse === undefined ? {} : { browse: options.browse }),
      },
      options.lost,
    )
    return { hub, dispatch: registerCalls(hub.handlers, log), log }
  } catch (error) {
    log.error('start-failed', { error })
    log.close()
    throw startFailureOf(error, dataDir)
  }
}

/** The log of a data folder; it keeps nothing where none can be opened. */
export function openLog(dataDir: string): FileLog {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return openFileLog({ folder: join(dataDir, 'logs'), now: Date.now })
  } catch {
    return noFileLog
  }
}
