/** What the edge makes of a request: takes it, refuses it by one of ngrok's codes, never answers, or cuts the connection. */
export type Verdict = 'accept' | 'hang' | 'drop' | { readonly code: number; readonly message: string }

export interface AuthRequest {
  readonly ClientId: string
  readonly Extra: { readonly AuthToken: string; readonly UserAgent: string; readonly HeartbeatInterval: number }
}

export interface BindRequest {
  readonly Id: string
  readonly Proto: string
  readonly ForwardsTo: string
  readonly Opts: { readonly Domain: string; readonly Hostname: string }
  readonly Extra: { readonly Token: string; readonly PoolingEnabled: boolean }
}

export interface PublicAnswer {
  readonly status: number
  readonly body: string
}

export interface NgrokEdge {
  /** `127.0.0.1:PORT`, for the agent. */
  readonly server: string
  /** PEM of the authority to trust it by. */
  readonly certificateAuthority: string
  readonly publicPort: number
  auth: (request: AuthRequest) => Verdict
  bind: (request: BindRequest) => Verdict
  /** Accepts connections and never says a word, not even TLS's. */
  silent: boolean
  /** Agents' connections that are open, half-open ones included. */
  readonly connections: number
  /** Connections that got as far as an accepted Auth, ever. */
  readonly sessions: number
  /** Domains that are online. */
  readonly domains: readonly string[]
  readonly authRequests: readonly AuthRequest[]
  readonly bindRequests: readonly BindRequest[]
  /** Asks the public side for a path of a domain, as Twilio would. */
  request(domain: string, path: string, options?: { method?: string; body?: string }): Promise<PublicAnswer>
  /** Stops listening and resets what is connected. */
  down(): Promise<void>
  /** Listens again, on the same port. */
  up(): Promise<void>
  /** Resets the connections and goes on listening. */
  dropAll(): void
  /** Half-opens the connections that exist: TCP stays, nothing is answered. `deaf`: their end is not noticed either, until `reap`. */
  mute(options?: { deaf?: boolean }): void
  /** Notices that muted connections are dead. */
  reap(): void
  /** As when ngrok moves agents off a server: says go away, then ends the connections. */
  goAway(): void
  /** The dashboard's stop button. */
  command(type: 'stop' | 'restart'): void
  stop(): Promise<void>
}
