import { setImmediate as nextTurn } from 'node:timers/promises'
import { anySender, consentOf, deriveAllOptOuts } from '../../../../db/consent.ts'
import type { Db } from '../../../../db/open.ts'
import {
  beginRosterImport,
  endRosterImport,
  forgetRosterChanges,
  insertRosterRow,
  lastRosterChanges,
  markImportUndone,
  recordRosterChange,
  undoRosterChange,
  updateRosterRow,
} from '../../../../db/roster.ts'
import type { RosterChange, RosterEntity, RosterValues } from '../../../../db/roster.ts'
import { statement } from '../../../../db/statement.ts'
import { CallFailure } from '../../failure.ts'
import type { Store, Write } from '../../store.ts'
import { refusals } from '../../store-trouble/words.ts'
import { readKnownPeople } from './known-people.ts'
import type { KnownGuardian, KnownPeople } from './known-people.ts'
import { nameKey } from './name-key.ts'
import type { ReadRow, RosterGuardian, RosterRow, RowRemark } from './row.ts'

/** What became of a roster's rows so far. */
export interface ImportCounts {
  readonly rows: number
  /** Players who were not known. */
  readonly added: number
  /** Players of whom, or of whose family, something changed. */
  readonly updated: number
  readonly unchanged: number
  /** Rows that could not be taken. */
  readonly leftOut: number
}

export interface ImportOutcome extends ImportCounts {
  readonly importId: number
  readonly remarks: readonly RowRemark[]
}

export interface ImportOptions {
  readonly store: Store
  readonly fileName: string
  readonly signal: AbortSignal
  /** Hears of each chunk that is stored. */
  readonly progress: (counts: ImportCounts) => void
}

/** Rows per transaction: a few milliseconds each, so that texts and keys pass between them. */
const chunk = 50
const mostRemarks = 5_000

/**
 * Takes a roster's rows into the store: new players and guardians are added, known ones brought up to date, nobody twice.
 * What the roster leaves empty is left as it is; a number that it does not have any more stays.
 * When the signal fires, or a row cannot be read, everything this import did is taken back.
 * @throws what reading the rows throws, the signal's reason among it, after it was taken back
 */
export async function importRoster(rows: AsyncIterable<ReadRow>, options: ImportOptions): Promise<ImportOutcome> {
  const { store, signal } = options
  const importId = store.write((write) => beginRosterImport(write.db, options.fileName, write.now))
  const counts = { rows: 0, added: 0, updated: 0, unchanged: 0, leftOut: 0 }
  const remarks: RowRemark[] = []
  let seq = 0
  try {
    const people = await readKnownPeople(store.db, () => nextTurn())
    const camps = new Map<string, number>()
    let waiting: RosterRow[] = []
    const flush = async (): Promise<void> => {
      const taken = waiting
      waiting = []
      let isBegun = false
      store.write(({ db, now }) => {
        // Done again after the disk was full: `people` knows rows by then that the store does not, and their ids would be others'.
        if (isBegun) throw new CallFailure('unavailable', refusals.full)
        isBegun = true
        for (const row of taken) {
          const changes = takeRow(db, people, camps, row, now)
          for (const change of changes) recordRosterChange(db, importId, (seq += 1), change)
          if (changes.some(({ entity, before }) => entity === 'player' && before === null)) counts.added += 1
          else if (changes.length > 0) counts.updated += 1
          else counts.unchanged += 1
        }
      })
      options.progress({ ...counts })
      await nextTurn()
      signal.throwIfAborted()
    }
    for await (const { row, remarks: said } of rows) {
      counts.rows += 1
      for (const remark of said) if (remarks.length < mostRemarks) remarks.push(remark)
      if (row === null) counts.leftOut += 1
      else if (waiting.push(row) >= chunk) await flush()
    }
    await flush()
    store.write((write) => {
      followConsent(write)
      endRosterImport(write.db, importId, counts, write.now)
    })
    return { importId, ...counts, remarks }
  } catch (error) {
    await undoImport(store, importId)
    throw error
  }
}

