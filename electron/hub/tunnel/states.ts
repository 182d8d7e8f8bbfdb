import { assertNever } from '../assert-never.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { TunnelStatus } from './types.ts'

/** The present state, and what was begun in it: leaving it cancels its timers and stops listening to its questions. */
export interface States {
  readonly status: TunnelStatus
  onChange(listener: (status: TunnelStatus) => void): () => void
  /** Leaves the present state; `arm` sets the next one's timers and questions before anybody hears of it. */
  enter(next: TunnelStatus, arm?: () => void): void
  /** A finer step within a state, told to everybody: its timers go on. */
  amend(next: TunnelStatus): void
  /** A detail that is no transition: nobody is told. */
  touch(next: TunnelStatus): void
  /** Runs `work` after `span` milliseconds of real time, if the state is still the same. */
  after(span: number, work: () => void): void
  /** Passes the answer on if the state is still the same; a question that fails is answered no. */
  ask(question: Promise<boolean>, answer: (yes: boolean) => void): void
}

function levelOf(status: TunnelStatus): Exclude<keyof Log, 'debug'> {
  switch (status.kind) {
    case 'stopped':
      return 'error'
    case 'degraded':
      return 'warn'
    case 'waiting':
      return status.cause === 'starting' ? 'info' : 'warn'
    case 'off':
    case 'connecting':
    case 'up':
      return 'info'
    default:
      return assertNever(status)
  }
}

export function createStates(clock: Clock, log: Log): States {
  const listeners = new Set<(status: TunnelStatus) => void>()
  let status: TunnelStatus = { kind: 'off' }
  let timers = new Set<Timer>()
  let epoch = 0

  function publish(): void {
    const { kind, ...fields } = status
    log[levelOf(status)](`tunnel.${kind}`, fields)
    for (const listener of listeners) listener(status)
  }

  return {
    get status() {
      return status
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    enter(next, arm) {
      for (const timer of timers) timer.cancel()
      timers = new Set()
      epoch += 1
      status = next
      arm?.()
      publish()
    },
    amend(next) {
      status = next
      publish()
    },
    touch(next) {
      status = next
    },
    after(span, work) {
      // The fast clock of a rehearsal does not make networks faster.
      const timer = clock.after(span * clock.rate, () => {
        timers.delete(timer)
        work()
      })
      timers.add(timer)
    },
    ask(question, answer) {
      const begun = epoch
      const settle = (yes: boolean) => {
        if (begun === epoch) answer(yes)
      }
      question.then(settle, () => settle(false))
    },
  }
}
