import type { Bridge } from '../../electron/ipc/contract/bridge.ts'
import type { CallOutput } from '../../electron/ipc/contract/calls.ts'
import type { ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import type { Result } from '../../electron/ipc/contract/define.ts'
import type { CallName } from '../../electron/ipc/contract/names.ts'

/** Milliseconds between two tries to reach the hub: doubled each time up to the longest. */
const firstWait = 250
const longestWait = 5_000
/** How long a call waits for the hub to come back, in milliseconds. */
const callPatience = 10_000

type Incoming = { readonly id: number; readonly result: Result<unknown> } | { readonly batch: ChangeBatch }

interface OpenCall {
  readonly request: string
  readonly settle: (result: Result<unknown>) => void
  readonly giveUp: ReturnType<typeof setTimeout>
  sent: boolean
}

const unreachable: Result<never> = {
  ok: false,
  error: {
    code: 'unavailable',
    message: 'PTP Comms Hub is not running on this laptop.',
    details: 'The connection to the hub is closed. It is tried again by itself.',
  },
}

/** `window.ptp` where the page is shown by a browser: the contract over a WebSocket that reconnects by itself. */
export function openBrowserBridge(address: string): Bridge {
  const changeListeners = new Set<(batch: ChangeBatch) => void>()
  const reachableListeners = new Set<(reachable: boolean) => void>()
  const open = new Map<number, OpenCall>()
  let early: ChangeBatch[] | null = []
  let socket: WebSocket | null = null
  let reachable = true
  let wait = firstWait
  let lastId = 0

  function tell(now: boolean): void {
    if (now === reachable) return
    reachable = now
    for (const listener of reachableListeners) listener(now)
  }

  function settle(id: number, result: Result<unknown>): void {
    const call = open.get(id)
    if (!call) return
    open.delete(id)
    clearTimeout(call.giveUp)
    call.settle(result)
  }

  function receive(message: Incoming): void {
    if ('id' in message) settle(message.id, message.result)
    else if (early) early.push(message.batch)
    else for (const listener of changeListeners) listener(message.batch)
  }

  function connect(): void {
    const opening = new WebSocket(address)
    opening.addEventListener('open', () => {
      socket = opening
      wait = firstWait
      for (const call of open.values()) {
        call.sent = true
        opening.send(call.request)
      }
      tell(true)
    })
    opening.addEventListener('message', (event) => receive(JSON.parse(String(event.data)) as Incoming))
    opening.addEventListener('close', () => {
      socket = null
      tell(false)
      // What was on its way may have been done or not: the caller learns that nobody answered.
      for (const [id, call] of open) if (call.sent) settle(id, unreachable)
      setTimeout(connect, wait * (0.75 + Math.random() / 2))
      wait = Math.min(longestWait, wait * 2)
    })
  }

  connect()

  return {
    host: 'browser',
    call<Name extends CallName>(name: Name, input: unknown) {
      return new Promise<Result<CallOutput<Name>>>((resolve) => {
        lastId += 1
        const id = lastId
        const request = JSON.stringify({ id, name, input })
        const sent = socket?.readyState === WebSocket.OPEN
        open.set(id, {
          request,
          sent,
          settle: (result) => resolve(result as Result<CallOutput<Name>>),
          giveUp: setTimeout(() => settle(id, unreachable), callPatience),
        })
        if (sent) socket?.send(request)
      })
    },
    onChanges(listener) {
      changeListeners.add(listener)
      const waiting = early ?? []
      early = null
      for (const batch of waiting) listener(batch)
      return () => {
        changeListeners.delete(listener)
      }
    },
    onReachable(listener) {
      reachableListeners.add(listener)
      listener(reachable)
      return () => {
        reachableListeners.delete(listener)
      }
    },
  }
}
