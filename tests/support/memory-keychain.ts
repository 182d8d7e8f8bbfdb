import type { Keychain } from '../../electron/hub/secrets/keychain.ts'

export type KeychainMoment = 'before get' | 'after get' | 'before set' | 'after set' | 'before delete' | 'after delete'

/** A keychain in memory. `at` is called around what each call does: by throwing or waiting there it fails or hangs. */
export interface MemoryKeychain extends Keychain {
  readonly entries: Map<string, string>
  at: (moment: KeychainMoment) => void | Promise<void>
}

export function memoryKeychain(): MemoryKeychain {
  const entries = new Map<string, string>()
  const keychain: MemoryKeychain = {
    entries,
    at() {},
    async get(account) {
      await keychain.at('before get')
      const value = entries.get(account) ?? null
      await keychain.at('after get')
      return value
    },
    async set(account, value) {
      await keychain.at('before set')
      entries.set(account, value)
      await keychain.at('after set')
    },
    async delete(account) {
      await keychain.at('before delete')
      entries.delete(account)
      await keychain.at('after delete')
    },
  }
  return keychain
}
