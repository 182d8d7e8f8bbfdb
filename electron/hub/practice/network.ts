import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * `refused`: nobody listens, sockets are reset. `hanging`: connections are taken and never answered.
 * `captive`: a stranger answers everything with its login page.
 */
export type NetworkState = 'up' | 'refused' | 'hanging' | 'captive'

export interface Network {
  readonly origin: string
  readonly state: NetworkState
  /** Changes whenever a connection made before is worth nothing any more. */
  readonly generation: number
  set(state: NetworkState): void
  /** Hears every way down; returns how to stop hearing. */
  onDown(listener: () => void): () => void
  stop(): Promise<void>
}

export interface NetworkOptions {
  /** Port on 127.0.0.1; 0: any free one, kept from then on. */
  readonly port: number
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Counts work under way. */
  readonly track: (work: Promise<unknown>) => void
}

/** How long to wait before trying again for a port somebody holds, in real ms. */
const retryListening = 25

/** The simulated Twilio's place on the loopback network, which tests take down as a tent's Wi-Fi goes down. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const sockets = new Set<Socket>()
  const listeners = new Set<() => void>()
  let state: NetworkState = 'up'
  let generation = 0
  let port = options.port
  let stopped = false

  const server = createServer((request, response) => {
    switch (state) {
      case 'up':
        options.handle(request, response)
        return
      case 'captive':
        response.writeHead(302, { Location: `${origin()}/hotspot/login`, 'Content-Type': 'text/html' })
        response.end('<html><head><title>Sign in to the network</title></head><body>Guest Wi-Fi</body></html>')
        return
      case 'hanging':
      case 'refused':
        // Held open, never answered, until the network changes or the client gives up.
        return
    }
  })
  server.on('connection', (socket) => {
    if (state === 'refused') {
      socket.resetAndDestroy()
      return
    }
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('clientError', (_error, socket) => {
    socket.destroy()
  })

  function origin(): string {
    return `http://127.0.0.1:${port}`
  }

  function listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (error: Error): void => {
        server.off('close', closed)
        reject(error)
      }
      // Closed before it came to listen, it never says that it does.
      const closed = (): void => {
        server.off('error', failed)
        resolve()
      }
      server.once('error', failed)
      server.once('close', closed)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', failed)
        server.off('close', closed)
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  function resetSockets(): void {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  /** Listening follows the wish; a port somebody else took meanwhile is waited for. */
  let following: Promise<void> = Promise.resolve()
  function follow(): void {
    following = following.then(async () => {
      while (!stopped && state !== 'refused' && !server.listening) {
        try {
          await listen()
        } catch {
          await new Promise<void>((resolve) => {
            setTimeout(resolve, retryListening)
          })
        }
      }
    })
    options.track(following)
  }

  await listen()

  return {
    get origin() {
      return origin()
    },
    get state() {
      return state
    },
    get generation() {
      return generation
    },
    set(wanted) {
      if (wanted === state || stopped) return
      const before = state
      state = wanted
      generation += 1
      // Going silent keeps what is connected, as a dead radio does; every other change ends it.
      if (wanted !== 'hanging') resetSockets()
      if (wanted === 'refused') server.close()
      else if (!server.listening) follow()
      if (before === 'up') for (const listener of listeners) listener()
    },
    onDown(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      if (stopped) return
      stopped = true
      generation += 1
      for (const listener of listeners) listener()
      resetSockets()
      await following
      if (server.listening) {
        await new Promise<void>((resolve) => {
          server.close(() => resolve())
          resetSockets()
        })
      }
    },
  }
}
