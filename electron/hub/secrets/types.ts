import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store.ts'
import type { Keychain } from './keychain.ts'
import type { SecretMark, SecretName } from './names.ts'

/** What keeps the secrets: the operating system's keychain, a passphrase, or nothing but this session's memory. */
export type VaultProtection = 'keychain' | 'passphrase' | 'session'

/** `reason` is for the person at the screen. */
export type VaultState =
  /** Not opened yet, or everything was forgotten. */
  | { readonly kind: 'closed'; readonly hasStored: boolean }
  | { readonly kind: 'open'; readonly protection: VaultProtection }
  | { readonly kind: 'locked'; readonly protection: 'passphrase' }
  /** No keychain answers. With `hasStored`, secrets lie there that can be read once it does. */
  | { readonly kind: 'no-keychain'; readonly reason: string; readonly hasStored: boolean }
  /** Secrets are stored that their key does not open, or whose key is gone. Nothing is deleted before a person asks for it. */
  | { readonly kind: 'unreadable'; readonly reason: string }

export type SecretChanges = Readonly<Partial<Record<SecretName, string | null>>>

/**
 * The credentials. Calls that change something run one after the other. Refusals are `CallFailure`s in words for the
 * person at the screen: `unavailable` (not open, no keychain, wait), `forbidden` (wrong passphrase), `conflict`, `invalid`.
 * No error and no log line ever holds a secret.
 */
export interface Vault {
  readonly state: VaultState
  /**
   * Opens what is stored, or makes a new vault in the keychain. Never waits for a keychain longer than 3 s: one that is
   * asking for its password is `no-keychain` until it is answered, and then opens by itself.
   */
  open(): Promise<VaultState>
  /** Protects the secrets by a passphrase from now on: those that are open move, as do this session's. */
  choosePassphrase(passphrase: string): Promise<VaultState>
  /** Opens a vault protected by a passphrase. After a wrong one the next try has to wait, each time longer. */
  unlock(passphrase: string): Promise<VaultState>
  /** Protects the secrets by the keychain from now on: those that are open move. */
  useKeychain(): Promise<VaultState>
  /** Keeps secrets in memory alone until the app ends; what is stored and cannot be read is left as it is. */
  useSessionOnly(): Promise<VaultState>
  /** Null takes the secret away. */
  set(name: SecretName, value: string | null): Promise<void>
  /** All of them or, when it fails, none. */
  setMany(changes: SecretChanges): Promise<void>
  /** For the hub alone; null where it is not set or the vault is not open. */
  read(name: SecretName): string | null
  /** For the screen. */
  mark(name: SecretName): SecretMark
  /** Encrypts everything under a new data key and removes the old one. */
  rotateKey(): Promise<void>
  /** Deletes every secret and its key, and overwrites them in the store's files. Copies in `backups/` keep ciphertext alone. */
  forgetEverything(): Promise<void>
  /** Hears of every change of the state or of a secret, after its commit. @returns what ends the subscription */
  onChange(listener: () => void): () => void
  /** Lets go of the keys in memory; nothing can be read any more. */
  close(): void
}

export interface VaultOptions {
  /** The live store's. */
  readonly store: Store
  readonly keychain: Keychain
  readonly clock: Clock
  readonly log: Log
  /** Real milliseconds a keychain is waited for. */
  readonly keychainPatience?: number
  /** scrypt's N for new passphrases. */
  readonly scryptCost?: number
}
