import { statement } from '../../../../db/statement.ts'
import type { Db } from '../../../../db/open.ts'

/** What may be two entries for one and the same. */
export interface Suspicion {
  readonly entity: 'player' | 'guardian' | 'family'
  /** The older entry. */
  readonly firstId: number
  readonly secondId: number
  readonly because: 'same-name' | 'same-number'
}

const dismissed = (entity: Suspicion['entity']): string =>
  `NOT EXISTS (SELECT 1 FROM not_the_same d WHERE d.entity = '${entity}' AND d.first_id = first AND d.second_id = second)`

const sources: readonly (readonly [Suspicion['entity'], Suspicion['because'], string])[] = [
  [
    // One name, and no birth years that tell them apart.
    'player',
    'same-name',
    `SELECT a.id AS first, b.id AS second FROM player a
     JOIN player b ON b.last_name = a.last_name COLLATE NOCASE AND b.first_name = a.first_name COLLATE NOCASE AND b.id > a.id
     WHERE (a.birth_year = b.birth_year OR (a.family_id = b.family_id AND (a.birth_year IS NULL OR b.birth_year IS NULL)))`,
  ],
  [
    'guardian',
    'same-name',
    `SELECT a.id AS first, b.id AS second FROM guardian a JOIN guardian b ON b.family_id = a.family_id AND b.id > a.id
     WHERE a.first_name <> '' AND lower(a.first_name) = lower(b.first_name)
       AND (lower(a.last_name) = lower(b.last_name) OR a.last_name = '' OR b.last_name = '')`,
  ],
  [
    'family',
    'same-number',
    `SELECT DISTINCT min(a.family_id, b.family_id) AS first, max(a.family_id, b.family_id) AS second
     FROM guardian_number n JOIN guardian_number m ON m.address = n.address AND m.guardian_id > n.guardian_id
     JOIN guardian a ON a.id = n.guardian_id JOIN guardian b ON b.id = m.guardian_id AND b.family_id <> a.family_id`,
  ],
]

/** Entries that look like one and the same, and were not said to be two. */
export function findDuplicates(db: Db, limit: number): readonly Suspicion[] {
  return sources.flatMap(([entity, because, sql]) =>
    statement<{ first: number; second: number }>(
      db,
      `SELECT first, second FROM (${sql}) WHERE ${dismissed(entity)} ORDER BY first, second LIMIT ?`,
    )
      .all(limit)
      .map(({ first, second }) => ({ entity, because, firstId: first, secondId: second })),
  )
}

/** Remembers that two entries are two. */
export function dismissDuplicate(db: Db, entity: Suspicion['entity'], one: number, other: number): void {
  statement(db, 'INSERT INTO not_the_same (entity, first_id, second_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(
    entity,
    Math.min(one, other),
    Math.max(one, other),
  )
}
