/** What the vault says to the person at the screen. */
export const words = {
  keyGone:
    'The key to the stored credentials is no longer in this computer’s keychain, so they cannot be read. Put the keychain back, or forget them and enter them again.',
  damaged:
    'The stored credentials do not open with their key: they were damaged or changed. Restore a backup, or forget them and enter them again.',
  hidden:
    'Other credentials are stored that are not open now. Open them first, or forget everything and enter them again.',
  storedAlready: 'Credentials are stored already. Forget them first to keep them for this session only.',
  nothingLocked: 'There is nothing to unlock.',
  notOpen: 'Credentials cannot be kept yet.',
  closing: 'The app is closing.',
  noCredential: 'That is no credential: it is empty, far too long or holds characters that cannot be kept.',
  wait: (seconds: number) => `Wait ${seconds} s before the next try.`,
  wrongPassphrase: (seconds: number) => `That is not the passphrase. The next try is possible in ${seconds} s.`,
} as const
