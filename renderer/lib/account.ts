import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { AccountView, ProtectionView, SaveResult } from '../../electron/ipc/contract/account-views.ts'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { asHubError, callHub, reportError } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow, readAtStart } from './connect.ts'
import { uuidV7 } from './uuid.ts'

interface AccountSnapshot {
  /** Null until it was read for the first time. */
  readonly account: AccountView | null
  /** What keeps the secrets; besides Twilio's there is ngrok's, so it is told of apart. Null until read. */
  readonly vault: ProtectionView | null
  readonly error: HubError | null
}

const store = createStore<AccountSnapshot>(() => ({ account: null, vault: null, error: null }))
let changes = 0

function take(account: AccountView): AccountView {
  changes += 1
  store.setState({ account, error: null })
  // With credentials from the environment the account says nothing of the vault.
  if (account.protection.kind === 'environment') readVault()
  else store.setState({ vault: account.protection })
  return account
}

function readVault(): void {
  callHub('vault.state', {}).then(
    (vault) => store.setState({ vault }),
    (error: unknown) => reportError('vault.state', error),
  )
}

/** Reads it anew: what changed while nobody looked was not told. */
export async function readAccount(): Promise<void> {
  const before = changes
  try {
    const account = await callHub('account.state', {})
    // A change that came meanwhile is newer.
    if (changes === before) take(account)
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

function patch(part: Partial<AccountView>): void {
  const { account } = store.getState()
  if (account === null) return
  changes += 1
  store.setState({ account: { ...account, ...part } })
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) {
      if (change.type === 'account') take(change.account)
      if (change.type === 'account-checks') patch({ checks: change.checks, testing: change.testing })
      if (change.type === 'test-text') patch({ testText: change.message })
    }
  },
  readAgain: () => void readAccount(),
})
readAtStart(() => void readAccount())

/** The live account as it stands; null until it was read. The same whichever store is on screen. */
export function useAccount(): AccountView | null {
  return useStore(store, (snapshot) => snapshot.account)
}

/** Why the account could not be read. */
export function useAccountError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

/** What keeps the secrets; null until it was read. */
export function useVault(): ProtectionView | null {
  return useStore(store, (snapshot) => snapshot.vault)
}

export async function saveAndTest(input: CallInput<'account.saveAndTest'>): Promise<SaveResult> {
  const result = await callHub('account.saveAndTest', input)
  take(result.account)
  return result
}

export async function chooseSender(sender: string): Promise<void> {
  take(await callHub('account.chooseSender', { sender }))
}

/** One text to one's own phone; how it fares is told by the account's `testText`. */
export async function sendTestText(to: string): Promise<MessageView> {
  const testText = await callHub('account.sendTest', { id: uuidV7(), to })
  patch({ testText })
  return testText
}

type VaultCall = 'vault.useKeychain' | 'vault.useSessionOnly' | 'vault.rotateKey'

async function changeVault(work: Promise<ProtectionView>): Promise<ProtectionView> {
  const vault = await work
  store.setState({ vault })
  await readAccount()
  return vault
}

export function choosePassphrase(passphrase: string): Promise<ProtectionView> {
  return changeVault(callHub('vault.choosePassphrase', { passphrase }))
}

export function unlockVault(passphrase: string): Promise<ProtectionView> {
  return changeVault(callHub('vault.unlock', { passphrase }))
}

export function runVault(name: VaultCall): Promise<ProtectionView> {
  return changeVault(callHub(name, {}))
}

/** Every secret and its key; with Twilio's, what was learnt of the account goes too. */
export async function forgetEverything(): Promise<void> {
  if (store.getState().account?.source === 'vault') take(await callHub('account.forget', {}))
  await changeVault(callHub('vault.forgetEverything', {}))
}
