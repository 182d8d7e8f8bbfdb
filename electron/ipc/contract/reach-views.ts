import type { AddressSource } from './account-views.ts'

/** The ngrok tunnel as the screen shows it. Times are UTC epoch milliseconds. */
export type TunnelView =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'waiting'
      readonly since: number
      readonly nextTryAt: number
      readonly reason: string
      readonly remedy: string | null
    }
  | { readonly kind: 'connecting'; readonly since: number }
  /** `degraded`: it was up and may still be; being found out. */
  | {
      readonly kind: 'up' | 'degraded'
      readonly since: number
      readonly url: string
      readonly lastHeartbeatAt: number | null
    }
  /** Nothing is tried until the settings change or "Reconnect now". */
  | {
      readonly kind: 'stopped'
      readonly since: number
      readonly code: number | null
      readonly reason: string
      readonly remedy: string
    }

/** How webhooks reach this laptop. */
export interface ReachView {
  readonly source: AddressSource
  readonly publicUrl: string | null
  /** All that the screen learns of the ngrok authtoken. */
  readonly authtoken: { readonly set: boolean; readonly lastFour: string | null; readonly fromEnvironment: boolean }
  readonly tunnel: TunnelView
}
