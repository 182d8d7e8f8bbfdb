/** What the tunnel's process is told. Secrets come this way alone, never by environment or arguments. */
export type ToAgent =
  | {
      readonly kind: 'start'
      readonly authtoken: string
      readonly domain: string | null
      readonly upstream: string
      readonly server: string | null
      readonly certificateAuthority: string | null
      /** Seconds. */
      readonly heartbeat: Heartbeat
      /** The process that must be alive for this one to go on. */
      readonly parentPid: number
    }
  | { readonly kind: 'close' }

/** How often the SDK asks whether the edge is alive, and how long it waits for the answer; whole seconds. */
export interface Heartbeat {
  readonly interval: number
  readonly tolerance: number
}

/** Where it failed: loading the SDK, its session, its endpoint, or later. */
export type AgentPhase = 'load' | 'connect' | 'bind' | 'serve'

/** What it says. No string holds the authtoken. */
export type FromAgent =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'up'; readonly url: string }
  /** Milliseconds; null when the answer stayed out. */
  | { readonly kind: 'heartbeat'; readonly latency: number | null }
  /** The connection broke; the SDK is about to try again by itself. */
  | { readonly kind: 'disconnected' }
  /** One of those tries brought the endpoint back. */
  | { readonly kind: 'rebound' }
  /** Stopped or restarted from ngrok's dashboard. */
  | { readonly kind: 'command'; readonly command: 'stop' | 'restart' }
  | { readonly kind: 'failed'; readonly phase: AgentPhase; readonly code: number | null; readonly message: string }
  | { readonly kind: 'closed' }
