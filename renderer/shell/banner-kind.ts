import type { AccountView } from '../../electron/ipc/contract/account-views.ts'
import type { AppState } from '../../electron/ipc/contract/views.ts'
import type { Screen } from './ui-state.ts'

export type BannerKind =
  | 'hub-lost'
  | 'store-trouble'
  | 'ladder'
  | 'paused'
  | 'credentials-closed'
  | 'token-trouble'
  | 'practice-network-down'
  | 'offline'
  | 'other-laptop'
  | 'held'
  | 'broadcast'
  | 'away'
  | 'disk-low'
  | 'not-set-up'
  | 'practice'

/** What of the live account can be wrong while it is set up. */
export type AccountTrouble = 'credentials-closed' | 'token-trouble'

/** Stored credentials that cannot be read, or webhooks that are turned away; null where all is well or nothing is known. */
export function accountTrouble(
  account: Pick<AccountView, 'protection' | 'tokenTrouble'> | null,
): AccountTrouble | null {
  if (account === null) return null
  const { protection, tokenTrouble } = account
  const isClosed =
    protection.kind === 'locked' ||
    protection.kind === 'unreadable' ||
    (protection.kind === 'needs-choice' && protection.hasStored)
  if (isClosed) return 'credentials-closed'
  return tokenTrouble === null ? null : 'token-trouble'
}

/** What other parts know that may be worth a banner. */
export interface BannerNews {
  /** Nobody has seen what happened while this laptop was away. */
  readonly away?: boolean
  /** A ladder wants somebody: a player did not arrive, or was not picked up. */
  readonly ladder?: boolean
  /** Texts wait for somebody's look. */
  readonly held?: boolean
  /** A broadcast waited too long to go on without somebody's look. */
  readonly broadcast?: boolean
  /** Another laptop is active on the live number, and somebody here is to say which one is on duty. */
  readonly otherLaptop?: boolean
  readonly trouble?: AccountTrouble | null
}

/** The one banner to show, most serious first; null for none. */
export function bannerFor(
  state: Pick<AppState, 'mode' | 'connection'> & Partial<Pick<AppState, 'storeTrouble'>>,
  reachable: boolean,
  screen: Screen,
  {
    away = false,
    ladder = false,
    held = false,
    broadcast = false,
    otherLaptop = false,
    trouble = null,
  }: BannerNews = {},
): BannerKind | null {
  const { mode, connection } = state
  const disk = state.storeTrouble?.kind
  if (!reachable) return 'hub-lost'
  // Whatever else is wrong, nothing new can be stored.
  if (disk !== undefined && disk !== 'low') return 'store-trouble'
  // A child comes before any text.
  if (ladder) return 'ladder'
  if (connection.paused !== null) return 'paused'
  // Practice goes on without the account; live texts do not, and somebody should know.
  if (trouble === 'credentials-closed') return trouble
  if (mode === 'practice' && connection.practiceNetworkDown) return 'practice-network-down'
  if (mode !== 'not-set-up' && (connection.link === 'offline' || connection.link === 'captive')) return 'offline'
  // Texts still go out, and those that come in are looked up.
  if (trouble !== null) return trouble
  if (mode === 'live' && otherLaptop) return 'other-laptop'
  if (held) return 'held'
  if (broadcast) return 'broadcast'
  if (away) return 'away'
  if (disk === 'low') return 'disk-low'
  // The inbox of an app that is not set up says so itself.
  if (mode === 'not-set-up') return screen === 'inbox' ? null : 'not-set-up'
  return mode === 'practice' ? 'practice' : null
}
