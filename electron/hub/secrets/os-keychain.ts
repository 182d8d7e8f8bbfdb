import type { Clock, Timer } from '../clock.ts'
import { KeychainError } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import type { FromKeychain, ToKeychain } from './messages.ts'

/** The process that runs `child.ts`, as the host makes it. */
export interface KeychainProcess {
  readonly pid: number | undefined
  send(message: ToKeychain): void
  onMessage(listener: (message: FromKeychain) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

export interface OsKeychain extends Keychain {
  /** Ends its process, with any prompt it has on the screen. Later calls are refused. */
  close(): void
}

/** Real milliseconds without a call after which the process is ended. */
const idleTime = 5000

interface Asked {
  resolve(value: string | null): void
  reject(error: KeychainError): void
}

/** The operating system's keychain, in a process that is started when it is needed and ended when it is not. */
export function osKeychain({
  start,
  clock,
}: {
  readonly start: () => KeychainProcess
  readonly clock: Clock
}): OsKeychain {
  const asked = new Map<number, Asked>()
  let helper: KeychainProcess | null = null
  let idle: Timer | null = null
  let lastId = 0
  let closed = false

  function end(why: string): void {
    idle?.cancel()
    idle = null
    const ended = helper
    helper = null
    ended?.kill()
    const waiting = [...asked.values()]
    asked.clear()
    for (const { reject } of waiting) reject(new KeychainError('refused', why))
  }

  function begin(): KeychainProcess {
    const begun = start()
    begun.onMessage((message) => {
      const request = asked.get(message.id)
      if (!request || !asked.delete(message.id)) return
      if (message.ok) request.resolve(message.value)
      else request.reject(KeychainError.from(message.message))
      if (asked.size > 0) return
      // libsecret holds on to a keyring that has gone: whoever tries again does so from the beginning.
      if (!message.ok) end('failed')
      else idle = clock.after(idleTime * clock.rate, () => end('not needed'))
    })
    begun.onExit((code) => {
      if (helper === begun) end(`its process ended with ${code ?? 'a signal'}`)
    })
    return begun
  }

  function ask(kind: ToKeychain['ask'], account: string, value: string | null): Promise<string | null> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new KeychainError('refused', 'closed'))
      idle?.cancel()
      idle = null
      lastId += 1
      asked.set(lastId, { resolve, reject })
      try {
        helper ??= begin()
        helper.send({ id: lastId, ask: kind, account, value, parentPid: process.pid })
      } catch (error) {
        end(error instanceof Error ? error.message : String(error))
      }
    })
  }

  return {
    get: (account) => ask('get', account, null),
    set: async (account, value) => {
      await ask('set', account, value)
    },
    delete: async (account) => {
      await ask('delete', account, null)
    },
    close() {
      closed = true
      end('closed')
    },
  }
}
