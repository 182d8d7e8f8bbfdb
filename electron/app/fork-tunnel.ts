import { utilityProcess } from 'electron'
import { childEnvironment } from '../host/child-environment.ts'
import type { FromAgent } from '../hub/tunnel/messages.ts'
import type { TunnelProcess } from '../hub/tunnel/types.ts'

/**
 * Starts the tunnel's program as one of Electron's utility processes.
 * @param file `tunnel-child.js` beside the bundle
 */
export function forkTunnel(file: string): TunnelProcess {
  const child = utilityProcess.fork(file, [], {
    env: childEnvironment(process.env),
    serviceName: 'Tunnel',
    // What the SDK prints may hold the authtoken.
    stdio: 'ignore',
  })
  let unwanted = false

  /** Electron's own way asks (SIGTERM), which the SDK's threads may not hear. */
  function end(): void {
    const { pid } = child
    if (pid === undefined) return
    child.kill()
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has gone by itself.
    }
  }
  child.once('spawn', () => {
    if (unwanted) end()
  })

  return {
    get pid() {
      return child.pid
    },
    send: (message) => child.postMessage(message),
    onMessage(listener) {
      child.on('message', (message: FromAgent) => listener(message))
    },
    onExit(listener) {
      child.once('exit', listener)
    },
    kill() {
      unwanted = true
      end()
    },
  }
}
