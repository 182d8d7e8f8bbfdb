import { storeFaultOf } from '../../db/store-error.ts'
import type { Launched } from './launch.ts'

/**
 * An error that nobody took, of a full disk, say, need not end the app: SQLite undid what was under way, and the hub looks after
 * its disk, tells, and tries again.
 * @returns whether it was one
 */
export function leftToHub(launched: Launched | null, kind: string, error: unknown): boolean {
  if (launched === null || storeFaultOf(error) === null) return false
  launched.log.error(kind, { error })
  launched.hub.storeFailed(error)
  return true
}
