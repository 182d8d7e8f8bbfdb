import { lazy, Suspense } from 'react'
import type { AppState } from '../../electron/ipc/contract/views.ts'
import { shellWords } from '../words/shell.ts'
import { CredentialsClosedBanner, TokenTroubleBanner } from './account-banners.tsx'
import { AwayBanner } from './away-banner.tsx'
import type { BannerKind } from './banner-kind.ts'
import { DutyBanner } from './duty-banner.tsx'
import { HeldBanner } from './held-banner.tsx'
import { HubLostBanner, NotSetUpBanner, OfflineBanner, PausedBanner } from './plain-banners.tsx'
import { NetworkDownBanner, PracticeBanner } from './practice-banners.tsx'
import { StoreBanner } from './store-banner.tsx'

const WaitingBanner = lazy(() =>
  import('../broadcasts/waiting-banner.tsx').then((module) => ({ default: module.WaitingBanner })),
)

// Only a camp that misses somebody needs it.
const LadderBanner = lazy(() =>
  import('../ladders/ladder-banner.tsx').then((module) => ({ default: module.LadderBanner })),
)

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
    case 'store-trouble':
    case 'disk-low':
      return state.storeTrouble === null ? null : <StoreBanner trouble={state.storeTrouble} />
    case 'ladder':
      return (
        <Suspense fallback={null}>
          <LadderBanner />
        </Suspense>
      )
    case 'paused':
      return connection.paused === null ? null : <PausedBanner paused={connection.paused} />
    case 'credentials-closed':
      return <CredentialsClosedBanner />
    case 'token-trouble':
      return <TokenTroubleBanner />
    case 'practice-network-down':
      return <NetworkDownBanner waiting={connection.waiting - connection.held} />
    case 'offline':
      return <OfflineBanner captive={connection.link === 'captive'} waiting={connection.waiting - connection.held} />
    case 'other-laptop':
      return <DutyBanner />
    case 'held':
      return <HeldBanner />
    case 'broadcast':
      return (
        <Suspense fallback={null}>
          <WaitingBanner />
        </Suspense>
      )
    case 'away':
      return <AwayBanner />
    case 'not-set-up':
      return <NotSetUpBanner />
    case 'practice':
      return <PracticeBanner />
  }
}
