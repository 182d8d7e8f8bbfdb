import { grantedClock } from './granted-clock.ts'
import type { GrantedClock } from './granted-clock.ts'
import type { FromChild, ToChild } from './protocol.ts'
import { watchTraffic } from './traffic.ts'

/** This side of a process that the harness started. */
export interface Harness {
  /** Tells the harness of something. */
  tell(event: object): void
}

/** What a process does once it is told to begin. */
export interface Running<Request> {
  /** What the harness is told when it has begun. */
  readonly first: unknown
  handle(request: Request): unknown
  end(): Promise<void>
}

/** First request of all: where the clock stands, and what the process is to be. */
export interface Begin<Options> {
  readonly now: number
  /** How far its wall clock is ahead. */
  readonly wall: number
  readonly options: Options
}

/**
 * Serves the harness: waits for `begin`, goes by the harness's clock from then on, answers requests, and ends when the
 * harness lets go of it.
 */
export function serveHarness<Options, Request>(
  begin: (options: Options, clock: GrantedClock, harness: Harness) => Promise<Running<Request>>,
): void {
  const traffic = watchTraffic()
  let clock: GrantedClock | null = null
  let running: Promise<Running<Request>> | null = null
  let granting: Promise<void> = Promise.resolve()

  const send = (message: FromChild): void => {
    // A harness that was ended reads no more: that is told by `disconnect`.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  }
  const leave = (): void => {
    const ending = running?.then((one) => one.end()) ?? Promise.resolve()
    ending.then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }

  async function handle(request: unknown): Promise<unknown> {
    if (running) return (await running).handle(request as Request)
    const { now, wall, options } = request as Begin<Options>
    clock = grantedClock(now, wall)
    running = begin(options, clock, { tell: (event) => send({ kind: 'event', event }) })
    return (await running).first
  }

  process.on('message', (received) => {
    const message = received as ToChild
    switch (message.kind) {
      case 'grant': {
        const granted = clock
        if (!granted) return
        granting = granting.then(async () => {
          await granted.grant(message.to)
          send({ kind: 'passed', to: message.to, busy: traffic.underWay, nextDue: granted.nextDue })
        })
        return
      }
      case 'jump':
        clock?.jump(message.by)
        return
      case 'ask':
        handle(message.request).then(
          (value) => send({ kind: 'answer', id: message.id, value }),
          (error: unknown) => {
            const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
            send({ kind: 'refusal', id: message.id, message: text })
          },
        )
        return
      case 'end':
        leave()
    }
  })
  process.on('disconnect', leave)
  send({ kind: 'loaded' })
}
