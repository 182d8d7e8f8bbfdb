import type { AppState } from '../../electron/ipc/contract/views.ts'
import type { Screen } from './ui-state.ts'

export type BannerKind =
  | 'hub-lost'
  | 'paused'
  | 'practice-network-down'
  | 'offline'
  | 'away'
  | 'not-set-up'
  | 'practice'

/** The one banner to show, most serious first; null for none. `hasAwayNews`: nobody has seen what happened while this laptop was away. */
export function bannerFor(
  state: Pick<AppState, 'mode' | 'connection'>,
  reachable: boolean,
  screen: Screen,
  hasAwayNews = false,
): BannerKind | null {
  const { mode, connection } = state
  if (!reachable) return 'hub-lost'
  if (connection.paused !== null) return 'paused'
  if (mode === 'practice' && connection.practiceNetworkDown) return 'practice-network-down'
  if (mode !== 'not-set-up' && (connection.link === 'offline' || connection.link === 'captive')) return 'offline'
  if (hasAwayNews) return 'away'
  // The inbox of an app that is not set up says so itself.
  if (mode === 'not-set-up') return screen === 'inbox' ? null : 'not-set-up'
  return mode === 'practice' ? 'practice' : null
}
