import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** The texts that wait on this laptop to be taken by the carrier. */
export interface WaitingTexts {
  readonly count: number
  /** When the oldest of them was written, or fell due (epoch ms); null when none waits. */
  readonly since: number | null
  /** Those that only a person can move. */
  readonly undecided: number
}

/** What waits here, scheduled texts aside. */
export function waitingTexts(db: Db): WaitingTexts {
  const row = statement<WaitingTexts>(
    db,
    `SELECT count(*) AS count, min(coalesce(m.send_at, m.created_at)) AS since,
       count(*) FILTER (WHERE o.phase = 'held' OR o.needs_decision = 1) AS undecided
     FROM outbox o JOIN message m ON m.seq = o.message_seq
     WHERE o.phase IN ('ready', 'held', 'sending', 'uncertain')`,
  ).get()
  return row ?? { count: 0, since: null, undecided: 0 }
}

/** The step of the schema the store stands at. */
export function schemaVersion(db: Db): number {
  return statement<{ number: number }>(db, 'SELECT max(number) AS number FROM schema_migration').get()?.number ?? 0
}

/** Every name of a person in the store, as it was written: to be cut out of what leaves this laptop. */
export function peopleNames(db: Db): readonly string[] {
  return statement<{ name: string }>(
    db,
    `SELECT first_name AS name FROM guardian UNION SELECT last_name FROM guardian
     UNION SELECT first_name FROM player UNION SELECT last_name FROM player`,
  )
    .all()
    .map((row) => row.name)
}
