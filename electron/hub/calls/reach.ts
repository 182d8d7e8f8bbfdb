import type { ProtectionView } from '../../ipc/contract/account-views.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { Reach } from '../reach/reach.ts'
import type { Vault } from '../secrets/vault.ts'

type Names =
  | 'reach.state'
  | 'reach.setAuthtoken'
  | 'reach.reconnect'
  | 'vault.state'
  | 'vault.choosePassphrase'
  | 'vault.unlock'
  | 'vault.useKeychain'
  | 'vault.useSessionOnly'
  | 'vault.rotateKey'
  | 'vault.forgetEverything'

export interface ReachParts {
  readonly reach: () => Reach
  readonly vault: Vault
  /** What protects the secrets, as the screen is told. */
  readonly protection: () => ProtectionView
}

export function reachHandlers({ reach, vault, protection }: ReachParts): Pick<Handlers, Names> {
  return {
    'reach.state': () => reach().view(),
    'reach.setAuthtoken': async ({ authtoken }) => {
      // The first credential of all: the keychain was not asked yet.
      if (vault.state.kind === 'closed') await vault.open()
      await vault.set('ngrok.authtoken', authtoken?.trim() ?? null)
      return reach().view()
    },
    'reach.reconnect': () => {
      reach().reconnectNow('asked')
      return reach().view()
    },
    'vault.state': protection,
    'vault.choosePassphrase': async ({ passphrase }) => {
      await vault.choosePassphrase(passphrase)
      return protection()
    },
    'vault.unlock': async ({ passphrase }) => {
      await vault.unlock(passphrase)
      return protection()
    },
    'vault.useKeychain': async () => {
      await vault.useKeychain()
      return protection()
    },
    'vault.useSessionOnly': async () => {
      await vault.useSessionOnly()
      return protection()
    },
    'vault.rotateKey': async () => {
      await vault.rotateKey()
      return protection()
    },
    'vault.forgetEverything': async () => {
      await vault.forgetEverything()
      return protection()
    },
  }
}
