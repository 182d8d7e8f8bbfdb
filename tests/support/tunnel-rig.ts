import { createServer } from 'node:http'
import { join } from 'node:path'
import { forkChild } from '../../electron/host/fork-child.ts'
import { realClock } from '../../electron/hub/clock.ts'
import type { Log } from '../../electron/hub/log.ts'
import { systemRandom } from '../../electron/hub/random.ts'
import type { FromAgent, Heartbeat, ToAgent } from '../../electron/hub/tunnel/messages.ts'
import { createEdgeProbe } from '../../electron/hub/tunnel/probe.ts'
import { createTunnel } from '../../electron/hub/tunnel/tunnel.ts'
import type { Tunnel, TunnelSettings, TunnelStatus } from '../../electron/hub/tunnel/types.ts'
import { startNgrokEdge } from '../stand-ins/ngrok/edge.ts'
import type { NgrokEdge } from '../stand-ins/ngrok/types.ts'
import { isAlive } from './is-alive.ts'
import { until } from './until.ts'

export const tunnelProgram = join(import.meta.dirname, '..', '..', 'electron', 'hub', 'tunnel', 'child.ts')
export const rigAuthtoken = '2rigAuthtokenThatNobodyMaySee_7fKq0'
const domain = 'camp.ngrok-free.app'

/** A real tunnel (its manager, its process, the real SDK) between a stand-in edge and a webhook listener that says ok. */
export interface TunnelRig {
  readonly edge: NgrokEdge
  readonly tunnel: Tunnel
  readonly settings: TunnelSettings
  /** Every status so far, in order. */
  readonly history: readonly TunnelStatus[]
  /** Everything the manager logged and its processes said, as text. */
  readonly said: readonly string[]
  /** Processes started so far, the last one last. */
  readonly pids: readonly number[]
  readonly alive: readonly number[]
  /** Whether a request to the public address comes through to the listener. */
  serves(): Promise<boolean>
  /** Starts the tunnel and waits until it serves. @returns milliseconds */
  begin(): Promise<number>
  /** Waits until it is up and serves. @returns milliseconds since the call */
  untilServing(limit: number): Promise<number>
  untilKind(kind: TunnelStatus['kind'], limit: number): Promise<number>
  close(): Promise<void>
}

export interface RigOptions {
  readonly heartbeat?: Heartbeat
  readonly roundTrip?: (url: string) => Promise<boolean>
  readonly onAgentMessage?: (message: FromAgent, pid: number) => void
}

export async function startTunnelRig({ heartbeat, roundTrip, onAgentMessage }: RigOptions = {}): Promise<TunnelRig> {
  const edge = await startNgrokEdge()
  const listener = createServer((_request, response) => response.end('ok'))
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve)
  })
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const clock = realClock()
  const history: TunnelStatus[] = []
  const said: string[] = []
  const pids: number[] = []
  const note: Log['info'] = (event, fields = {}) => said.push(`${event} ${JSON.stringify(fields)}`)

  const tunnel = createTunnel({
    clock,
    random: systemRandom,
    log: { info: note, warn: note, error: note },
    probe: createEdgeProbe(clock),
    spawn() {
      const child = forkChild<ToAgent, FromAgent>(tunnelProgram)
      const { pid } = child
      if (pid !== undefined) {
        pids.push(pid)
        child.onMessage((message) => {
          said.push(JSON.stringify(message))
          onAgentMessage?.(message, pid)
        })
      }
      return child
    },
    ...(heartbeat ? { heartbeat } : {}),
    ...(roundTrip ? { roundTrip } : {}),
  })
  tunnel.onChange((status) => history.push(status))

  const settings: TunnelSettings = {
    authtoken: rigAuthtoken,
    domain: null,
    upstream: `http://127.0.0.1:${port}`,
    server: edge.server,
    certificateAuthority: edge.certificateAuthority,
  }

  async function serves(): Promise<boolean> {
    try {
      const answer = await edge.request(domain, '/healthz')
      return answer.status === 200 && answer.body === 'ok'
    } catch {
      return false
    }
  }
  const untilServing = (limit: number) =>
    until(
      async () => tunnel.status.kind === 'up' && (await serves()),
      `the tunnel serves (${tunnel.status.kind})`,
      limit,
    )

  return {
    edge,
    tunnel,
    settings,
    history,
    said,
    pids,
    get alive() {
      return pids.filter(isAlive)
    },
    serves,
    begin() {
      tunnel.start(settings)
      return untilServing(20_000)
    },
    untilServing,
    untilKind: (kind, limit) => until(() => tunnel.status.kind === kind, `the tunnel is ${kind}`, limit),
    async close() {
      await tunnel.stop(3000)
      await edge.stop()
      const closed = new Promise<void>((resolve) => {
        listener.close(() => resolve())
      })
      listener.closeAllConnections()
      await closed
    },
  }
}
