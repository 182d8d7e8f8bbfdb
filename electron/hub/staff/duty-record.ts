import { readSettings, writeSetting } from '../../../db/settings.ts'
import type { Db } from '../../../db/open.ts'

const key = 'staffOnDuty'

/** Who is on duty at this laptop, by their id; null where nobody is. Kept with the settings, so that it outlasts a restart. */
export function readOnDuty(db: Db): number | null {
  const stored = readSettings(db)[key]
  return typeof stored === 'number' && Number.isSafeInteger(stored) ? stored : null
}

/** @param now epoch ms */
export function writeOnDuty(db: Db, staffId: number | null, now: number): void {
  writeSetting(db, key, staffId, now)
}
