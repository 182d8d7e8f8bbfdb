import type { AppState } from '../../electron/ipc/contract/views.ts'
import { shellWords } from '../words/shell.ts'
import { HubLostBanner, NotSetUpBanner, OfflineBanner, PausedBanner } from './plain-banners.tsx'
import { NetworkDownBanner, PracticeBanner } from './practice-banners.tsx'
import type { Screen } from './ui-state.ts'

export type BannerKind = 'hub-lost' | 'paused' | 'practice-network-down' | 'offline' | 'not-set-up' | 'practice'

/** The one banner to show, most serious first; null for none. */
export function bannerFor(state: Pick<AppState, 'mode' | 'connection'>, reachable: boolean, screen: Screen): BannerKind | null {
  const { mode, connection } = state
  if (!reachable) return 'hub-lost'
  if (connection.paused !== null) return 'paused'
  if (mode === 'practice' && connection.practiceNetworkDown) return 'practice-network-down'
  if (mode !== 'not-set-up' && (connection.link === 'offline' || connection.link === 'captive')) return 'offline'
  // The inbox of an app that is not set up says so itself.
  if (mode === 'not-set-up') return screen === 'inbox' ? null : 'not-set-up'
  return mode === 'practice' ? 'practice' : null
}

/** The place for banners. It stays in the page, so that screen readers hear a banner when it comes. */
export function Banners({ kind, state }: { readonly kind: BannerKind | null; readonly state: AppState }) {
  return (
    <div role="alert" aria-label={shellWords.banners.name}>
      {kind === null ? null : <OneBanner kind={kind} state={state} />}
    </div>
  )
}

function OneBanner({ kind, state }: { readonly kind: BannerKind; readonly state: AppState }) {
  const { connection } = state
  switch (kind) {
    case 'hub-lost':
      return <HubLostBanner />
    case 'paused':
      return connection.paused === null ? null : <PausedBanner paused={connection.paused} />
    case 'practice-network-down':
      return <NetworkDownBanner waiting={connection.waiting} />
    case 'offline':
      return <OfflineBanner captive={connection.link === 'captive'} waiting={connection.waiting} />
    case 'not-set-up':
      return <NotSetUpBanner />
    case 'practice':
      return <PracticeBanner />
  }
}
