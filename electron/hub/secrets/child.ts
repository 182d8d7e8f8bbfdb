import { createRequire } from 'node:module'
import type * as KeytarModule from '@github/keytar'
import { findParent } from '../parent-process.ts'
import type { FromKeychain, ToKeychain } from './messages.ts'

// The program of the keychain's own process. It ends by being killed, or by itself when nobody is left to serve.

type Keytar = typeof KeytarModule

/** As the user finds it in their keychain. */
const service = 'PTP Comms Hub'

/** How often the parent is looked for, in milliseconds. */
const parentCheck = 400

// By `require`, for `import()` of a package inside app.asar fails on Electron before 28; on first use, for it loads libsecret.
const require = createRequire(import.meta.url)
let loaded: Keytar | null = null

function keytar(): Keytar {
  const module: Keytar = (loaded ??= require('@github/keytar') as Keytar)
  return module
}

/** At once and for sure: an exit would wait for a call that hangs on a prompt. */
function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

async function answer({ ask, account, value }: ToKeychain): Promise<string | null> {
  switch (ask) {
    case 'get':
      return keytar().getPassword(service, account)
    case 'set':
      await keytar().setPassword(service, account, value ?? '')
      return null
    case 'delete':
      await keytar().deletePassword(service, account)
      return null
  }
}

const parent = findParent<FromKeychain, ToKeychain>()
const firstParentPid = process.ppid
let parentPid = firstParentPid

function isParentGone(): boolean {
  if (process.ppid !== firstParentPid) return true
  try {
    process.kill(parentPid, 0)
    return false
  } catch (error) {
    // Anything else (EPERM) means that it is there.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

if (parent === null) end()
parent?.onGone(end)
setInterval(() => {
  if (isParentGone()) end()
}, parentCheck)

parent?.onMessage((message) => {
  parentPid = message.parentPid
  answer(message).then(
    (value) => parent.send({ id: message.id, ok: true, value }),
    (error: unknown) => {
      parent.send({ id: message.id, ok: false, message: error instanceof Error ? error.message : String(error) })
    },
  )
})
