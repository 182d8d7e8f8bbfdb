import { openBrowserBridge } from './browser-bridge.ts'

/** Gives the page its bridge where no preload did: it is shown by a browser then. */
export function provideBridge(): void {
  if ('ptp' in window) return
  Object.defineProperty(window, 'ptp', { value: openBrowserBridge(`ws://${location.host}/hub`), writable: false })
}
