import { findParent } from '../parent-process.ts'
import { runAgent, withoutAuthtoken } from './agent.ts'
import type { Agent } from './agent.ts'
import type { FromAgent, ToAgent } from './messages.ts'

// The program of the tunnel's own process. It ends by being killed, or by itself when nobody is left to serve.

/** How often the parent is looked for, in milliseconds: a process whose parent died must not go on serving for more than a second. */
const parentCheck = 400

/** At once and for sure: the SDK's threads have no say in it. */
function end(): void {
  process.kill(process.pid, 'SIGKILL')
}

const parent = findParent<FromAgent, ToAgent>()
const firstParentPid = process.ppid
let parentPid = firstParentPid
let agent: Agent | null = null
let authtoken = ''

function isParentGone(): boolean {
  if (process.connected === false || process.ppid !== firstParentPid) return true
  try {
    process.kill(parentPid, 0)
    return false
  } catch (error) {
    // Anything else (EPERM) means that it is there.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function reportFault(error: unknown): void {
  const message = withoutAuthtoken(error instanceof Error ? error.message : String(error), authtoken)
  parent?.send({ kind: 'failed', phase: 'serve', code: null, message })
}

if (parent === null) end()
process.on('uncaughtException', reportFault)
process.on('unhandledRejection', reportFault)
parent?.onGone(end)
// Also what keeps this process alive: the SDK does not.
setInterval(() => {
  if (isParentGone()) end()
}, parentCheck)

parent?.onMessage((message) => {
  switch (message.kind) {
    case 'start':
      parentPid = message.parentPid
      authtoken = message.authtoken
      agent ??= runAgent(message, parent.send)
      return
    case 'close':
      if (agent === null) return end()
      agent.close().then(
        () => parent.send({ kind: 'closed' }),
        () => parent.send({ kind: 'closed' }),
      )
  }
})
