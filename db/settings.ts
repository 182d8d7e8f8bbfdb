import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** Every stored setting, parsed. */
export function readSettings(db: Db): Readonly<Record<string, unknown>> {
  const rows = statement<{ key: string; value: string }>(db, 'SELECT key, value FROM setting').all()
  return Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]))
}

export function writeSetting(db: Db, key: string, value: unknown, now: number): void {
  statement(
    db,
    `INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  ).run(key, JSON.stringify(value), now)
}
