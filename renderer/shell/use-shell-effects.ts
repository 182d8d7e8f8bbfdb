import { useEffect } from 'react'
import type { AppState } from '../../electron/ipc/contract/views.ts'
import { useRemaps } from '../keys/bindings.ts'
import { listenForKeys } from '../keys/listen.ts'
import { onConversationWanted } from '../lib/data.ts'
import { shellWords } from '../words/shell.ts'
import { applyTheme } from './theme.ts'
import { followAddress } from './address.ts'
import { useUi } from './ui-state.ts'

/** Keeps what lies outside React in step: theme, title, key bindings, address, and conversations asked for by a notification. */
export function useShellEffects(state: AppState): void {
  const { theme, keyBindings } = state.settings
  useEffect(() => applyTheme(theme), [theme])
  useEffect(() => useRemaps.getState().setRemaps(keyBindings), [keyBindings])
  useEffect(() => {
    document.title = shellWords.title(state.counts.unread)
  }, [state.counts.unread])
  useEffect(() => listenForKeys(window), [])
  useEffect(() => followAddress(window), [])
  useEffect(() => onConversationWanted((conversationId) => useUi.getState().openConversation(conversationId)), [])
}
