import { utilityProcess } from 'electron'
import { childEnvironment } from '../host/child-environment.ts'
import type { ChildProgram } from '../host/fork-child.ts'

/**
 * Starts a program of ours as one of Electron's utility processes. Both sides are ours, so messages are taken as what the other side's types say.
 * @param file the program's bundle, such as `tunnel-child.js`
 * @param serviceName what the system's list of processes calls it
 */
export function forkChild<Sent extends object, Heard>(file: string, serviceName: string): ChildProgram<Sent, Heard> {
  const child = utilityProcess.fork(file, [], {
    env: childEnvironment(process.env),
    serviceName,
    // What a native library prints may hold secrets.
    stdio: 'ignore',
  })
  let unwanted = false

  /** Electron's own way asks (SIGTERM), which a native library's threads may not hear. */
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
      child.on('message', (message: Heard) => listener(message))
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
