import { join, resolve } from 'node:path'
import { parseEnvironment } from '../../electron/hub/environment.ts'
import { StartFailure } from '../../electron/hub/failure.ts'
import { forkChild } from '../../electron/host/fork-child.ts'
import { launchHub } from '../../electron/host/launch.ts'
import { defaultDataDir } from '../../electron/host/data-dir.ts'
import { writeReport } from '../../electron/host/report.ts'
import { productName, version } from '../../package.json'
import { openPageServer } from './server.ts'
import { openSockets } from './sockets.ts'

/** How long a stop may take, in milliseconds, before it is cut short. */
const stopDeadline = 3_000

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env, process.argv.slice(2), { packaged: false })
  const dataDir = resolve(environment.dataDir ?? defaultDataDir(process.env, process.platform, productName))
  const bundleDir = import.meta.dirname
  // The page shows what happens itself; a browser tab has no notifications of the system's to send.
  const notify = () => {}
  const { hub, dispatch, log } = await launchHub({
    dataDir,
    host: 'browser',
    version,
    bundleDir,
    environment,
    notify,
    forkChild,
    lost: (error) => breakDown('not-restarted', error),
  })

  function breakDown(kind: string, error: unknown): void {
    log.error(kind, { error })
    const report = writeReport(dataDir, kind, { error })
    console.error(`PTP Comms Hub met a fault and stops.${report === null ? '' : ` What happened is in ${report}`}`)
    stop(1)
  }

  let stopping = false
  function stop(code: number): void {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(code), stopDeadline + 500).unref()
    sockets?.close()
    page?.server.close()
    page?.server.closeAllConnections()
    hub
      .stop(stopDeadline)
      .catch((error: unknown) => log.error('stop-failed', { error }))
      .finally(() => {
        log.close()
        process.exit(code)
      })
  }

  let page: Awaited<ReturnType<typeof openPageServer>> | null = null
  let sockets: ReturnType<typeof openSockets> | null = null
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  process.on('SIGHUP', () => stop(0))
  process.on('uncaughtException', (error) => breakDown('uncaught-exception', error))
  process.on('unhandledRejection', (error) => breakDown('unhandled-rejection', error))

  try {
    page = await openPageServer(environment.port, join(bundleDir, '..', 'renderer'), hub.media)
  } catch (error) {
    await hub.stop(stopDeadline)
    log.close()
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartFailure(
      'bad-environment',
      `Port ${environment.port} on 127.0.0.1 cannot be used: choose another with PTP_PORT.`,
      reason,
    )
  }
  sockets = openSockets(page.server, page.access, dispatch)
  hub.subscribe(sockets.push)

  console.log(`PTP Comms Hub ready at http://127.0.0.1:${page.port}/?token=${page.access.token}`)
  if (hub.webhookAddress !== null) console.log(`Webhooks at ${hub.webhookAddress}`)
}

main().catch((error: unknown) => {
  const words = error instanceof StartFailure ? error.message : 'PTP Comms Hub cannot start because of a fault in it.'
  const details = error instanceof StartFailure ? error.details : String(error)
  console.error(details === undefined ? words : `${words} (${details.replaceAll(/\s+/g, ' ')})`)
  process.exitCode = 1
})
