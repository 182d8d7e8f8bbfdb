import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A way from one port of this machine to another that can be shut, as a tunnel goes down. */
export interface Gate {
  readonly port: number
  /** Shut: new connections are refused, those there are broken. */
  shut(): Promise<void>
  open(): Promise<void>
  /** Shuts it for good. */
  stop(): Promise<void>
}

/** @param target port on 127.0.0.1 that it leads to */
export async function openGate(target: number): Promise<Gate> {
  const sockets = new Set<Socket>()
  let port = 0
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  }
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1')
    keep(incoming)
    keep(outgoing)
    incoming.once('close', () => outgoing.destroy())
    outgoing.once('close', () => incoming.destroy())
    incoming.pipe(outgoing)
    outgoing.pipe(incoming)
  })

  function open(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (server.listening) return resolve()
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  function shut(): Promise<void> {
    return new Promise((resolve) => {
      if (!server.listening) return resolve()
      server.close(() => resolve())
      for (const socket of sockets) socket.resetAndDestroy()
    })
  }

  await open()
  return {
    get port() {
      return port
    },
    open,
    shut,
    stop: shut,
  }
}
