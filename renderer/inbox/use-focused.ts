import { useSyncExternalStore } from 'react'

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

const focused = () => document.hasFocus() && document.visibilityState === 'visible'

/** Whether this window has the focus: only then can someone be reading it. */
export function useFocused(): boolean {
  return useSyncExternalStore(subscribe, focused)
}
