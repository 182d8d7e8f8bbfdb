import { useCallback, useState, useSyncExternalStore } from 'react'
import { useUi } from '../shell/ui-state.ts'

/** Below this the family lies over the thread instead of beside it. */
const narrow = '(max-width: 1000px)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(narrow)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the family panel is to be seen. In a narrow window it covers the thread: there it opens only when asked for. */
export function useFamilyShown(): { readonly shown: boolean; readonly toggle: () => void } {
  const isNarrow = useSyncExternalStore(subscribe, () => window.matchMedia(narrow).matches)
  const wide = useUi((ui) => ui.familyOpen)
  const setWide = useUi((ui) => ui.setFamilyOpen)
  const [over, setOver] = useState(false)
  const toggle = useCallback(() => {
    if (isNarrow) setOver((before) => !before)
    else setWide(!wide)
  }, [isNarrow, wide, setWide])
  return { shown: isNarrow ? over : wide, toggle }
}
