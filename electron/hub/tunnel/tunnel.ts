import { assertNever } from '../assert-never.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { FromAgent, Heartbeat } from './messages.ts'
import { createPace } from './pace.ts'
import { areSameSettings, settingsFault } from './settings.ts'
import { createStates } from './states.ts'
import { judge, unreachable } from './trouble.ts'
import type { Failure } from './trouble.ts'
import type { DegradedCause, Tunnel, TunnelProcess, TunnelSettings, TunnelTrouble, WaitCause } from './types.ts'

export interface TunnelOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Starts the tunnel's program in a process of its own. */
  readonly spawn: () => TunnelProcess
  /** Whether the edge answers at all; has its own time-out. */
  readonly probe: (target: Pick<TunnelSettings, 'server' | 'certificateAuthority'>) => Promise<boolean>
  /** Whether a request to the public address comes back to us: settles doubts sooner than waiting does. */
  readonly roundTrip?: (url: string) => Promise<boolean>
  /** ngrok refuses values below a minimum it does not publish: other than the default for tests alone. */
  readonly heartbeat?: Heartbeat
}

/** Deadlines in milliseconds of real time, since the network at the other end knows no other. */
const connectDeadline = 20_000
const bindDeadline = 10_000
const closeDeadline = 2_000
/** A late heartbeat after a short loss of the network still counts. */
const silenceGrace = 5_000
/** The SDK tries at 0, 50 ms and 2.5 s, which keeps the session's identity; its next try would be two minutes later. */
const quickTries = 3_200
const roundTripDeadline = 3_000
/** A probe that is wrong must not keep us out for good: so often the SDK is tried all the same, not for long. */
const blindEvery = 60_000
const blindDeadline = 5_000
/** What is left to a connect when the network changes under it. */
const hurriedDeadline = 3_000
/** A look this young is not repeated when the network changes. */
const youngLook = 300

