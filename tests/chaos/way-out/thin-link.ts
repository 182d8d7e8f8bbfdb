import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { between } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import type { Timed } from '../rig/conductor.ts'

/** A link of a few bytes per millisecond of the harness's clock, on which some connections break. */
export interface ThinLink extends Timed {
  readonly origin: string
  /** Down: nobody listens. Up: thin. */
  set(isUp: boolean): Promise<void>
  stop(): Promise<void>
}

export interface ThinLinkOptions {
  /** http address that it leads to. */
  readonly target: string
  readonly random: Random
  /** Bytes per second, both ways together. */
  readonly rate: number
  /** Share of connections that are reset, in percent; each after some of its bytes. */
  readonly resets: number
}

interface Piece {
  readonly to: Socket
  bytes: Buffer
}

/** The slowest step of what is under way, in ms. */
const step = 50

/** Opens it, up. Its bytes pass when the harness lets time pass, so a slow machine makes it no thinner. */
export async function openThinLink({ target, random, rate, resets }: ThinLinkOptions): Promise<ThinLink> {
  const { hostname, port: targetPort } = new URL(target)
  const sockets = new Set<Socket>()
  /** In the order they came: one radio for all. */
  const air: Piece[] = []
  /** Bytes after which a socket breaks. */
  const ends = new Map<Socket, number>()
  let time = Number.NaN
  let credit = 0

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(targetPort) })
    keep(near)
    keep(far)
    if (between(random, 1, 100) <= resets) ends.set(near, between(random, 200, 4_000))
    near.on('data', (bytes) => air.push({ to: far, bytes: Buffer.from(bytes) }))
    far.on('data', (bytes) => air.push({ to: near, bytes: Buffer.from(bytes) }))
    near.on('close', () => far.destroy())
    far.on('close', () => {
      if (!air.some(({ to }) => to === near)) near.end()
    })

    function count(length: number): void {
      const left = (ends.get(near) ?? Number.POSITIVE_INFINITY) - length
      ends.set(near, left)
      if (left <= 0) near.resetAndDestroy()
    }
    near.on('data', (bytes) => count(bytes.length))
    far.on('data', (bytes) => count(bytes.length))
  })

  let port = 0
  function listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  }
  await listen()

  function shut(): Promise<void> {
    if (!server.listening) return Promise.resolve()
    return new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    set: (isUp) => (isUp ? (server.listening ? Promise.resolve() : listen()) : shut()),
    stop: shut,
    async grant(to) {
      // What arrived since the last step is heard first.
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
      const span = Number.isNaN(time) ? 0 : to - time
      time = to
      // What was not used is gone: a quiet hour is no faster second.
      credit = Math.min(credit + (span * rate) / 1_000, Math.max((step * rate) / 1_000, (span * rate) / 1_000))
      while (credit > 0) {
        const piece = air[0]
        if (!piece) break
        const part = piece.bytes.subarray(0, Math.ceil(credit))
        credit -= part.length
        piece.bytes = piece.bytes.subarray(part.length)
        if (!piece.to.destroyed) piece.to.write(part)
        if (piece.bytes.length === 0) air.shift()
      }
      return { busy: air.length, nextDue: null }
    },
  }
}
