import type { AccountView } from '../../electron/ipc/contract/account-views.ts'
import type { AppState } from '../../electron/ipc/contract/views.ts'
import type { Screen } from './ui-state.ts'

export type BannerKind =
  | 'hub-lost'
  | 'paused'
  | 'credentials-closed'
  | 'token-trouble'
  | 'practice-network-down'
  | 'offline'
  | 'away'
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

/** The one banner to show, most serious first; null for none. `hasAwayNews`: nobody has seen what happened while this laptop was away. */
export function bannerFor(
  state: Pick<AppState, 'mode' | 'connection'>,
  reachable: boolean,
  screen: Screen,
  hasAwayNews = false,
  trouble: AccountTrouble | null = null,
): BannerKind | null {
  const { mode, connection } = state
  if (!reachable) return 'hub-lost'
  if (connection.paused !== null) return 'paused'
  // Practice goes on without the account; live texts do not, and somebody should know.
  if (trouble === 'credentials-closed') return trouble
  if (mode === 'practice' && connection.practiceNetworkDown) return 'practice-network-down'
  if (mode !== 'not-set-up' && (connection.link === 'offline' || connection.link === 'captive')) return 'offline'
  // Texts still go out, and those that come in are looked up.
  if (trouble !== null) return trouble
  if (hasAwayNews) return 'away'
  // The inbox of an app that is not set up says so itself.
  if (mode === 'not-set-up') return screen === 'inbox' ? null : 'not-set-up'
  return mode === 'practice' ? 'practice' : null
}
