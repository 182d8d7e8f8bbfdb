import { useEffect, useRef } from 'react'
import { callHub, useMode, useSettings } from '../lib/data.ts'
import { onApplied } from '../lib/connect.ts'
import { useUi } from '../shell/ui-state.ts'
import { flushDrafts, forgetDrafts } from './drafts.ts'
import { newTextSound } from './new-text-sound.ts'
import { closePickUp, PickUpAsk } from './pick-up-ask.tsx'
import { useFocused } from './use-focused.ts'

/** What the inbox does whatever screen is shown: tells the hub what is being looked at, saves drafts, sounds for new texts, shows what was asked. */
export function InboxBackground() {
  const focused = useFocused()
  const conversationId = useUi((ui) => (ui.screen === 'inbox' ? ui.conversationId : null))
  const select = useUi((ui) => ui.setConversationId)
  const { sounds } = useSettings()
  const mode = useMode()

  useEffect(() => {
    void callHub('system.presence', { focused, conversationId }).catch(() => undefined)
  }, [focused, conversationId])

  // Another mode is another store: the same number is another conversation there.
  const lastMode = useRef(mode)
  useEffect(() => {
    if (lastMode.current === mode) return
    lastMode.current = mode
    forgetDrafts()
    closePickUp()
    select(null)
  }, [mode, select])

  useEffect(() => {
    const save = () => {
      if (document.visibilityState === 'hidden') flushDrafts()
    }
    window.addEventListener('pagehide', flushDrafts)
    document.addEventListener('visibilitychange', save)
    return () => {
      window.removeEventListener('pagehide', flushDrafts)
      document.removeEventListener('visibilitychange', save)
    }
  }, [])

  useEffect(() => {
    if (!sounds) return undefined
    const heard = newTextSound()
    return onApplied((changes) => heard(changes, focused ? conversationId : null))
  }, [sounds, focused, conversationId])

  return <PickUpAsk />
}
