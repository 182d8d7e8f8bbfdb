/** Each check once, by the part of the way it looks at; the screen shows them in this order. */
export const checkGroups = {
  internet: ['name-lookup', 'connection', 'sign-in-page', 'carrier', 'clock'],
  twilio: ['credentials', 'numbers', 'fallback', 'catch-up'],
  webhooks: ['listener', 'tunnel', 'round-trip', 'signatures'],
  laptop: ['outbox', 'keychain', 'disk-space', 'disk-encryption', 'store', 'backups', 'versions'],
} as const

export type CheckGroup = keyof typeof checkGroups
export type CheckId = (typeof checkGroups)[CheckGroup][number]

export const checkIds: readonly CheckId[] = Object.values(checkGroups).flat()
