/** The way to the process that started this one. */
export interface ParentProcess<Sent, Heard> {
  send(message: Sent): void
  onMessage(listener: (message: Heard) => void): void
  /** It let go of us, or died. */
  onGone(listener: () => void): void
}

/** As Electron gives it to a utility process (Electron: process.parentPort). */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/**
 * Whoever started us: Electron's main process or one of Node's; null where nobody is there to talk to.
 * Both sides are ours, so messages are taken as what the other side's types say.
 */
export function findParent<Sent, Heard>(): ParentProcess<Sent, Heard> | null {
  const found: unknown = Reflect.get(process, 'parentPort')
  const port = found as ParentPort | undefined
  if (port) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data }) => listener(data as Heard)),
      onGone: (listener) => port.on('close', listener),
    }
  }
  if (!process.send) return null
  return {
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as Heard)),
    onGone: (listener) => process.on('disconnect', listener),
  }
}
