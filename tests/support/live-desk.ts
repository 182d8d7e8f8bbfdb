import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AccountRoom } from '../../electron/hub/account/account-room.ts'
import type { WebhookRoom } from '../../electron/hub/account/webhook-room.ts'
import type { CarrierAccount } from '../../electron/hub/carrier/types.ts'
import { startListener } from '../../electron/hub/inbound/listener.ts'
import type { Listener } from '../../electron/hub/inbound/listener.ts'
import { openLiveDesk } from '../../electron/hub/live-desk.ts'
import type { Log } from '../../electron/hub/log.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import type { Vault } from '../../electron/hub/secrets/types.ts'
import { createVault } from '../../electron/hub/secrets/vault.ts'
import { KeychainError } from '../../electron/hub/secrets/keychain.ts'
import { defaultSettings } from '../../electron/hub/settings.ts'
import { openWorkspace } from '../../electron/hub/workspace.ts'
import type { Workspace } from '../../electron/hub/workspace.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { ManualClock } from './manual-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { migrationsDir } from './test-store.ts'

export interface LiveDesk {
  readonly workspace: Workspace
  readonly listener: Listener
  readonly vault: Vault
  readonly account: AccountRoom
  readonly webhooks: WebhookRoom
  readonly changes: readonly Change[]
  readonly logged: readonly string[]
  /** Public base address; null takes it away. */
  setAddress(url: string | null): void
  /** Ends everything on this store, and begins anew on it with the vault as it lies there. */
  restart(): Promise<LiveDesk>
}

export interface LiveDeskOptions {
  readonly clock: ManualClock
  readonly twilio: PracticeCarrier
  readonly folder?: string
  readonly environmentAccount?: CarrierAccount | null
  /** False leaves the vault without a place to keep anything. */
  readonly session?: boolean
}

const noKeychain = () => Promise.reject(new KeychainError('missing', 'none in tests'))

/** A live store with the account's and the webhooks' rooms, a vault of this session, and the real listener. */
export async function liveDesk(options: LiveDeskOptions): Promise<LiveDesk> {
  const { clock, twilio, folder = temporaryFolder(), environmentAccount = null, session = true } = options
  const changes: Change[] = []
  const logged: string[] = []
  const write = (event: string, fields?: object) => logged.push(`${event} ${JSON.stringify(fields ?? {})}`)
  const log: Log = { info: write, warn: write, error: write }
  let address: string | null = null
  let account: AccountRoom | null = null
  const workspace: Workspace = openWorkspace(
    {
      file: join(folder, 'hub.db'),
      migrationsDir,
      backupsDir: join(folder, 'backups'),
      mediaDir: join(folder, 'media'),
      clock,
      random: seededRandom(2),
      log,
      defaultCountry: () => 'US',
      settings: () => defaultSettings,
      publish(published) {
        changes.push(...published)
        account?.liveChanged(published)
      },
      textArrived: () => undefined,
      textsCaughtUp: () => undefined,
      laddersWant: () => undefined,
    },
    (self) => self.connection(0, false),
  )
  const vault = createVault({
    store: workspace.store,
    keychain: { get: noKeychain, set: noKeychain, delete: noKeychain },
    clock,
    log,
  })
  await vault.open()
  if (session) await vault.useSessionOnly()
  const listener = await startListener({
    port: 0,
    accounts: () => (workspace.line ? [workspace.line.webhooks] : []),
    clock,
    log,
    onRejected: () => undefined,
  })
  address = listener.address
  const desk = openLiveDesk({
    live: workspace,
    environmentAccount,
    vault,
    api: twilio.account,
    listener,
    clock,
    log,
    address: () => ({ url: address, source: address === null ? 'none' : 'own-address' }),
    defaultCountry: () => 'US',
    campName: () => 'PTP <Soccer> Camp',
    publish: (published) => changes.push(...published),
    line: { publicUrl: () => address, tunnel: () => 'own-address', rate: () => Number.POSITIVE_INFINITY },
    lineChanged: () => undefined,
    callersChanged: () => undefined,
  })
  const { account: room, webhooks } = desk
  account = room
  await room.start()
  let isStopped = false
  async function stop(): Promise<void> {
    if (isStopped) return
    isStopped = true
    desk.stop()
    vault.close()
    await workspace.stop(0)
    await listener.stop()
  }
  onTestFinished(stop)
  return {
    workspace,
    listener,
    vault,
    account: room,
    webhooks,
    changes,
    logged,
    setAddress(url) {
      address = url
    },
    async restart() {
      await stop()
      return liveDesk({ ...options, folder, session: false })
    },
  }
}
