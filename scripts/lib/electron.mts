import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, root } from './run.mts'

/** How long fetching Electron's runtime may take, in milliseconds. */
const fetchLimit = 5 * 60_000

const executables: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

function executableIn(dist: string): string | null {
  const file = join(dist, executables[process.platform] ?? 'electron')
  return existsSync(file) ? file : null
}

/** Electron's executable: from the folder PTP_ELECTRON_DIST names, or as installed; null where there is none. */
export function findElectron(): string | null {
  const named = process.env['PTP_ELECTRON_DIST']
  if (named) return executableIn(named)
  return executableIn(join(root, 'node_modules', 'electron', 'dist'))
}

/** As `findElectron`, and fetches the runtime where it is missing. */
export async function fetchElectron(): Promise<string | null> {
  const found = findElectron()
  if (found !== null || process.env['PTP_ELECTRON_DIST']) return found
  console.log("Fetching Electron's runtime…")
  await capture('install-electron', [], { limit: fetchLimit })
  return findElectron()
}

/** The version of the runtime in the folder PTP_ELECTRON_DIST names. */
export function electronVersionIn(dist: string): string {
  return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
}

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** Switches Electron needs where it runs as root (its sandbox refuses) or on a display without a graphics card. */
export function electronSwitches({ virtualDisplay = false } = {}): string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  return [...(asRoot ? ['--no-sandbox'] : []), ...(virtualDisplay ? ['--disable-gpu'] : [])]
}

/** Xvfb's own displays have high numbers (xvfb-run starts at :99). */
export function isVirtualDisplay(): boolean {
  const display = /^:(\d+)/.exec(process.env['DISPLAY'] ?? '')
  return display !== null && Number(display[1]) >= 90
}
