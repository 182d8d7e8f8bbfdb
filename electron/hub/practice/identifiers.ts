import { createHash } from 'node:crypto'

import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'

export interface Identifiers {
  /** A fresh SID: the prefix and 32 hex digits. */
  sid(prefix: string): string
  /** A fresh UUID, as in I-Twilio-Idempotency-Token. */
  token(): string
}

/**
 * SIDs that a seed repeats under a test's clock, and that differ between two runs at different times,
 * so that a second start with the same seed never makes a SID its file already holds.
 */
export function identifiers(random: Random, clock: Clock): Identifiers {
  let count = 0
  function hex(): string {
    count += 1
    return createHash('md5').update(`${random.next()}:${clock.now()}:${count}`).digest('hex')
  }
  return {
    sid: (prefix) => prefix + hex(),
    token() {
      const digits = hex()
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`
    },
  }
}

/** The same SID for the same thing at every start. */
export function stableSid(prefix: string, name: string): string {
  return prefix + createHash('md5').update(name).digest('hex')
}
