import { fork } from 'node:child_process'
import { childEnvironment } from './child-environment.ts'

/** A program of ours in a process of its own (the tunnel's, the keychain's), however a host starts it. */
export interface ChildProgram<Sent, Heard> {
  readonly pid: number | undefined
  send(message: Sent): void
  onMessage(listener: (message: Heard) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

/**
 * Starts a program as a child of this Node process. Both sides are ours, so messages are taken as what the other side's types say.
 * @param file the program: a bundle (`tunnel-child.js`), or its source where Node runs sources
 */
export function forkChild<Sent extends object, Heard>(file: string): ChildProgram<Sent, Heard> {
  const child = fork(file, {
    env: childEnvironment(process.env),
    execArgv: file.endsWith('.ts') ? ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'] : [],
    // What a native library prints may hold secrets.
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
      child.on('message', (message) => listener(message as Heard))
    },
    onExit: (listener) => exitListeners.push(listener),
    kill() {
      child.kill('SIGKILL')
    },
  }
}
