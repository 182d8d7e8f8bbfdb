import type { FromAgent, ToAgent } from './messages.ts'

/** Why the tunnel is not up, in words. `code` is ngrok's number (the 105 of ERR_NGROK_105); `remedy` is null where waiting is all there is to do. */
export interface TunnelTrouble {
  readonly code: number | null
  readonly reason: string
  readonly remedy: string | null
}

/** All times are UTC epoch milliseconds. */
export type TunnelStatus =
  | { readonly kind: 'off' }
  /** Nothing is under way until `nextTryAt`. */
  | ({
      readonly kind: 'waiting'
      readonly since: number
      readonly nextTryAt: number
      readonly cause: WaitCause
    } & TunnelTrouble)
  | { readonly kind: 'connecting'; readonly since: number; readonly step: 'starting' | 'connecting' | 'binding' }
  | { readonly kind: 'up'; readonly url: string; readonly since: number; readonly lastHeartbeatAt: number | null }
  /** It was up and may still be: being found out, within seconds. */
  | {
      readonly kind: 'degraded'
      readonly url: string
      readonly since: number
      readonly lastHeartbeatAt: number | null
      readonly cause: DegradedCause
    }
  /** Nothing will be tried until the settings change or somebody asks for it. */
  | {
      readonly kind: 'stopped'
      readonly since: number
      readonly code: number | null
      readonly reason: string
      readonly remedy: string
    }

/**
 * `starting`: just begun. `unreachable`: no way to the edge. `refused`: the edge is there and said no, or nothing that makes sense.
 * `occupied`: an earlier session, or another laptop, still holds the domain. `ended`: the connection or its process ended.
 */
export type WaitCause = 'starting' | 'unreachable' | 'refused' | 'occupied' | 'ended'

/** `silent`: heartbeats stay out. `disconnected`: the connection broke, the SDK's quick tries run. `doubtful`: the network changed, or the laptop slept. */
export type DegradedCause = 'silent' | 'disconnected' | 'doubtful'

export interface TunnelSettings {
  readonly authtoken: string
  /** Null takes the account's own free domain. */
  readonly domain: string | null
  /** The webhook listener, `http://127.0.0.1:PORT`. */
  readonly upstream: string
  /** `host:port` of a stand-in on this machine; null for ngrok itself. */
  readonly server: string | null
  /** PEM trusted for that stand-in; without `server` it is not looked at. */
  readonly certificateAuthority: string | null
}

/** The process that runs `child.ts`, as the host makes it. */
export interface TunnelProcess {
  readonly pid: number | undefined
  send(message: ToAgent): void
  onMessage(listener: (message: FromAgent) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

/** `asked`: a person pressed "Reconnect now". */
export type ReconnectReason = 'asked' | 'resume' | 'network-change'

export interface Tunnel {
  readonly status: TunnelStatus
  /** Hears of every transition, after it. A heartbeat is none. @returns what ends the subscription */
  onChange(listener: (status: TunnelStatus) => void): () => void
  /** Begins, or goes on with other settings. With the same ones nothing happens, unless the tunnel is stopped. */
  start(settings: TunnelSettings): void
  /** Cuts short any wait. A tunnel that is up is proved (or renewed where it cannot be), or renewed at once where a person asked. */
  reconnectNow(reason: ReconnectReason): void
  /** Closes the endpoint if it can and ends the process in any case; resolves when it is gone, within `deadlineMs` real milliseconds. */
  stop(deadlineMs: number): Promise<void>
}
