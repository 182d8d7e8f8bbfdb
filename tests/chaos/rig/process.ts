import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cleanEnvironment } from '../../bench/clean-environment.ts'
import type { Begin } from './child.ts'
import type { Timed } from './conductor.ts'
import type { FromChild, ToChild } from './protocol.ts'

/** The process ended before it answered. */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone'
}

/** A process of the harness's own, on the harness's clock. */
export interface ChaosProcess extends Timed {
  readonly pid: number
  readonly isAlive: boolean
  /** Settles when it has ended: with its exit code, or the signal that ended it. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Tells it to begin; resolves with the first thing it says. */
  begin<First>(begin: Begin<unknown>): Promise<First>
  /** @throws {ProcessGone} where it ends before it has answered */
  ask<Answer>(request: object): Promise<Answer>
  onEvent(listener: (event: unknown) => void): void
  jump(by: number): void
  signal(signal: NodeJS.Signals): void
  /** Asks it to end, and waits until it has; cut off after `patience` real ms. */
  end(patience?: number): Promise<void>
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Starts a TypeScript file in a process of its own, which loads its modules and waits to be told to begin.
 * @param cache folder where Node keeps what it compiled
 */
export function startChaosProcess(
  file: string,
  cache: string,
  env: Readonly<Record<string, string>> = {},
): ChaosProcess {
  const child = fork(file, {
    env: cleanEnvironment({ NODE_COMPILE_CACHE: cache, ...env }),
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, Waiting>()
  const listeners: ((event: unknown) => void)[] = []
  let lastId = 0
  let isGone = false
  let passed: { readonly to: number; resolve(state: Awaited<ReturnType<Timed['grant']>>): void } | null = null
  let loaded: () => void = () => undefined
  const isLoaded = new Promise<void>((resolve) => {
    loaded = resolve
  })

  const ended = once(child, 'exit').then(([code, signal]) => {
    isGone = true
    for (const { reject } of waiting.values()) reject(new ProcessGone(`${file} ended.`))
    waiting.clear()
    passed?.resolve(null)
    passed = null
    return { code: code as number | null, signal: signal as NodeJS.Signals | null }
  })

  const send = (message: ToChild): void => {
    // What cannot be sent any more is answered by the end of the process.
    if (child.connected) child.send(message, () => undefined)
  }

  child.on('error', () => undefined)
  child.on('message', (received) => {
    const message = received as FromChild
    switch (message.kind) {
      case 'loaded':
        loaded()
        return
      case 'passed': {
        if (message.to !== passed?.to) return
        const { resolve } = passed
        passed = null
        resolve({ busy: message.busy, nextDue: message.nextDue })
        return
      }
      case 'answer':
        waiting.get(message.id)?.resolve(message.value)
        waiting.delete(message.id)
        return
      case 'refusal':
        waiting.get(message.id)?.reject(new Error(message.message))
        waiting.delete(message.id)
        return
      case 'event':
        for (const listener of listeners) listener(message.event)
    }
  })

  function ask<Answer>(request: object): Promise<Answer> {
    if (isGone) return Promise.reject(new ProcessGone(`${file} has ended.`))
    lastId += 1
    const id = lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })
    send({ kind: 'ask', id, request })
    return answer as Promise<Answer>
  }

  return {
    pid: child.pid ?? 0,
    get isAlive() {
      return !isGone
    },
    ended,
    async begin<First>(begin: Begin<unknown>) {
      await Promise.race([isLoaded, ended])
      return ask<First>(begin)
    },
    ask,
    onEvent: (listener) => listeners.push(listener),
    grant(to) {
      if (isGone) return Promise.resolve(null)
      return new Promise((resolve) => {
        passed = { to, resolve }
        send({ kind: 'grant', to })
      })
    },
    jump: (by) => send({ kind: 'jump', by }),
    signal: (signal) => {
      child.kill(signal)
    },
    async end(patience = 5_000) {
      if (isGone) return
      send({ kind: 'end' })
      const cut = setTimeout(() => child.kill('SIGKILL'), patience)
      await ended
      clearTimeout(cut)
    },
  }
}
