import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { OpenText } from '../fill-store.ts'
import { serveParent } from '../child.ts'
import { statusCallbacks } from './callbacks.ts'

// The load: in a process of its own, requests signed beforehand, so that it is not what is measured.

export interface LoadRequest {
  readonly port: number
  readonly texts: readonly OpenText[]
  readonly connections: number
}

export interface LoadAnswer {
  readonly accepted: number
  readonly refused: number
  readonly perSecond: number
  /** From request to answer, each in milliseconds. */
  readonly latencies: readonly number[]
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

async function load({ port, texts, connections }: LoadRequest): Promise<LoadAnswer> {
  const requests = statusCallbacks(texts)
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(port)))
  const latencies: number[] = []
  let next = 0
  let accepted = 0
  let refused = 0
  const started = performance.now()
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          let sentAt = 0
          const send = () => {
            const request = requests[next]
            next += 1
            if (!request) {
              socket.destroy()
              resolve()
              return
            }
            sentAt = performance.now()
            socket.write(request)
          }
          // Answers are small: each comes in one piece.
          socket.on('data', (data) => {
            latencies.push(performance.now() - sentAt)
            if (data.subarray(9, 10).toString() === '2') accepted += 1
            else refused += 1
            send()
          })
          socket.once('error', reject)
          socket.once('end', () => reject(new Error('The server closed a connection.')))
          send()
        }),
    ),
  )
  const seconds = (performance.now() - started) / 1000
  return { accepted, refused, perSecond: accepted / seconds, latencies }
}

serveParent('ready', load, () => Promise.resolve())
