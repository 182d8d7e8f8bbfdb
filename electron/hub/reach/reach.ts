import type { AddressSource } from '../../ipc/contract/account-views.ts'
import type { ReachView, TunnelView } from '../../ipc/contract/reach-views.ts'
import type { Settings, TunnelState } from '../../ipc/contract/views.ts'
import { readCertificateAuthority } from '../environment.ts'
import type { HubEnvironment } from '../environment.ts'
import type { Vault } from '../secrets/vault.ts'
import type { ReconnectReason, Tunnel, TunnelSettings } from '../tunnel/types.ts'

export interface ReachOptions {
  readonly environment: HubEnvironment
  readonly settings: () => Settings
  readonly vault: Pick<Vault, 'read' | 'mark'>
  readonly tunnel: Tunnel
  /** The webhook listener, `http://127.0.0.1:PORT`. */
  readonly listenerAddress: string
  /** The way, or the address, is another one. */
  readonly changed: () => void
}

/** How the carrier's webhooks reach this laptop: by ngrok, by an address of the user's own, or not at all. */
export interface Reach {
  /** Base URL as the carrier is to know it, without a slash at its end; null while there is none. */
  publicUrl(): string | null
  readonly source: AddressSource
  /** For the status line. */
  state(): TunnelState
  view(): ReachView
  /** Settings or secrets have changed: begins, ends or goes on accordingly. */
  refresh(): void
  reconnectNow(reason: ReconnectReason): void
  stop(deadline: number): Promise<void>
}

/** Puts the ways together. Nothing begins before `refresh`. */
export function createReach(options: ReachOptions): Reach {
  const { environment, settings, vault, tunnel, listenerAddress } = options

  /** What the environment says wins, as for credentials. */
  function source(): AddressSource {
    if (environment.publicUrl !== null) return 'environment'
    if (environment.ngrok.authtoken !== null) return 'ngrok'
    switch (settings().reachBy) {
      case 'ngrok':
        return 'ngrok'
      case 'own-address':
        return 'own-address'
      case 'nothing':
        return 'none'
    }
  }

  function authtoken(): string | null {
    return environment.ngrok.authtoken ?? vault.read('ngrok.authtoken')
  }

  function tunnelSettings(): TunnelSettings | null {
    const token = authtoken()
    if (source() !== 'ngrok' || token === null) return null
    const { server, certificateAuthority, domain } = environment.ngrok
    return {
      authtoken: token,
      domain: domain ?? (settings().ngrokDomain || null),
      upstream: listenerAddress,
      server: server?.replace(/^https?:\/\//, '').replace(/\/$/, '') ?? null,
      certificateAuthority:
        certificateAuthority === null ? null : readCertificateAuthority('PTP_NGROK_CA', certificateAuthority),
    }
  }

  function publicUrl(): string | null {
    switch (source()) {
      case 'environment':
        return environment.publicUrl
      case 'own-address':
        return settings().publicUrl.replace(/\/+$/, '') || null
      case 'ngrok':
        return tunnel.status.kind === 'up' || tunnel.status.kind === 'degraded' ? tunnel.status.url : null
      case 'none':
        return null
    }
  }

  function tunnelView(): TunnelView {
    const { status } = tunnel
    switch (status.kind) {
      case 'off':
        return { kind: 'off' }
      case 'waiting':
        return {
          kind: 'waiting',
          since: status.since,
          nextTryAt: status.nextTryAt,
          reason: status.reason,
          remedy: status.remedy,
        }
      case 'connecting':
        return { kind: 'connecting', since: status.since }
      case 'up':
      case 'degraded':
        return { kind: status.kind, since: status.since, url: status.url, lastHeartbeatAt: status.lastHeartbeatAt }
      case 'stopped':
        return { kind: 'stopped', since: status.since, code: status.code, reason: status.reason, remedy: status.remedy }
    }
  }

  tunnel.onChange(options.changed)
  let running = false

  return {
    publicUrl,
    get source() {
      return source()
    },
    state() {
      if (source() === 'ngrok') return publicUrl() === null ? 'down' : 'up'
      return publicUrl() === null ? 'none' : 'own-address'
    },
    view: () => ({
      source: source(),
      publicUrl: publicUrl(),
      authtoken:
        environment.ngrok.authtoken === null
          ? { ...vault.mark('ngrok.authtoken'), fromEnvironment: false }
          : { set: true, lastFour: environment.ngrok.authtoken.slice(-4), fromEnvironment: true },
      tunnel: tunnelView(),
    }),
    refresh() {
      const wanted = tunnelSettings()
      if (wanted !== null) {
        running = true
        tunnel.start(wanted)
      } else if (running) {
        running = false
        void tunnel.stop(3_000)
      }
      options.changed()
    },
    reconnectNow(reason) {
      if (running) tunnel.reconnectNow(reason)
    },
    stop: (deadline) => tunnel.stop(deadline),
  }
}
