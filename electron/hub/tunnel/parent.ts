import type { FromAgent, ToAgent } from './messages.ts'

/** The way to the process that started this one. */
export interface Parent {
  send(message: FromAgent): void
  onMessage(listener: (message: ToAgent) => void): void
  /** It let go of us, or died. */
  onGone(listener: () => void): void
}

/** As Electron gives it to a utility process (Electron: process.parentPort). */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/** Whoever started us: Electron's main process or one of Node's; null where nobody is there to talk to. */
export function findParent(): Parent | null {
  const host: object = process
  const port = Reflect.get(host, 'parentPort') as ParentPort | undefined
  if (port) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data }) => listener(data as ToAgent)),
      onGone: (listener) => port.on('close', listener),
    }
  }
  if (!process.send) return null
  return {
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as ToAgent)),
    onGone: (listener) => process.on('disconnect', listener),
  }
}
