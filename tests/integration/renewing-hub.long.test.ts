import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { forkChild } from '../../electron/host/fork-child.ts'
import { parseEnvironment } from '../../electron/hub/environment.ts'
import type { Hub } from '../../electron/hub/hub.ts'
import type { Log } from '../../electron/hub/log.ts'
import { startRenewingHub } from '../../electron/hub/renewing-hub.ts'
import type { ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { migrationsDir } from '../support/test-store.ts'
import { until } from '../support/until.ts'

// Processes are started and a passphrase is stretched: seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000 })
const soon = 60_000

const passphrase = 'four words make one'

interface Bench {
  readonly hub: Hub
  readonly batches: readonly ChangeBatch[]
  readonly lost: readonly unknown[]
  /** Puts the only copy back. */
  restore(): Promise<unknown>
}

async function benchWithCopy(event: (name: string, migrations: string) => void = () => undefined): Promise<Bench> {
  const folder = temporaryFolder()
  const migrations = join(folder, 'migrations')
  cpSync(migrationsDir, migrations, { recursive: true })
  const batches: ChangeBatch[] = []
  const lost: unknown[] = []
  const program = (room: string): string => join(import.meta.dirname, '..', '..', 'electron', 'hub', room, 'child.ts')
  const write = (name: string): void => event(name, migrations)
  const log: Log = { info: write, warn: write, error: write }
  const hub = await startRenewingHub(
    {
      dataDir: join(folder, 'data'),
      host: 'browser',
      version: '0.0.0',
      platform: 'linux',
      environment: parseEnvironment({ PTP_WEBHOOK_PORT: '0' }, [], { packaged: false }),
      migrationsDir: migrations,
      notify: () => undefined,
      spawn: {
        tunnel: () => forkChild(program('tunnel')),
        keychain: () => forkChild(program('secrets')),
        inspector: () => forkChild(program('diagnostics')),
        copier: () => forkChild(program('backup')),
      },
      log,
    },
    (error) => lost.push(error),
  )
  onTestFinished(() => hub.stop(0))
  hub.subscribe((batch) => batches.push(batch))
  await hub.handlers['backup.setPassphrase']({ passphrase })
  const [copy] = await hub.handlers['backup.list']({})
  return {
    hub,
    batches,
    lost,
    restore: async () => hub.handlers['backup.restore']({ file: copy?.file ?? '', passphrase }),
  }
}

const state = async (hub: Hub) => hub.handlers['system.state']({})

test('meanwhile calls are refused in words; afterwards screens are told, and webhooks come to the same door', async () => {
  const { hub, batches, lost, restore } = await benchWithCopy()
  const { feed } = await state(hub)
  const address = hub.webhookAddress
  expect(address).not.toBeNull()
  await restore()
  await expect(state(hub)).rejects.toMatchObject({ code: 'unavailable' })
  expect(hub.waitingCount()).toBe(0)
  hub.linkHint('online')
  await until(() => (batches.at(-1)?.epoch ?? feed.epoch) !== feed.epoch, 'another epoch', soon)
  const after = await state(hub)
  expect(after.feed.epoch).toBe(batches.at(-1)?.epoch)
  expect(after.restoredAt).not.toBeNull()
  expect(hub.webhookAddress).toBe(address)
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  expect(lost).toEqual([])
})

test('nothing is written any more from the moment a copy is chosen: it would stay in the store that is set aside', async () => {
  const { hub, restore } = await benchWithCopy()
  const restoring = restore()
  const draft = async () => hub.handlers['conversations.saveDraft']({ id: 1, body: 'late' })
  await expect(draft()).rejects.toMatchObject({ code: 'unavailable' })
  await restoring
})

test('where it cannot begin again the host hears why', async () => {
  const { lost, restore } = await benchWithCopy((name, migrations) => {
    if (name === 'renewing') rmSync(migrations, { recursive: true })
  })
  await restore()
  await until(() => lost.length > 0, 'why', soon)
  expect(String(lost[0])).not.toBe('')
})

test('an end in the middle of it leaves nothing running', async () => {
  const { hub, lost, restore } = await benchWithCopy()
  await restore()
  await hub.stop(0)
  expect(lost).toEqual([])
  await expect(fetch(`${hub.webhookAddress ?? 'http://127.0.0.1:1'}/healthz`)).rejects.toThrow()
})
