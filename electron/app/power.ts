import { powerMonitor } from 'electron'
import type { Hub } from '../hub/hub.ts'

/** Tells the hub about sleep, and ends the app in time where the machine goes down. */
export function watchPower(linkHint: Hub['linkHint'], onShutdown: () => void): void {
  powerMonitor.on('suspend', () => linkHint('suspend'))
  powerMonitor.on('resume', () => linkHint('resume'))
  // A laptop that was locked may have changed its network meanwhile.
  powerMonitor.on('unlock-screen', () => linkHint('network-change'))
  powerMonitor.on('shutdown', onShutdown)
}
