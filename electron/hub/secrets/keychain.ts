/** A place of the operating system that keeps short values for this user alone. */
export interface Keychain {
  /** Null where it has no such entry; some keep that answer for a locked one too. */
  get(account: string): Promise<string | null>
  set(account: string, value: string): Promise<void>
  /** An entry that is not there is as good as deleted. */
  delete(account: string): Promise<void>
}

/** `missing`: there is none. `locked`: it wants its password. `silent`: it did not answer in time. `refused`: anything else. */
export type KeychainTrouble = 'missing' | 'locked' | 'silent' | 'refused'

const words: Readonly<Record<KeychainTrouble, string>> = {
  missing: 'This computer has no keychain that the app can use. On Linux, the package gnome-keyring brings one.',
  locked: 'This computer’s keychain is locked. Unlock it, then try again.',
  silent: 'This computer’s keychain does not answer. It may be locked and asking for its password.',
  refused: 'This computer’s keychain could not be used.',
}

/** A keychain that did not do what it was asked: `message` is for the person at the screen, `details` for whoever helps them. */
export class KeychainError extends Error {
  override readonly name = 'KeychainError'
  readonly trouble: KeychainTrouble
  readonly details: string

  constructor(trouble: KeychainTrouble, details: string) {
    super(words[trouble])
    this.trouble = trouble
    this.details = details
  }

  /** Puts what keytar says (libsecret's, macOS's or Windows's own words) into ours. */
  static from(said: string): KeychainError {
    return new KeychainError(patterns.find(([pattern]) => pattern.test(said))?.[1] ?? 'refused', said)
  }
}

const patterns: readonly (readonly [RegExp, KeychainTrouble])[] = [
  [/locked collection|is locked|dismissed|User canceled|interaction is not allowed|IsLocked/i, 'locked'],
  // The keyring without a collection in it: it was to be made with a prompt, and was not.
  [/Object does not exist at path/i, 'locked'],
  [
    /not provided by any \.service|native addon|libsecret|autolaunch|address is empty|Could not connect|No such interface|ServiceUnknown|exited with status/i,
    'missing',
  ],
  [/timed? ?out|did not receive a reply|NoReply/i, 'silent'],
]
