import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capture } from '../../scripts/lib/run.mts'

// The app as it is shipped: packed by electron-builder with the release's fuses, started from its own folder. Playwright cannot
// attach to such a build, so it is watched from outside: what it prints, what its listener answers, how it ends.

let folder: string
let unpacked: string
let child: ChildProcess | null = null

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ptp-packaged-'))
  const { code, output } = await capture('node', [
    'scripts/package.mts',
    '--dir',
    '--linux',
    `-c.directories.output=${folder}`,
  ])
  expect(code, output).toBe(0)
  unpacked = join(folder, 'linux-unpacked')
}, 300_000)
afterAll(() => {
  // The display's wrapper leads a group of its own; the app is in it.
  if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('only binaries for this system are packed, and no sources, tests or maps', () => {
  const native = readdirSync(join(unpacked, 'resources'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.node'),
  )
  expect(native.length).toBeGreaterThanOrEqual(3)
  expect(native.filter((name) => !/linux-x64/.test(name))).toEqual([])
  const archive = readFileSync(join(unpacked, 'resources', 'app.asar'), 'latin1')
  expect(archive).toContain('0001-messages.sql')
  expect(archive).not.toContain('sourcesContent')
})

test('the fuses are set', async () => {
  const { output } = await capture('electron-fuses', ['read', '--app', join(unpacked, 'ptp-comms-hub')])
  for (const fuse of ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments']) {
    expect(output).toContain(`${fuse} is Disabled`)
  }
  expect(output).toContain('OnlyLoadAppFromAsar is Enabled')
})

test('it starts, takes webhooks, ignores PTP_ variables, and ends in time when told to', async () => {
  const config = join(folder, 'config')
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = spawn(
    'xvfb-run',
    [
      '-a',
      join(unpacked, 'ptp-comms-hub'),
      ...switches,
      '--disable-gpu',
      '--quiet-quit',
      '--data-dir',
      join(folder, 'elsewhere'),
    ],
    {
      env: { ...process.env, XDG_CONFIG_HOME: config, PTP_CLOCK: 'nonsense' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  child = app
  let output = ''
  for (const stream of [app.stdout, app.stderr]) stream.on('data', (data: Buffer) => (output += data.toString('utf8')))
  const ended = once(app, 'exit')
  while (!/^Webhooks at http:\/\/127\.0\.0\.1:\d+$/m.test(output)) {
    await Promise.race([once(app.stdout, 'data'), ended.then(() => Promise.reject(new Error(`It ended:\n${output}`)))])
  }
  const address = /^Webhooks at (\S+)$/m.exec(output)?.[1] ?? ''
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  expect(existsSync(join(config, 'PTP Comms Hub', 'hub.db'))).toBe(true)
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false)

  const { pid } = JSON.parse(readFileSync(join(config, 'PTP Comms Hub', 'lock.json'), 'utf8')) as { pid: number }
  const asked = Date.now()
  process.kill(pid, 'SIGTERM')
  await ended
  expect(Date.now() - asked).toBeLessThan(4_000)
  await expect(fetch(`${address}/healthz`)).rejects.toThrow()
}, 60_000)
