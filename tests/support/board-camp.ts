import type { Db } from '../../db/open.ts'

/** Local morning of a camp's day in Chicago: Monday, 14 June 2027, 9:00. */
export const campBegins = Date.UTC(2027, 5, 14, 14, 0)
export const campZone = 'America/Chicago'

/** Puts a camp into a store, from 9:00 to 15:00 with a quarter of an hour of grace unless said otherwise. @returns its id */
export function addCamp(
  db: Db,
  name: string,
  times: Partial<Record<'first_day' | 'last_day', string> & Record<'begins_at' | 'ends_at' | 'grace', number>> = {},
): number {
  const all = { first_day: null, last_day: null, begins_at: 540, ends_at: 900, grace: 15, ...times }
  return Number(
    db
      .prepare(
        `INSERT INTO camp (name, name_key, created_at, first_day, last_day, begins_at, ends_at, grace)
         VALUES (?, lower(?), 0, ?, ?, ?, ?, ?)`,
      )
      .run(name, name, all.first_day, all.last_day, all.begins_at, all.ends_at, all.grace).lastInsertRowid,
  )
}

/** A family with one guardian at a number, or none. @returns its id and the guardian's */
export function addFamily(db: Db, guardian = 'Ana Lopez', address: string | null = '+12015550123') {
  const family = Number(db.prepare('INSERT INTO family (created_at) VALUES (0)').run().lastInsertRowid)
  const [first = '', last = ''] = guardian.split(' ')
  const id = Number(
    db
      .prepare('INSERT INTO guardian (family_id, first_name, last_name, created_at) VALUES (?, ?, ?, 0)')
      .run(family, first, last).lastInsertRowid,
  )
  if (address !== null) db.prepare('INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)').run(id, address)
  return { family, guardian: id }
}

/** A player of a family, enrolled in a camp. @returns the player's id */
export function addPlayer(
  db: Db,
  family: number,
  name: string,
  camp: number | null,
  about: { readonly group?: string; readonly days?: string; readonly note?: string } = {},
): number {
  const [first = '', last = ''] = name.split(' ')
  const id = Number(
    db
      .prepare('INSERT INTO player (family_id, first_name, last_name, note, created_at) VALUES (?, ?, ?, ?, 0)')
      .run(family, first, last, about.note ?? null).lastInsertRowid,
  )
  if (camp !== null)
    db.prepare('INSERT INTO enrolment (player_id, camp_id, camp_group, days) VALUES (?, ?, ?, ?)').run(
      id,
      camp,
      about.group ?? null,
      about.days ?? null,
    )
  return id
}
