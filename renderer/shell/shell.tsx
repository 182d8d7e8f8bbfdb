import { lazy, Suspense, useEffect } from 'react'
import { InboxBackground } from '../inbox/inbox-background.tsx'
import { InboxScreen } from '../inbox/inbox-screen.tsx'
import { useWaitingBroadcast } from '../broadcasts/waiting.ts'
import { useAccount } from '../lib/account.ts'
import { isNews, useAway } from '../lib/away.ts'
import { useAppState, useReachable } from '../lib/data.ts'
import { mostWanted, useLadderAlarm } from '../ladders/use-ladder-alarm.ts'
import { useDutyAsked } from '../lib/duty.ts'
import { useLaddersNow } from '../lib/ladders.ts'
import { loadLockScreen } from '../lock/lock-gate.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { HintLayer } from '../ui/hint-layer.tsx'
import { shellWords } from '../words/shell.ts'
import { accountTrouble, bannerFor } from './banner-kind.ts'
import { Banners } from './banners.tsx'
import { Frame } from './frame.tsx'
import { NotSetUp } from './not-set-up.tsx'
import { EmptyStatusLine, StatusLine } from './status-line.tsx'
import { useUi } from './ui-state.ts'
import type { Screen } from './ui-state.ts'
import { useShellCommands } from './use-shell-commands.ts'
import { useShellEffects } from './use-shell-effects.ts'

const loadSettings = () => import('../settings/settings-screen.tsx')
const loadCheckin = () => import('../checkin/checkin-screen.tsx')
const loadPeople = () => import('../people/people-screen.tsx')
const loadBroadcasts = () => import('../broadcasts/broadcasts-screen.tsx')
const loadScheduled = () => import('../scheduled/scheduled-screen.tsx')
const loadPalette = () => import('./palette.tsx')
const loadHelp = () => import('./help-sheet.tsx')
const loadAway = () => import('./away-dialog.tsx')
const loadWalkUp = () => import('../people/walk-up-dialog.tsx')
const loadHeld = () => import('./held-dialog.tsx')
const loadDuty = () => import('../staff/duty-dialog.tsx')
const loadLadders = () => import('../ladders/ladder-dialog.tsx')
const loadHandover = () => import('../staff/handover-dialog.tsx')

const SettingsScreen = lazy(() => loadSettings().then((module) => ({ default: module.SettingsScreen })))
const CheckinScreen = lazy(() => loadCheckin().then((module) => ({ default: module.CheckinScreen })))
const PeopleScreen = lazy(() => loadPeople().then((module) => ({ default: module.PeopleScreen })))
const BroadcastsScreen = lazy(() => loadBroadcasts().then((module) => ({ default: module.BroadcastsScreen })))
const ScheduledScreen = lazy(() => loadScheduled().then((module) => ({ default: module.ScheduledScreen })))
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })))
const AwayDialog = lazy(() => loadAway().then((module) => ({ default: module.AwayDialog })))
const WalkUpDialog = lazy(() => loadWalkUp().then((module) => ({ default: module.WalkUpDialog })))
const HeldDialog = lazy(() => loadHeld().then((module) => ({ default: module.HeldDialog })))
const DutyDialog = lazy(() => loadDuty().then((module) => ({ default: module.DutyDialog })))
const LadderDialog = lazy(() => loadLadders().then((module) => ({ default: module.LadderDialog })))
const HandoverDialog = lazy(() => loadHandover().then((module) => ({ default: module.HandoverDialog })))
const HelpSheet = lazy(() => loadHelp().then((module) => ({ default: module.HelpSheet })))

/** One after the other: whoever types at once goes between them. */
async function loadInTurn(): Promise<void> {
  for (const load of [
    loadCheckin,
    loadPalette,
    loadHelp,
    loadAway,
    loadHeld,
    loadWalkUp,
    loadSettings,
    loadBroadcasts,
    loadLockScreen,
    loadDuty,
    loadHandover,
  ])
    await load()
}

/** Once the first screen stands: fetch what a key may open, so that no keystroke after Ctrl+K is lost. */
function usePreload(): void {
  useEffect(() => {
    const handle = window.requestIdleCallback(() => void loadInTurn(), { timeout: 4_000 })
    return () => window.cancelIdleCallback(handle)
  }, [])
}

/** The window once the hub was read: banner, rail, the chosen screen, status line, and what opens over them. */
export function Shell() {
  const state = useAppState()
  const reachable = useReachable()
  const screen = useUi((ui) => ui.screen)
  useShellCommands(screen)
  useShellEffects(state)
  usePreload()
  const away = useAway()
  const account = useAccount()
  const ladders = useLaddersNow()
  useLadderAlarm(ladders, state.settings.alarmSound)
  const banner = bannerFor(state, reachable, screen, {
    away: isNews(away),
    ladder: (mostWanted(ladders?.shown) ?? mostWanted(ladders?.live)) !== null,
    held: state.connection.held > 0,
    otherLaptop: useDutyAsked(),
    broadcast: useWaitingBroadcast() !== null,
    trouble: accountTrouble(account),
  })
  return (
    <>
      <Frame
        unread={state.counts.unread}
        banner={
          <ErrorBoundary pane={shellWords.panes.banner} resetKey={banner}>
            <Banners kind={banner} state={state} />
          </ErrorBoundary>
        }
        status={
          <ErrorBoundary pane={shellWords.panes.status} fallback={<EmptyStatusLine />}>
            <StatusLine bannerHidesPractice={banner !== 'practice'} />
          </ErrorBoundary>
        }
      >
        <ErrorBoundary pane={paneName(screen)} resetKey={screen}>
          <Suspense fallback={null}>{screenFor(screen, state.mode === 'not-set-up')}</Suspense>
        </ErrorBoundary>
      </Frame>
      <ErrorBoundary pane={shellWords.panes.inbox} fallback={null}>
        <InboxBackground />
      </ErrorBoundary>
      <Overlays />
      <HintLayer />
    </>
  )
}

function screenFor(screen: Screen, notSetUp: boolean) {
  switch (screen) {
    case 'inbox':
      return notSetUp ? <NotSetUp /> : <InboxScreen />
    case 'settings':
      return <SettingsScreen />
    case 'checkin':
      return <CheckinScreen />
    case 'broadcasts':
      return <BroadcastsScreen />
    case 'scheduled':
      return <ScheduledScreen />
    case 'people':
      return <PeopleScreen />
  }
}

function paneName(screen: Screen): string {
  if (screen === 'inbox') return shellWords.panes.inbox
  return screen === 'settings' ? shellWords.panes.settings : shellWords.panes.screen
}

function Overlays() {
  const dialog = useUi((ui) => ui.dialog)
  return (
    <ErrorBoundary pane={shellWords.panes.palette} resetKey={dialog}>
      <Suspense fallback={null}>
        {dialog === 'palette' ? <Palette /> : null}
        {dialog === 'help' ? <HelpSheet /> : null}
        {dialog === 'away' ? <AwayDialog /> : null}
        {dialog === 'walk-up' ? <WalkUpDialog /> : null}
        {dialog === 'held' ? <HeldDialog /> : null}
        {dialog === 'duty' ? <DutyDialog /> : null}
        {dialog === 'ladders' ? <LadderDialog /> : null}
        {dialog === 'handover' ? <HandoverDialog /> : null}
      </Suspense>
    </ErrorBoundary>
  )
}
