import { silentLog } from '../../electron/hub/log.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import type { AgentPhase, FromAgent, ToAgent } from '../../electron/hub/tunnel/messages.ts'
import { createTunnel } from '../../electron/hub/tunnel/tunnel.ts'
import type { Tunnel, TunnelProcess, TunnelSettings, TunnelStatus } from '../../electron/hub/tunnel/types.ts'
import { manualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'

export const settings: TunnelSettings = {
  authtoken: 'token',
  domain: 'camp.ngrok.app',
  upstream: 'http://127.0.0.1:47810',
  server: null,
  certificateAuthority: null,
}
export const url = 'https://camp.ngrok.app'
export const second = 1000

/** A tunnel's process that says what the test has it say. */
class FakeProcess implements TunnelProcess {
  readonly pid: number
  readonly sent: ToAgent[] = []
  alive = true
  readonly #messages: ((message: FromAgent) => void)[] = []
  readonly #exits: ((code: number | null) => void)[] = []

  constructor(pid: number) {
    this.pid = pid
  }

  send(message: ToAgent): void {
    this.sent.push(message)
  }

  onMessage(listener: (message: FromAgent) => void): void {
    this.#messages.push(listener)
  }

  onExit(listener: (code: number | null) => void): void {
    this.#exits.push(listener)
  }

  kill(): void {
    queueMicrotask(() => this.exit(null))
  }

  say(...messages: readonly FromAgent[]): void {
    for (const message of messages) for (const listener of this.#messages) listener(message)
  }

  exit(code: number | null): void {
    if (!this.alive) return
    this.alive = false
    for (const listener of this.#exits) listener(code)
  }
}

/** A tunnel whose clock, processes, edge and round trips are the test's. */
interface TunnelBench {
  readonly tunnel: Tunnel
  readonly clock: ManualClock
  readonly processes: FakeProcess[]
  readonly probes: number[]
  readonly kinds: string[]
  /** What the probe says. */
  edge: boolean | 'hangs'
  roundTrip: boolean | 'hangs'
  readonly last: FakeProcess
}

export function tunnelBench({ withRoundTrip = false, rate = 1 } = {}): TunnelBench {
  const base = manualClock()
  const clock: ManualClock = Object.create(base, { rate: { value: rate } })
  const start = clock.now()
  const processes: FakeProcess[] = []
  const made: TunnelBench = {
    clock,
    processes,
    probes: [],
    kinds: [],
    edge: true,
    roundTrip: true,
    get last() {
      const last = processes.at(-1)
      if (!last) throw new Error('No process yet')
      return last
    },
    tunnel: createTunnel({
      clock,
      random: seededRandom(7),
      log: silentLog,
      spawn() {
        const process = new FakeProcess(processes.length + 1)
        processes.push(process)
        return process
      },
      probe() {
        made.probes.push(clock.now() - start)
        return made.edge === 'hangs' ? new Promise(() => undefined) : Promise.resolve(made.edge)
      },
      ...(withRoundTrip
        ? {
            roundTrip: () =>
              made.roundTrip === 'hangs' ? new Promise<boolean>(() => undefined) : Promise.resolve(made.roundTrip),
          }
        : {}),
    }),
  }
  made.tunnel.onChange(({ kind }) => made.kinds.push(kind))
  return made
}

/** What the agent says when all goes well. */
export const goodStart: readonly FromAgent[] = [{ kind: 'loaded' }, { kind: 'connected' }, { kind: 'up', url }]

/** Begun: the process is there and has said nothing. */
export async function started(options?: Parameters<typeof tunnelBench>[0]): Promise<TunnelBench> {
  const made = tunnelBench(options)
  made.tunnel.start(settings)
  await made.clock.advance(0)
  return made
}

export async function up(options?: Parameters<typeof tunnelBench>[0]): Promise<TunnelBench> {
  const made = await started(options)
  made.last.say(...goodStart)
  return made
}

export function failed(code: number | null, phase: AgentPhase = 'connect', message = 'No.'): FromAgent {
  return { kind: 'failed', phase, code, message }
}

/** The status, which must be that of waiting. */
export function waiting(status: TunnelStatus): Extract<TunnelStatus, { kind: 'waiting' }> {
  if (status.kind !== 'waiting') throw new Error(`Not waiting: ${JSON.stringify(status)}`)
  return status
}
