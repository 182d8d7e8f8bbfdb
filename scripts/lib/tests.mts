import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.mts'
import { fetchElectron, hasDisplay } from './electron.mts'
import { failure, nothing, playwrightOutcome, vitestOutcome } from './reports.mts'
import type { Outcome } from './reports.mts'
import { capture, root, run, toolEnvironment } from './run.mts'

const folder = join(root, 'test-results')
/** Unit tests and journeys of `npm test` share the processors: what waits in real time is given this much longer. */
const besideOthers = { PTP_PATIENCE: '4' }

/**
 * Runs a test tool that leaves its counts in a JSON file; a tool that breaks without counts is one failure.
 * @param isBeside another one is writing to the terminal: what this one writes comes in one piece at its end
 */
async function runCounted(
  name: string,
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  count: (report: unknown) => Outcome,
  isBeside = false,
): Promise<Outcome> {
  const file = join(folder, `${name}.json`)
  mkdirSync(folder, { recursive: true })
  rmSync(file, { force: true })
  const [tool = '', ...args] = command.map((part) => part.replace('{file}', file))
  const options = { env: toolEnvironment({ ...env, PTP_REPORT: file }) }
  let code: number
  if (isBeside) {
    const captured = await capture(tool, args, options)
    console.log(captured.output)
    code = captured.code
  } else code = await run(tool, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
  const outcome = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : nothing
  if (code !== 0 && outcome.failed === 0)
    return { ...failure(`${name} ended with code ${code}.`), passed: outcome.passed }
  return outcome
}

/** Unit and integration tests; `long` runs the long ones instead, with the packaged app's where there is an Electron to pack. */
export function runVitest(long: boolean, packaged: boolean): Promise<Outcome> {
  const name = long ? 'vitest-long' : 'vitest'
  const command = [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json={file}',
    '--passWithNoTests',
  ]
  return runCounted(
    name,
    command,
    long ? { PTP_LONG_TESTS: '1', ...(packaged ? { PTP_PACKAGED_TEST: '1' } : {}) } : besideOthers,
    vitestOutcome,
  )
}

export type Place = { readonly host: 'electron' | 'browser'; readonly words: string; readonly wrap: readonly string[] }

/** Where the end-to-end tests run here, best first: real Electron, else the browser host with Chromium; null where neither can. */
export async function choosePlace(): Promise<Place | null> {
  const xvfb = process.platform === 'linux' && existsSync('/usr/bin/xvfb-run')
  const wrap = xvfb ? ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24'] : []
  const electron = xvfb || hasDisplay() ? await fetchElectron() : null
  if (electron !== null) {
    const named = process.env['PTP_ELECTRON_DIST']
    return { host: 'electron', words: `real Electron (${named ? 'PTP_ELECTRON_DIST' : 'as installed'})`, wrap }
  }
  if (findChromium() !== null)
    return { host: 'browser', words: 'the browser host with Chromium, since no Electron runs here', wrap: [] }
  return null
}

/**
 * End-to-end tests; `long` runs those marked @long instead of the others.
 * @param isBeside other tests run at the same time
 */
export async function runPlaywright(place: Place, long: boolean, isBeside: boolean): Promise<Outcome> {
  const name = long ? 'e2e-long' : 'e2e'
  const choice = long ? ['--grep', '@long'] : ['--grep-invert', '@long']
  const command = [...place.wrap, 'playwright', 'test', '--reporter=list,json', '--pass-with-no-tests', ...choice]
  const env = {
    ...(isBeside ? besideOthers : {}),
    PTP_E2E_HOST: place.host,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, `${name}.json`),
  }
  return runCounted(name, command, env, playwrightOutcome, isBeside)
}
