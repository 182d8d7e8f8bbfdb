import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { seededRandom } from '../../../electron/hub/random.ts'
import { serveParent } from '../../bench/child.ts'
import { hostileRequest } from './requests.ts'
import type { Overheard } from './requests.ts'

// A process of its own, so that what it costs to attack is not taken for what it costs to bear it.

export type AttackerRequest =
  | {
      readonly kind: 'attack'
      readonly port: number
      readonly seed: number
      readonly count: number
      readonly overheard: Overheard
    }
  /** Opens connections that never finish a request, and keeps them. */
  | { readonly kind: 'hold'; readonly port: number; readonly count: number }
  /** How many of those are still open. */
  | { readonly kind: 'held' }

export interface Attacked {
  readonly tried: number
  /** What was answered with 2xx though it should not, by its kind. */
  readonly accepted: readonly string[]
}

const atOnce = 12
/** Nothing more comes of a request that is half one: this side ends it, so that the next can be tried. */
const patience = 400
const held = new Set<Socket>()

/** Sends bytes on a connection of their own. @returns the status of each answer that came */
function send(port: number, bytes: Buffer): Promise<readonly number[]> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes))
    const limit = setTimeout(() => socket.destroy(), patience)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      answer += text
      // Answers keep the connection open for more: what follows the last one is silence.
      limit.refresh()
      if (answer.length > 200_000) socket.destroy()
      else if (/^HTTP\/1\.1 \d{3}[^]*\r\n\r\n/.test(answer)) setTimeout(() => socket.destroy(), 15)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(limit)
      resolve([...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1])))
    })
  })
}

async function attack({
  port,
  seed,
  count,
  overheard,
}: Extract<AttackerRequest, { kind: 'attack' }>): Promise<Attacked> {
  const random = seededRandom(seed)
  const accepted: string[] = []
  let left = count
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const { kind, bytes, mayBeAccepted } = hostileRequest(random, overheard)
      const statuses = await send(port, bytes)
      if (!mayBeAccepted && statuses.some((status) => status >= 200 && status < 300)) accepted.push(kind)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { tried: count, accepted }
}

async function hold(port: number, count: number): Promise<null> {
  await Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<void>((resolve) => {
          const socket = connect({ port, host: '127.0.0.1' }, () => {
            // Some say nothing, some half a head, some half a body.
            if (index % 3 === 1) socket.write('POST /twilio/sms HTTP/1.1\r\nHost: x\r\nX-Slow: ')
            if (index % 3 === 2)
              socket.write(
                'POST /twilio/sms HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nBody=',
              )
            held.add(socket)
            resolve()
          })
          socket.on('error', () => resolve())
          socket.on('close', () => held.delete(socket))
          socket.resume()
        }),
    ),
  )
  return null
}

serveParent<AttackerRequest>(
  'ready',
  async (request) => {
    switch (request.kind) {
      case 'attack':
        return attack(request)
      case 'hold':
        return hold(request.port, request.count)
      case 'held':
        // A byte now and then, as who wants to hold a server up does.
        for (const socket of held) socket.write('x')
        return held.size
    }
  },
  () => {
    for (const socket of held) socket.destroy()
    return Promise.resolve()
  },
)
