// The first thing that runs: asks the hub for what the first frame shows, before React and the screens are read.
import { askAhead } from './lib/ahead.ts'
import { firstList } from './lib/conversation-store.ts'
import { startPage } from './lib/thread-store.ts'
import { useUi } from './shell/ui-state.ts'

// In a browser the bridge comes later.
if ('ptp' in window) {
  askAhead('system.state', {})
  const { screen, conversationId } = useUi.getState()
  if (screen === 'inbox') {
    askAhead('conversations.list', firstList)
    if (conversationId !== null) askAhead('messages.page', startPage(conversationId))
  }
}
