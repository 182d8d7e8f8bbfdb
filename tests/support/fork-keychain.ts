import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { FromKeychain } from '../../electron/hub/secrets/messages.ts'
import type { KeychainProcess } from '../../electron/hub/secrets/os-keychain.ts'

const program = join(import.meta.dirname, '..', '..', 'electron', 'hub', 'secrets', 'child.ts')

/** Starts the keychain's process from its source, as a host of Node's would; with nothing of ours in its environment. */
export function forkKeychain(): KeychainProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PTP_')))
  const child = fork(program, {
    env,
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message)
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as FromKeychain)),
    onExit: (listener) => child.on('exit', listener),
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}
