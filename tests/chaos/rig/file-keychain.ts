import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FromKeychain, ToKeychain } from '../../../electron/hub/secrets/messages.ts'
import type { KeychainProcess } from '../../../electron/hub/secrets/os-keychain.ts'

/** How the computer's keychain is: `silent` asks for its password on a screen that nobody looks at. */
export type KeychainState = 'fine' | 'locked' | 'gone' | 'silent'

interface Contents {
  readonly state: KeychainState
  readonly entries: Readonly<Record<string, string>>
}

const fileIn = (folder: string): string => join(folder, 'keychain.json')

function read(folder: string): Contents {
  if (!existsSync(fileIn(folder))) return { state: 'gone', entries: {} }
  return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Contents
}

function write(folder: string, contents: Contents): void {
  const unfinished = `${fileIn(folder)}.${process.pid}`
  writeFileSync(unfinished, JSON.stringify(contents))
  renameSync(unfinished, fileIn(folder))
}

/** Sets how the keychain is from now on; what it keeps stays. */
export function setKeychain(folder: string, state: KeychainState): void {
  write(folder, { ...read(folder), state })
}

/** How often the prompt is looked at, in real ms. */
const promptStep = 20

/** What libsecret says (each is one of those that the hub knows by their words). */
const refusals = {
  locked: 'Cannot create an item in a locked collection',
  gone: 'The name org.freedesktop.secrets was not provided by any .service files',
} as const

function answer(folder: string, { ask, account, value }: ToKeychain): string | null {
  const { state, entries } = read(folder)
  switch (ask) {
    case 'get':
      return entries[account] ?? null
    case 'set':
      write(folder, { state, entries: { ...entries, [account]: value ?? '' } })
      return null
    case 'delete': {
      const { [account]: _gone, ...rest } = entries
      write(folder, { state, entries: rest })
      return null
    }
  }
}

/**
 * A keychain that is a file: it outlives the hub, as the system's does, and can be locked, silent or gone. It speaks as the
 * process does that the hub starts for the system's.
 */
export function fileKeychain(folder: string): KeychainProcess {
  const listeners: ((message: FromKeychain) => void)[] = []
  let isOver = false

  function respond(message: ToKeychain): void {
    if (isOver) return
    const { state } = read(folder)
    if (state === 'silent') {
      // The prompt stays on the screen until somebody answers it.
      setTimeout(() => respond(message), promptStep).unref()
      return
    }
    const said: FromKeychain =
      state === 'fine'
        ? { id: message.id, ok: true, value: answer(folder, message) }
        : { id: message.id, ok: false, message: refusals[state] }
    for (const listener of listeners) listener(said)
  }

  return {
    pid: undefined,
    send: (message) => {
      setImmediate(() => respond(message))
    },
    onMessage: (listener) => {
      listeners.push(listener)
    },
    onExit: () => undefined,
    kill() {
      isOver = true
    },
  }
}