/** Conversations with numbers that a registration closed, or does not any more, follow. */
function followConsent({ db, conversation, stale }: Write): void {
  const changed = deriveAllOptOuts(db)
  for (const id of changed) conversation(id)
  if (changed.length > 0) stale('consent')
}

/** What an undo left: rows that were changed since, which stay as they are. */
export interface UndoOutcome {
  readonly kept: number
}

/** Takes an import back, newest change first, a chunk at a time. Can be repeated: a crash in the middle loses nothing. */
export async function undoImport(store: Store, importId: number): Promise<UndoOutcome> {
  let kept = 0
  for (;;) {
    const isDone = store.write((write) => {
      const { db, now } = write
      const changes = lastRosterChanges(db, importId, chunk * 8)
      for (const change of changes) if (!undoRosterChange(db, change)) kept += 1
      const last = changes.at(-1)
      if (last) forgetRosterChanges(db, importId, last.seq)
      else {
        followConsent(write)
        markImportUndone(db, importId, now)
      }
      return last === undefined
    })
    if (isDone) return { kept }
    await nextTurn()
  }
}

/** Stores one row. @returns what changed, in its order */
function takeRow(
  db: Db,
  people: KnownPeople,
  camps: Map<string, number>,
  row: RosterRow,
  now: number,
): readonly RosterChange[] {
  const changes: RosterChange[] = []
  const add = (entity: RosterEntity, values: RosterValues): number => {
    const change = insertRosterRow(db, entity, values)
    changes.push(change)
    return Number(change.after['id'] ?? 0)
  }
  const update = (entity: RosterEntity, key: RosterValues, values: RosterValues): void => {
    const change = updateRosterRow(db, entity, key, said(values))
    if (change) changes.push(change)
  }
  /** Makes a row of a key, or changes what is said of it. */
  const put = (entity: RosterEntity, key: RosterValues, values: RosterValues): void => {
    const sql = `SELECT 1 FROM ${entity} WHERE ${Object.keys(key)
      .map((column) => `${column} = $${column}`)
      .join(' AND ')}`
    if (statement(db, sql).get(key) === undefined) add(entity, { ...key, ...values })
    else update(entity, key, values)
  }

  const { player } = row
  const known = people.player(row)
  const numbers = row.guardians.flatMap((guardian) => guardian.numbers)
  const familyId = known?.familyId ?? people.familyReachedAt(numbers) ?? add('family', { created_at: now })
  const details = {
    first_name: player.firstName,
    last_name: player.lastName,
    birth_year: player.birthYear,
    note: player.note,
    camp_group: row.group,
    registration: player.registration,
  }
  let playerId = known?.id
  const isNew = playerId === undefined
  if (playerId === undefined) {
    playerId = add('player', { family_id: familyId, ...details, created_at: now })
    const key = nameKey(player.firstName, player.lastName)
    people.addPlayer({ id: playerId, familyId, nameKey: key, birthYear: player.birthYear }, player.registration)
  } else update('player', { id: playerId }, details)
  // Of somebody new nothing is there to be looked for.
  const keep = isNew
    ? (entity: RosterEntity, key: RosterValues, values: RosterValues) => void add(entity, { ...key, ...values })
    : put
  for (const tag of player.tags) keep('player_tag', { player_id: playerId, tag }, {})

  if (row.camp !== null) {
    const campId = campOf(db, camps, row.camp, now, add)
    keep(
      'enrolment',
      { player_id: playerId, camp_id: campId },
      { camp_group: row.group, field: row.field, days: row.days },
    )
  }
  for (const guardian of row.guardians) {
    const guardianId = takeGuardian(people, familyId, guardian, now, add, update)
    takeConsent(db, guardianId, guardian, now, add, update)
    if (guardian.mayPickUp !== null) putPickUp(db, { playerId, guardianId, allowed: guardian.mayPickUp }, add, update)
  }
  for (const name of row.pickUpAllowed) putPickUp(db, { playerId, name, allowed: true }, add, update)
  for (const name of row.pickUpBarred) putPickUp(db, { playerId, name, allowed: false }, add, update)
  return changes
}

