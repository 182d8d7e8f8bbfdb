/** What the keychain's process is asked. Values come this way alone, never by environment or arguments. */
export interface ToKeychain {
  readonly id: number
  readonly ask: 'get' | 'set' | 'delete'
  readonly account: string
  /** For `set` alone. */
  readonly value: string | null
  /** The process that must be alive for this one to go on. */
  readonly parentPid: number
}

/** What it answers; `value` is for `get` alone. */
export type FromKeychain =
  | { readonly id: number; readonly ok: true; readonly value: string | null }
  | { readonly id: number; readonly ok: false; readonly message: string }
