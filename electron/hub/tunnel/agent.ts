import { createRequire } from 'node:module'
import type * as ngrok from '@ngrok/ngrok'
import type { AgentPhase, FromAgent, ToAgent } from './messages.ts'

const require = createRequire(import.meta.url)

type Sdk = typeof ngrok
type Start = Extract<ToAgent, { kind: 'start' }>

export interface Agent {
  /** Takes the endpoint off the edge; may never settle. */
  close(): Promise<void>
}

/** The text without the authtoken: ngrok's own errors repeat it. */
export function withoutAuthtoken(text: string, authtoken: string): string {
  const cut = authtoken === '' ? text : text.replaceAll(authtoken, '[authtoken]')
  return cut.replace(/(authtoken: )\S+/gi, '$1[authtoken]')
}

/** The number in ngrok's `ERR_NGROK_105`; null where there is none. */
export function codeOf(message: string): number | null {
  const code = /ERR_NGROK_(\d+)/.exec(message)?.[1]
  return code === undefined ? null : Number(code)
}

/** A callback that throws, or answers with a promise, makes the SDK abort the whole process: these do neither. */
function guard<Arguments extends readonly unknown[]>(
  work: (...given: Arguments) => void,
): (...given: Arguments) => void {
  return (...given) => {
    try {
      work(...given)
    } catch {
      // What could be told of it has no way out but the one that just failed.
    }
  }
}

function builderOf(sdk: Sdk, start: Start, report: (message: FromAgent) => void): ngrok.SessionBuilder {
  const builder = new sdk.SessionBuilder()
    .authtoken(start.authtoken)
    .clientInfo('ptp-comms-hub', '1')
    .heartbeatInterval(start.heartbeat.interval)
    .heartbeatTolerance(start.heartbeat.tolerance)
    .handleHeartbeat(guard((latency: number | null) => report({ kind: 'heartbeat', latency })))
    .handleStopCommand(guard(() => report({ kind: 'command', command: 'stop' })))
    .handleRestartCommand(guard(() => report({ kind: 'command', command: 'restart' })))
  const tell = guard(() => report({ kind: 'disconnected' }))
  builder.handleDisconnection(() => {
    tell()
    return true
  })
  if (start.server !== null) {
    builder.serverAddr(start.server)
    if (start.certificateAuthority !== null) builder.caCert(Buffer.from(start.certificateAuthority))
  }
  return builder
}

/**
 * Runs the SDK: one session, one endpoint, forwarded to `start.upstream`. Nothing here has a deadline: whoever started the process has
 * them all, since a call of the SDK that hangs cannot be taken back and holds up every other.
 */
export function runAgent(start: Start, reportRaw: (message: FromAgent) => void): Agent {
  let listener: ngrok.Listener | null = null
  let failed = false

  function report(message: FromAgent): void {
    if (!failed) reportRaw(message)
  }

  function fail(phase: AgentPhase, error: unknown): void {
    const message = withoutAuthtoken(error instanceof Error ? error.message : String(error), start.authtoken)
    report({ kind: 'failed', phase, code: codeOf(message), message })
    failed = true
  }

  async function serve(): Promise<void> {
    let phase: AgentPhase = 'load'
    try {
      // A damaged installation, or Windows without its C++ runtime, shows here and nowhere else.
      const sdk: Sdk = require('@ngrok/ngrok')
      report({ kind: 'loaded' })
      // The only exact sign that the SDK's own reconnect went through to the end is a line of its log.
      sdk.loggingCallback(
        guard((_level: string, target: string, message: string) => {
          if (target === 'ngrok::session' && message === 'rebound tunnel') report({ kind: 'rebound' })
        }),
        'DEBUG',
      )
      phase = 'connect'
      const session: ngrok.Session = await builderOf(sdk, start, report).connect()
      report({ kind: 'connected' })
      phase = 'bind'
      // Two agents in a pool would share out the webhooks between two laptops.
      const endpoint = session.httpEndpoint().poolingEnabled(false)
      if (start.domain !== null) endpoint.domain(start.domain)
      // This also names the upstream as what it forwards to; other ways to listen tell ngrok this computer's name and folders.
      listener = await endpoint.listenAndForward(start.upstream)
      listener.join().then(
        () => fail('serve', 'The endpoint was closed'),
        (error: unknown) => fail('serve', error),
      )
      const url = listener.url()
      if (url === null) throw new Error('The endpoint has no address')
      report({ kind: 'up', url })
    } catch (error) {
      fail(phase, error)
    }
  }
  void serve()

  return {
    async close() {
      failed = true
      await listener?.close()
    },
  }
}
