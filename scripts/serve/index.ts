import { join, resolve } from 'node:path'
import { parseEnvironment } from '../../electron/hub/environment.ts'
import { StartFailure } from '../../electron/hub/failure.ts'
import { forkChild } from '../../electron/host/fork-child.ts'
import { leftToHub } from '../../electron/host/left-to-hub.ts'
import { createStartDesk } from '../../electron/host/start-desk.ts'
import { defaultDataDir } from '../../electron/host/data-dir.ts'
import { writeReport } from '../../electron/host/report.ts'
import { productName, version } from '../../package.json'
import { openPageServer } from './server.ts'
import type { PageServer } from './server.ts'
import { openSockets } from './sockets.ts'

/** How long a stop may take, in milliseconds, before it is cut short. */
const stopDeadline = 3_000

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env, process.argv.slice(2), { packaged: false })
  const dataDir = resolve(environment.dataDir ?? defaultDataDir(process.env, process.platform, productName))
  const bundleDir = import.meta.dirname
  // The page shows what happens itself; a browser tab has no notifications of the system's to send.
  const notify = () => {}
  let page: PageServer | null = null
  let sockets: ReturnType<typeof openSockets> | null = null
  const desk = createStartDesk({
    dataDir,
    host: 'browser',
    version,
    bundleDir,
    environment,
    notify,
    forkChild,
    lost: (error) => breakDown('not-restarted', error),
    started({ hub }) {
      hub.subscribe((batch) => sockets?.push(batch))
      if (page) console.log(`PTP Comms Hub ready at ${addressOf(page)}`)
      if (hub.webhookAddress !== null) console.log(`Webhooks at ${hub.webhookAddress}`)
    },
    failed(failure) {
      console.error(wordsOf(failure))
      // Whoever holds the folder has the page.
      if (failure.code === 'locked') return stop(1)
      if (page) console.log(`PTP Comms Hub needs help at ${addressOf(page)}`)
    },
  })

  function breakDown(kind: string, error: unknown): void {
    if (leftToHub(desk.launched, kind, error)) return
    desk.launched?.log.error(kind, { error })
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
    const { launched } = desk
    Promise.resolve(launched?.hub.stop(stopDeadline))
      .catch((error: unknown) => launched?.log.error('stop-failed', { error }))
      .finally(() => {
        launched?.log.close()
        process.exit(code)
      })
  }

  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  process.on('SIGHUP', () => stop(0))
  process.on('uncaughtException', (error) => breakDown('uncaught-exception', error))
  process.on('unhandledRejection', (error) => breakDown('unhandled-rejection', error))

  // Before the hub: where that cannot start, the page says why and what can be done.
  try {
    page = await openPageServer(
      environment.port,
      join(bundleDir, '..', 'renderer'),
      (id) => desk.launched?.hub.media(id) ?? null,
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartFailure(
      'bad-environment',
      `Port ${environment.port} on 127.0.0.1 cannot be used: choose another with PTP_PORT.`,
      reason,
    )
  }
  sockets = openSockets(page.server, page.access, desk.dispatch)
  await desk.start()
}

const addressOf = ({ port, access }: PageServer): string => `http://127.0.0.1:${port}/?token=${access.token}`

function wordsOf(error: unknown): string {
  const words = error instanceof StartFailure ? error.message : 'PTP Comms Hub cannot start because of a fault in it.'
  const details = error instanceof StartFailure ? error.details : String(error)
  return details === undefined ? words : `${words} (${details.replaceAll(/\s+/g, ' ')})`
}

main().catch((error: unknown) => {
  console.error(wordsOf(error))
  process.exitCode = 1
})