type Add = (entity: RosterEntity, values: RosterValues) => number
type Update = (entity: RosterEntity, key: RosterValues, values: RosterValues) => void

/** What the roster left empty is no reason to forget what is known. */
function said(values: RosterValues): RosterValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))
}

function campOf(db: Db, camps: Map<string, number>, name: string, now: number, add: Add): number {
  const key = nameKey(name)
  let id = camps.get(key) ?? statement<{ id: number }>(db, 'SELECT id FROM camp WHERE name_key = ?').get(key)?.id
  id ??= add('camp', { name, name_key: key, created_at: now })
  camps.set(key, id)
  return id
}

function takeGuardian(
  people: KnownPeople,
  familyId: number,
  guardian: RosterGuardian,
  now: number,
  add: Add,
  update: Update,
): number {
  const details = {
    first_name: guardian.firstName,
    last_name: guardian.lastName,
    role: guardian.role,
    email: guardian.email,
    language: guardian.language,
  }
  let known = sameGuardian(people.guardiansOf(familyId), guardian)
  if (known) update('guardian', { id: known.id }, details)
  else {
    const id = add('guardian', {
      family_id: familyId,
      ...details,
      language: guardian.language ?? 'en',
      created_at: now,
    })
    const keys = {
      nameKey: nameKey(guardian.firstName, guardian.lastName),
      firstKey: nameKey(guardian.firstName),
    }
    known = people.addGuardian({ id, familyId, ...keys })
  }
  for (const address of guardian.numbers) {
    if (known.numbers.has(address)) continue
    add('guardian_number', { guardian_id: known.id, address })
    people.addNumber(known, address)
  }
  return known.id
}

/**
 * Who wants no texts by their registration is closed, whatever else they said; who wants them is opened where only a registration had
 * closed them, and theirs says otherwise than it did.
 */
function takeConsent(db: Db, id: number, guardian: RosterGuardian, now: number, add: Add, update: Update): void {
  const { consent, numbers } = guardian
  if (consent === null) return
  const before = statement<{ words: string | null }>(
    db,
    'SELECT consent_source AS words FROM guardian WHERE id = ?',
  ).get(id)
  const isNews = before?.words !== consent.words
  update('guardian', { id }, { consent_source: consent.words })
  if (consent.wantsTexts === null) return
  for (const address of numbers) {
    const key = { sender: anySender, address }
    const known = consentOf(db, address).find((row) => row.sender === anySender)
    if (consent.wantsTexts) {
      if (isNews && known?.state === 'out' && known.source === 'import')
        update('consent', key, { state: 'in', source: 'import', at: now })
    } else if (known === undefined) add('consent', { ...key, state: 'out', source: 'import', at: now })
    else if (isNews && known.state === 'in') update('consent', key, { state: 'out', source: 'import', at: now })
  }
}

/** By the whole name; by a number and the first name; or by a number where the roster has no name. */
function sameGuardian(family: readonly KnownGuardian[], guardian: RosterGuardian): KnownGuardian | undefined {
  const key = nameKey(guardian.firstName, guardian.lastName)
  const first = nameKey(guardian.firstName)
  const byNumber = family.filter((known) => guardian.numbers.some((number) => known.numbers.has(number)))
  return (
    byNumber.find((known) => known.nameKey === key) ??
    (key === '' ? undefined : family.find((known) => known.nameKey === key)) ??
    byNumber.find((known) => first === '' || known.firstKey === first || known.firstKey === '')
  )
}

function putPickUp(
  db: Db,
  who: { readonly playerId: number; readonly guardianId?: number; readonly name?: string; readonly allowed: boolean },
  add: Add,
  update: Update,
): void {
  const { playerId, guardianId = null, name = null } = who
  const allowed = who.allowed ? 1 : 0
  const known = statement<{ id: number }>(
    db,
    'SELECT id FROM pick_up WHERE player_id = ? AND guardian_id IS ? AND name IS ?',
  ).get(playerId, guardianId, name)
  if (known) update('pick_up', { id: known.id }, { allowed })
  else add('pick_up', { player_id: playerId, guardian_id: guardianId, name, allowed })
}
