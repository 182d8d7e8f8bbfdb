import { screens, useUi } from './ui-state.ts'
import type { Screen } from './ui-state.ts'

function screenOf(hash: string): Screen | undefined {
  return screens.find((screen) => `#${screen}` === hash)
}

/** Keeps the address's `#screen` and the shown screen the same, so that the rail's links, Back and a reload work. */
export function followAddress(target: Window): () => void {
  const fromAddress = () => {
    const screen = screenOf(target.location.hash)
    if (screen !== undefined && screen !== useUi.getState().screen) useUi.getState().setScreen(screen)
  }
  const toAddress = (screen: Screen) => {
    if (target.location.hash !== `#${screen}`) target.history.pushState(null, '', `#${screen}`)
  }
  fromAddress()
  toAddress(useUi.getState().screen)
  const stop = useUi.subscribe((now, before) => {
    if (now.screen !== before.screen) toAddress(now.screen)
  })
  target.addEventListener('hashchange', fromAddress)
  target.addEventListener('popstate', fromAddress)
  return () => {
    stop()
    target.removeEventListener('hashchange', fromAddress)
    target.removeEventListener('popstate', fromAddress)
  }
}
