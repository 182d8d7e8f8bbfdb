import type { Db } from '../../db/open.ts'

export interface MadeGuardian {
  readonly first: string
  readonly last?: string
  readonly addresses: readonly string[]
  readonly language?: string
}

export interface MadePlayer {
  readonly first: string
  readonly last?: string
  readonly group?: string
  readonly field?: string
  readonly camp?: string
  readonly tags?: readonly string[]
}

export interface MadeFamily {
  readonly guardians: readonly MadeGuardian[]
  readonly players: readonly MadePlayer[]
}

/** The ids a made family got, in the order they were given. */
export interface MadeIds {
  readonly family: number
  readonly guardians: readonly number[]
  readonly players: readonly number[]
}

/** Puts families straight into a store: enrolled in a camp that runs as long as it is there. */
export function makeFamilies(db: Db, families: readonly MadeFamily[], now = 1_000): readonly MadeIds[] {
  const insert = (sql: string, ...values: readonly unknown[]): number =>
    Number(db.prepare<unknown[]>(sql).run(...values).lastInsertRowid)
  return db.transaction(() =>
    families.map((made) => {
      const family = insert('INSERT INTO family (created_at) VALUES (?)', now)
      const guardians = made.guardians.map(({ first, last = 'Lopez', addresses, language = 'en' }) => {
        const guardian = insert(
          'INSERT INTO guardian (family_id, first_name, last_name, language, created_at) VALUES (?, ?, ?, ?, ?)',
          family,
          first,
          last,
          language,
          now,
        )
        for (const address of addresses)
          insert('INSERT OR IGNORE INTO guardian_number (guardian_id, address) VALUES (?, ?)', guardian, address)
        return guardian
      })
      const players = made.players.map(({ first, last = 'Lopez', group, field, camp = 'Summer Week 1', tags = [] }) => {
        const player = insert(
          'INSERT INTO player (family_id, first_name, last_name, camp_group, created_at) VALUES (?, ?, ?, ?, ?)',
          family,
          first,
          last,
          group ?? null,
          now,
        )
        insert(
          'INSERT OR IGNORE INTO camp (name, name_key, created_at) VALUES (?, ?, ?)',
          camp,
          camp.toLowerCase(),
          now,
        )
        const campId = db.prepare<[string], { id: number }>('SELECT id FROM camp WHERE name = ?').get(camp)?.id
        insert(
          'INSERT INTO enrolment (player_id, camp_id, camp_group, field) VALUES (?, ?, ?, ?)',
          player,
          campId,
          group ?? null,
          field ?? null,
        )
        for (const tag of tags) insert('INSERT INTO player_tag (player_id, tag) VALUES (?, ?)', player, tag)
        return player
      })
      return { family, guardians, players }
    }),
  )()
}
