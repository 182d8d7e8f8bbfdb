import { timingSafeEqual } from 'node:crypto'

import type { PracticeAccount } from './types.ts'

/** Who a request comes from: the account's own token, a Main key, or a Standard key that may not see the account. */
export type Credentials = 'token' | 'main-key' | 'standard-key'

/** HTTP Basic with `AC…`:token or `SK…`:secret; null where it is missing or wrong. */
export function credentialsOf(header: string | undefined, account: PracticeAccount): Credentials | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon === -1) return null
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)]
  if (user === account.accountSid) return same(password, account.authToken) ? 'token' : null
  const key = account.apiKeys?.find((candidate) => candidate.sid === user)
  if (key === undefined || !same(password, key.secret)) return null
  return key.kind === 'main' ? 'main-key' : 'standard-key'
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
