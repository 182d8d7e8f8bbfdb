import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { _electron } from 'playwright'
import type { ElectronApplication, Page } from 'playwright'
import { electronSwitches, electronVersionIn, findElectron } from '../../scripts/lib/electron.mts'
import { root } from '../../scripts/lib/run.mts'
import { cleanEnvironment } from './clean-environment.ts'

export const bareFolder = join(import.meta.dirname, 'bare')
export const probe = readFileSync(join(bareFolder, 'probe.js'), 'utf8')
export const viewport = { width: 1280, height: 720 }

/** A window of Electron with the probe in its page. */
export interface BenchWindow {
  readonly electron: ElectronApplication
  readonly page: Page
  /** Runs an expression that speaks to the probe. */
  ask<Value>(expression: string): Promise<Value>
  stop(): Promise<void>
}

export function electronPath(): string {
  const found = findElectron()
  if (found === null) throw new Error('No Electron here: set PTP_ELECTRON_DIST or run npx install-electron.')
  return found
}

/** The version of the Electron that is measured; null where there is none. */
export function electronVersion(): string | null {
  const path = findElectron()
  if (path === null) return null
  try {
    return electronVersionIn(dirname(path))
  } catch {
    return null
  }
}

export function electronArguments(folder: string, dataDir: string): string[] {
  return [...electronSwitches({ virtualDisplay: true }), folder, `--data-dir=${dataDir}`]
}

async function open(
  folder: string,
  dataDir: string,
  env: Readonly<Record<string, string>>,
  more: readonly string[],
): Promise<BenchWindow> {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronArguments(folder, dataDir), ...more],
    env: cleanEnvironment(env),
    timeout: 60_000,
  })
  const page = await electron.firstWindow()
  await page.setViewportSize(viewport)
  await page.evaluate(probe)
  await page.evaluate('bench.usable()')
  return {
    electron,
    page,
    ask: <Value>(expression: string) => page.evaluate<Value>(expression),
    stop: () => electron.close(),
  }
}

/** The app on a data folder. */
export const openApp = (dataDir: string, env: Readonly<Record<string, string>>): Promise<BenchWindow> =>
  open(root, dataDir, env, ['--quiet-quit'])

/** The bare page. */
export const openBare = (dataDir: string): Promise<BenchWindow> => open(bareFolder, dataDir, {}, [])
