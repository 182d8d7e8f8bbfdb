import { z } from 'zod'
import type { ProtectionView } from './account-views.ts'
import { call } from './define.ts'
import type { ReachView } from './reach-views.ts'

const nothing = z.object({}).strict()

/** Settings → Webhooks, "Be reached by"; and what keeps the secrets. */
export const reachCalls = {
  'reach.state': call(() => nothing).returns<ReachView>(),
  /** Null takes the authtoken away. It goes in and never comes out. */
  'reach.setAuthtoken': call(() =>
    z.object({ authtoken: z.string().min(1).max(300).nullable() }).strict(),
  ).returns<ReachView>(),
  'reach.reconnect': call(() => nothing).returns<ReachView>(),

  'vault.state': call(() => nothing).returns<ProtectionView>(),
  'vault.choosePassphrase': call(() =>
    z.object({ passphrase: z.string().max(1000) }).strict(),
  ).returns<ProtectionView>(),
  'vault.unlock': call(() => z.object({ passphrase: z.string().max(1000) }).strict()).returns<ProtectionView>(),
  'vault.useKeychain': call(() => nothing).returns<ProtectionView>(),
  'vault.useSessionOnly': call(() => nothing).returns<ProtectionView>(),
  'vault.rotateKey': call(() => nothing).returns<ProtectionView>(),
  /** Deletes every secret and its key. Texts and people stay. */
  'vault.forgetEverything': call(() => nothing).returns<ProtectionView>(),
} as const
