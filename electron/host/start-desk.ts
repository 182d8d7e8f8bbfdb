import { join } from 'node:path'
import { realClock } from '../hub/clock.ts'
import { CallFailure, startFailureOf } from '../hub/failure.ts'
import type { StartFailure } from '../hub/failure.ts'
import type { Log } from '../hub/log.ts'
import { osKeychain } from '../hub/secrets/os-keychain.ts'
import { createMending, describeTrouble } from '../hub/store-trouble/mend.ts'
import type { Mending } from '../hub/store-trouble/mend.ts'
import { startCalls } from '../ipc/contract/start-calls.ts'
import type { StartTroubleView } from '../ipc/contract/start-views.ts'
import type { Dispatch } from '../ipc/register.ts'
import { holderOf, launchHub, openLog } from './launch.ts'
import type { Launched, LaunchOptions } from './launch.ts'

export interface StartDeskOptions extends LaunchOptions {
  /** The hub stands, at the first try or a later one. */
  readonly started: (launched: Launched) => Promise<void> | void
  /** The hub could not start; the page shows it. */
  readonly failed: (failure: StartFailure) => void
  /** Shows the data folder in the system's file manager; absent where the host cannot. */
  readonly openFolder?: () => Promise<unknown>
}

/** Stands where the page's calls come in: passes them to the hub, and while that cannot start, answers for it. */
export interface StartDesk {
  readonly dispatch: Dispatch
  readonly launched: Launched | null
  /** Starts the hub; never rejects for a start that fails. */
  start(): Promise<void>
}

export function createStartDesk(options: StartDeskOptions): StartDesk {
  const { dataDir, openFolder } = options
  const log = openedEachTime(dataDir)
  const mending = mendingOf(options, log)
  let launched: Launched | null = null
  let failure: StartFailure | null = null
  let starting: Promise<void> | null = null
  let attended: Promise<void> | void
  let isMending = false
  /** Calls that come before the first start wait for it. */
  let begun = (): void => {}
  const first = new Promise<void>((resolve) => {
    begun = resolve
  })

  function start(): Promise<void> {
    starting ??= attempt().finally(() => {
      starting = null
    })
    begun()
    return starting.then(() => attended)
  }

  async function attempt(): Promise<void> {
    if (launched) return
    failure = null
    try {
      launched = await launchHub(options)
    } catch (error) {
      failure = startFailureOf(error, dataDir)
      options.failed(failure)
      return
    }
    // Calls are answered at once: what else stands around a hub is no reason to wait.
    attended = options.started(launched)
  }

  function trouble(): StartTroubleView | null {
    return failure && describeTrouble(failure, dataDir, openFolder !== undefined)
  }

  /** One at a time, each followed by a start. */
  async function mendBy(work: () => Promise<void> | void): Promise<StartTroubleView | null> {
    if (isMending) throw new CallFailure('conflict', 'This is being mended already.')
    isMending = true
    try {
      await work()
    } finally {
      isMending = false
    }
    await start()
    return trouble()
  }

  function answer(name: unknown, input: unknown): Promise<StartTroubleView | null> | StartTroubleView | null {
    switch (name) {
      case 'start.trouble':
        return trouble()
      case 'start.tryAgain':
        return mendBy(() => undefined)
      case 'start.openFolder':
        return openFolder ? openFolder().then(trouble) : trouble()
      case 'start.putBack': {
        const { file, passphrase } = startCalls['start.putBack'].input.parse(input)
        return mendBy(() => mending.putBack(file, passphrase))
      }
      case 'start.openReadable':
        return mendBy(mending.openReadable)
      case 'start.beginEmpty':
        return mendBy(mending.beginEmpty)
      default:
        throw new CallFailure('not-started', 'The app could not start.')
    }
  }

  return {
    get launched() {
      return launched
    },
    start,
    async dispatch(name, input) {
      await first
      await starting
      if (launched) return launched.dispatch(name, input)
      try {
        return { ok: true, value: await answer(name, input) }
      } catch (error) {
        if (error instanceof CallFailure) return { ok: false, error: error.toError() }
        log.error('start-call-broke', { call: String(name), error })
        const details = error instanceof Error ? error.message : String(error)
        return { ok: false, error: { code: 'internal', message: 'That did not work.', details } }
      }
    },
  }
}

function mendingOf({ dataDir, bundleDir, host, forkChild }: LaunchOptions, log: Log): Mending {
  const clock = realClock()
  return createMending({
    dataDir,
    migrationsDir: join(bundleDir, 'migrations'),
    openKeychain: () =>
      osKeychain({ start: () => forkChild(join(bundleDir, 'keychain-child.js'), 'PTP Comms Hub keychain'), clock }),
    startCopier: () => forkChild(join(bundleDir, 'copier-child.js'), 'PTP Comms Hub copier'),
    clock,
    log,
    holder: holderOf(host),
  })
}

/** The hub's own log is closed while there is no hub. */
function openedEachTime(dataDir: string): Log {
  const write =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (event, fields) => {
      const log = openLog(dataDir)
      log[level](event, fields)
      log.close()
    }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
