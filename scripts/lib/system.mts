import { existsSync, readFileSync } from 'node:fs'
import { capture } from './run.mts'

/** What the tests need from a Debian system: a display without a screen, a browser, Electron's libraries, a keyring. */
const packages = [
  'xvfb',
  'chromium',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libsecret-1-0',
  'gnome-keyring',
  'dbus-x11',
]

/** Newer Debians renamed some for 64-bit times. */
const renamed = (name: string) => `${name}t64`

export interface SystemState {
  /** Packages that are to be installed; empty where all is there, or where this is no Debian. */
  readonly missing: readonly string[]
  readonly isDebian: boolean
}

async function installed(names: readonly string[]): Promise<ReadonlySet<string>> {
  const { output } = await capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names])
  const lines = output.split('\n').filter((line) => line.endsWith(' installed'))
  return new Set(lines.map((line) => line.split(' ')[0] ?? ''))
}

async function isOffered(name: string): Promise<boolean> {
  const { code, output } = await capture('apt-cache', ['show', name])
  return code === 0 && output.includes('Package:')
}

/** What of the system's packages is missing here. */
export async function lookAtSystem(): Promise<SystemState> {
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/dpkg-query')
  if (!isDebian) return { missing: [], isDebian }
  const there = await installed([...packages, ...packages.map(renamed)])
  const missing = packages.filter((name) => !there.has(name) && !there.has(renamed(name)))
  return { missing, isDebian }
}

/**
 * Installs what is missing where that can be done (Debian, as root); elsewhere says in one line what to paste.
 * @returns whether everything is there now
 */
export async function setUpSystem(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const before = await lookAtSystem()
  if (!before.isDebian) {
    const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(
      existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
    )
    console.log(
      `The tests need Xvfb, Chromium and Electron's libraries from ${name?.[1] ?? 'your system'}: see the list in scripts/lib/system.mts.`,
    )
    return false
  }
  if (before.missing.length === 0) return true
  if (process.getuid?.() !== 0) {
    console.log(`To run every test, paste: sudo apt-get update && sudo apt-get install -y ${before.missing.join(' ')}`)
    return false
  }
  console.log(`Installing ${before.missing.join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await capture('apt-get', ['update'], { env })
  const wanted: string[] = []
  for (const name of before.missing) wanted.push((await isOffered(renamed(name))) ? renamed(name) : name)
  const { code, output } = await capture('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], { env })
  if (code !== 0) console.error(output.split('\n').slice(-5).join('\n'))
  return code === 0
}