/** Keeps the webhook listener reachable through ngrok: starts the tunnel's process, watches it, and replaces it whenever that is faster than hoping. */
export function createTunnel(options: TunnelOptions): Tunnel {
  const { clock, log, spawn, probe, roundTrip, heartbeat = { interval: 10, tolerance: 15 } } = options
  const pace = createPace(options.random)
  const states = createStates(clock, log)
  const { enter, amend, touch, after, ask } = states
  const living = new Map<TunnelProcess, Promise<void>>()
  let settings: TunnelSettings | null = null
  /** The process that counts; others may still be ending. */
  let current: TunnelProcess | null = null
  let closing: TunnelProcess | null = null
  let lastHeartbeatAt: number | null = null
  let upSince = 0
  let lookedAt = 0
  /** The present try was made although the probe finds nothing. */
  let blind = false
  /** The network changed during the present connect. */
  let hurried = false

  const real = (span: number) => span * clock.rate

  function letGo(): void {
    const process = current
    current = null
    process?.kill()
  }

  function stopFor(code: number | null, reason: string, remedy: string): void {
    letGo()
    enter({ kind: 'stopped', since: clock.now(), code, reason, remedy })
  }

  function wait(cause: WaitCause, delay: number, trouble: TunnelTrouble): void {
    letGo()
    const now = clock.now()
    enter({ kind: 'waiting', since: now, nextTryAt: Math.ceil(now + real(delay)), cause, ...trouble }, () => {
      after(delay, look)
      if (cause === 'unreachable') after(blindEvery, connectBlindly)
    })
  }

  /** Looks for the edge again and again, without waiting for a look that hangs: the network may be back before it gives up. */
  function look(): void {
    const { status } = states
    if (status.kind !== 'waiting') return
    const next = pace.look()
    touch({ ...status, nextTryAt: Math.ceil(clock.now() + real(next)) })
    after(next, look)
    lookOnce()
  }

  function lookOnce(): void {
    if (settings === null) return
    lookedAt = clock.now()
    ask(probe(settings), (answers) => {
      if (answers) connect()
      else noteUnreachable()
    })
  }

  function noteUnreachable(): void {
    const { status } = states
    if (status.kind !== 'waiting' || status.cause === 'unreachable') return
    after(blindEvery, connectBlindly)
    amend({ ...status, cause: 'unreachable', since: clock.now(), ...unreachable })
  }

  function connectBlindly(): void {
    connect(true)
  }

  function connect(blindly = false): void {
    if (settings === null) return
    letGo()
    blind = blindly
    hurried = false
    lastHeartbeatAt = null
    let process: TunnelProcess
    try {
      process = spawn()
    } catch (error) {
      log.error('tunnel.not-spawned', { error })
      return processEnded()
    }
    current = process
    living.set(process, new Promise((resolve) => process.onExit(() => resolve())))
    process.onExit((code) => {
      living.delete(process)
      if (closing === process) closing = null
      if (current !== process) return
      current = null
      log.warn('tunnel.process-ended', { code })
      processEnded()
    })
    process.onMessage((message) => {
      if (current === process) hear(message)
      else if (message.kind === 'closed') process.kill()
    })
    enter({ kind: 'connecting', since: clock.now(), step: 'starting' }, () =>
      after(blind ? blindDeadline : connectDeadline, giveUpConnecting),
    )
    if (current === process && settings) {
      process.send({ kind: 'start', ...settings, heartbeat, parentPid: globalThis.process.pid })
    }
  }

  function processEnded(): void {
    const trouble = { code: null, reason: "The tunnel's own process ended.", remedy: null }
    wait('ended', pace.ended(clock.now()), trouble)
  }

  function giveUpConnecting(): void {
    if (blind) return wait('unreachable', pace.look(), unreachable)
    const reason = `ngrok took the connection and then said nothing for ${connectDeadline / 1000} seconds.`
    wait('refused', pace.refused(), { code: null, reason, remedy: null })
  }

  function giveUpBinding(): void {
    const reason = `ngrok did not bring the address online within ${bindDeadline / 1000} seconds.`
    wait('refused', pace.refused(), { code: null, reason, remedy: null })
  }

  function enterUp(url: string): void {
    pace.succeeded()
    enter({ kind: 'up', url, since: upSince, lastHeartbeatAt })
  }

  function renew(reason: string): void {
    wait('ended', pace.ended(clock.now()), { code: null, reason, remedy: null })
  }

  function degrade(url: string, cause: DegradedCause): void {
    enter({ kind: 'degraded', url, since: clock.now(), lastHeartbeatAt, cause }, () => {
      switch (cause) {
        case 'disconnected':
          return after(quickTries, () => renew('The connection to ngrok broke.'))
        case 'silent':
          after(silenceGrace, () => renew('The connection to ngrok fell silent.'))
          return askRoundTrip(url)
        case 'doubtful':
          after(roundTripDeadline, () => renew('The connection to ngrok did not outlast the change of network.'))
          return askRoundTrip(url)
        default:
          assertNever(cause)
      }
    })
  }

  function askRoundTrip(url: string): void {
    if (!roundTrip) return
    ask(roundTrip(url), (came) => {
      if (came) enterUp(url)
      else renew('Nothing came back through the public address.')
    })
  }

  function fail(failure: Failure): void {
    log.warn('tunnel.failed', { phase: failure.phase, code: failure.code, message: failure.message })
    const judgement = judge(failure, pace, clock.now())
    if (judgement.kind === 'stop') stopFor(judgement.code, judgement.reason, judgement.remedy)
    else if (blind && judgement.cause === 'unreachable') wait('unreachable', pace.look(), judgement.trouble)
    else wait(judgement.cause, judgement.delay, judgement.trouble)
  }

  function hear(message: FromAgent): void {
    const { status } = states
    switch (message.kind) {
      case 'loaded':
        if (status.kind === 'connecting') amend({ ...status, step: 'connecting' })
        return
      case 'connected':
        if (status.kind === 'connecting')
          enter({ ...status, step: 'binding' }, () => after(bindDeadline, giveUpBinding))
        return
      case 'up':
        upSince = clock.now()
        return enterUp(message.url)
      case 'heartbeat':
        return hearHeartbeat(message.latency)
      case 'disconnected':
        if (status.kind === 'up' || (status.kind === 'degraded' && status.cause !== 'disconnected')) {
          degrade(status.url, 'disconnected')
        }
        return
      case 'rebound':
        if (status.kind === 'degraded') enterUp(status.url)
        return
      case 'command':
        if (message.command === 'restart') return renew("Restarted from ngrok's dashboard.")
        return stopFor(
          null,
          "The tunnel was stopped from ngrok's dashboard.",
          'Press "Reconnect now" when it should run again.',
        )
      case 'failed':
        return fail(message)
      case 'closed':
        return
      default:
        assertNever(message)
    }
  }

  function hearHeartbeat(latency: number | null): void {
    const { status } = states
    if (latency === null) {
      if (status.kind === 'up') degrade(status.url, 'silent')
      return
    }
    lastHeartbeatAt = clock.now()
    if (status.kind === 'up' || status.kind === 'degraded') touch({ ...status, lastHeartbeatAt })
    // While the SDK reconnects, a heartbeat says that TLS stands, not that the endpoint is back.
    if (status.kind === 'degraded' && status.cause === 'silent') enterUp(status.url)
  }

  /** Looks and connects without waiting for anything. */
  function begin(): void {
    const fault = settings && settingsFault(settings)
    if (fault) return stopFor(null, fault.reason, fault.remedy)
    wait('starting', 0, { code: null, reason: 'Starting.', remedy: null })
  }

  return {
    get status() {
      return states.status
    },
    onChange: states.onChange,
    start(next) {
      if (settings && areSameSettings(settings, next) && states.status.kind !== 'stopped') return
      settings = next
      // It would keep the domain from its successor.
      closing?.kill()
      pace.reset()
      begin()
    },
    reconnectNow(reason) {
      const { status } = states
      if (reason === 'asked') pace.reset()
      switch (status.kind) {
        case 'off':
          return
        case 'stopped':
          if (reason === 'asked') begin()
          return
        case 'waiting':
          if (status.cause !== 'unreachable' || reason === 'asked') return begin()
          if (clock.now() - lookedAt >= real(youngLook)) lookOnce()
          return
        case 'connecting':
          if (reason === 'asked') return begin()
          // News comes in bursts; a connect that each of them began anew would never end.
          if (!hurried) after(hurriedDeadline, begin)
          hurried = true
          return
        case 'up':
        case 'degraded':
          if (reason === 'asked' || !roundTrip) return begin()
          if (status.kind === 'up' || status.cause === 'silent') degrade(status.url, 'doubtful')
          return
        default:
          assertNever(status)
      }
    },
    async stop(deadlineMs) {
      const { status } = states
      settings = null
      const process = current
      const canClose =
        process !== null && (status.kind === 'up' || (status.kind === 'degraded' && status.cause !== 'disconnected'))
      current = null
      if (canClose) {
        closing = process
        process.send({ kind: 'close' })
      } else process?.kill()
      if (status.kind !== 'off') enter({ kind: 'off' })
      if (living.size === 0) return
      const late: Timer[] = [
        clock.after(real(Math.min(closeDeadline, Math.max(0, deadlineMs - 500))), () => {
          for (const one of living.keys()) one.kill()
        }),
      ]
      const gone = Promise.all(living.values()).then(() => undefined)
      const over = new Promise<void>((resolve) => late.push(clock.after(real(deadlineMs), resolve)))
      await Promise.race([gone, over])
      for (const timer of late) timer.cancel()
    },
  }
}
