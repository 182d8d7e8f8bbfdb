import { fork } from 'node:child_process'
import type { FromAgent } from '../hub/tunnel/messages.ts'
import type { TunnelProcess } from '../hub/tunnel/types.ts'
import { childEnvironment } from './child-environment.ts'

/**
 * Starts the tunnel's program as a child of this Node process.
 * @param file the program: `tunnel-child.js` beside the bundle, or its source where Node runs sources
 */
export function forkTunnel(file: string): TunnelProcess {
  const child = fork(file, {
    env: childEnvironment(process.env),
    execArgv: file.endsWith('.ts') ? ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'] : [],
    // What the SDK prints may hold the authtoken.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const exitListeners: ((code: number | null) => void)[] = []
  let isOver = false
  const over = (code: number | null) => {
    if (isOver) return
    isOver = true
    for (const listener of exitListeners) listener(code)
  }
  child.once('exit', over)
  // Without a process there is no exit either.
  child.on('error', () => {
    if (child.pid === undefined) over(null)
  })
  return {
    pid: child.pid,
    send(message) {
      if (child.connected) child.send(message, () => undefined)
    },
    onMessage(listener) {
      child.on('message', (message) => listener(message as FromAgent))
    },
    onExit: (listener) => exitListeners.push(listener),
    kill() {
      child.kill('SIGKILL')
    },
  }
}
