import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { callWord } from './call-line.tsx'
import { shownState, stateWord, unheardWord } from './state-display.ts'

/** What stands under a message: its state, or how its call goes or went. */
export function shownWord(message: MessageView, linkDown: boolean): string {
  const { call, direction, held } = message
  const state = shownState(message.state, linkDown, held !== null)
  const isWaiting = held !== null || message.state === 'queued' || message.state === 'uncertain'
  if (call === null || isWaiting) return stateWord(state)
  if (direction === 'out' && call.progress === 'waiting' && call.againAt === null) return unheardWord(state)
  return callWord(message, call)
}
