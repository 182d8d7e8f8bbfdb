import { openTemplates, startBroadcast } from '../broadcasts/compose-state.ts'
import { runCommand, useCommand } from '../keys/use-command.ts'
import { HubError, reportError, startPractice, updateSettings, useMode } from '../lib/data.ts'
import { lockWindow } from '../lib/staff.ts'
import { openSettings } from './settings-tab.ts'
import { nextTheme } from './theme-choice.ts'
import { shownTheme } from './theme.ts'
import { useUi } from './ui-state.ts'
import type { Screen } from './ui-state.ts'

const go = (screen: Screen) => () => useUi.getState().setScreen(screen)

function toggleDialog(name: 'palette' | 'help'): void {
  const { dialog, openDialog, closeDialog } = useUi.getState()
  if (dialog === name) closeDialog()
  else openDialog(name)
}

/** Where nobody has a PIN to open it with, it leads to where one is set. */
function lockNow(): void {
  lockWindow().catch((error: unknown) => {
    if (error instanceof HubError && error.code === 'conflict') openSettings('staff')
    else reportError('lock.now', error)
  })
}

/** The commands that work on every screen. */
export function useShellCommands(screen: Screen): void {
  const mode = useMode()
  useCommand('go.inbox', go('inbox'))
  useCommand('go.checkin', go('checkin'))
  useCommand('go.broadcasts', go('broadcasts'))
  useCommand('go.scheduled', go('scheduled'))
  useCommand('go.people', go('people'))
  useCommand('go.settings', go('settings'))
  useCommand('weather.open', () => startBroadcast({ kind: 'weather' }))
  useCommand('broadcast.new', () => startBroadcast({ kind: 'plain' }))
  useCommand('templates.open', openTemplates)
  useCommand('ladders.open', () => useUi.getState().openDialog('ladders'))
  useCommand('activity.open', () => openSettings('activity'))
  useCommand('palette.open', () => toggleDialog('palette'))
  useCommand('help.open', () => toggleDialog('help'))
  useCommand('away.open', () => useUi.getState().openDialog('away'))
  useCommand('people.walkUp', () => useUi.getState().openDialog('walk-up'))
  useCommand('held.open', () => useUi.getState().openDialog('held'))
  useCommand('duty.change', () => useUi.getState().openDialog('duty'))
  useCommand('handover.open', () => useUi.getState().openDialog('handover'))
  useCommand('lock.now', lockNow)
  useCommand(
    'practice.start',
    () => {
      startPractice().catch((error: unknown) => reportError('practice.start', error))
    },
    mode !== 'practice',
  )
  useCommand('roster.print', () => {
    import('../print/print-sheet.tsx')
      .then(({ printSheet }) => printSheet())
      .catch((error: unknown) => reportError('roster.print', error))
  })
  useCommand('message.new', () => useUi.getState().openNewMessage())
  useCommand('theme.next', () => {
    updateSettings({ theme: nextTheme(shownTheme()) }).catch((error: unknown) => reportError('theme.next', error))
  })
  // Search lives in the inbox; asked for elsewhere, it is opened there once the inbox stands.
  useCommand(
    'search.focus',
    () => {
      useUi.getState().setScreen('inbox')
      requestAnimationFrame(() => requestAnimationFrame(() => runCommand('search.focus')))
    },
    screen !== 'inbox',
  )
}
