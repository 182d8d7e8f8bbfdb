import { readersAt, somePlayers } from '../../../db/templates.ts'
import { barredFrom, enrolmentsOf, playersAbout } from '../../../db/recipients.ts'
import type { Db } from '../../../db/open.ts'
import type { MergeSet, TemplateReport } from '../../ipc/contract/templates-views.ts'
import { findRecipients } from '../audience/recipients.ts'
import type { Recipient } from '../audience/recipients.ts'
import { playersToday } from '../checkin/board.ts'
import { joinNames } from './join-names.ts'
import type { MergeFacts, MergePlayer } from './merge.ts'
import { nextTurn } from './next-turn.ts'
import { sampleReaders } from './sample-readers.ts'

/** Whoever reads at one number, and whom a text there may speak of. */
export interface Reader {
  /** Full names: "Ana Lopez". */
  readonly name: string
  readonly firstNames: readonly string[]
  /** ISO 639-1. */
  readonly language: string
  readonly players: readonly MergePlayer[]
}

export interface ReadersContext {
  /** Epoch ms by the hub's clock. */
  readonly now: number
  /** The camp's IANA time zone. */
  readonly zone: string
  readonly ourNumber: string | null
}

/** Enough to know the longest text by; a tent has a few hundred. */
const mostPlayers = 2_000
/** Whose guardians are looked up in one turn of the event loop: a few ms. */
const eachTurn = 200

/** Whose families templates are tried on. */
export type TriedOn = TemplateReport['triedOn']

/**
 * Whom templates are tried on: everybody who may be texted about today's players; about all players where no camp runs today;
 * made-up families where there are none.
 */
export async function readersHere(
  db: Db,
  { now, zone, ourNumber }: ReadersContext,
): Promise<{ readonly triedOn: TriedOn; readonly readers: readonly Reader[] }> {
  const today = playersToday(db, { now, zone }).slice(0, mostPlayers)
  const campOf = new Map(today.map((row) => [row.playerId, row.campId]))
  const players = playersAbout(db, today.length > 0 ? [...campOf.keys()] : somePlayers(db, mostPlayers))
  const readers: Reader[] = []
  for (const ids of inParts(players)) {
    await nextTurn()
    // The store may have been closed meanwhile: practice was ended.
    if (!db.open) break
    for (const recipient of findRecipients(db, ids, { ourNumber, campOf }).recipients)
      readers.push(readerFrom(recipient))
  }
  if (readers.length === 0) return { triedOn: 'samples', readers: sampleReaders }
  return { triedOn: today.length > 0 ? 'today' : 'everyone', readers }
}

/** Players' ids in parts that leave each family together. */
function inParts(players: readonly { readonly id: number; readonly family_id: number }[]): readonly number[][] {
  const parts: number[][] = []
  let family: number | null = null
  for (const player of [...players].sort((one, other) => one.family_id - other.family_id)) {
    const part = parts.at(-1)
    if (part && (part.length < eachTurn || player.family_id === family)) part.push(player.id)
    else parts.push([player.id])
    family = player.family_id
  }
  return parts
}

function readerFrom({ guardians, language, players }: Recipient): Reader {
  return {
    name: joinNames(guardians.map(fullName), 'en'),
    firstNames: guardians.map(({ first }) => first),
    language,
    players,
  }
}

const fullName = ({ first, last }: { readonly first: string; readonly last: string }): string =>
  `${first} ${last}`.trim()

/**
 * Who reads in a conversation, whether or not a broadcast would text them; null where nobody is known at the number. Nothing is
 * said of a child from whom one of them is barred.
 */
export function readerOf(db: Db, address: string, { now, zone }: Omit<ReadersContext, 'ourNumber'>): Reader | null {
  const guardians = readersAt(db, address)
  const [first] = guardians
  if (!first) return null
  const all = [...new Set(guardians.flatMap((guardian) => JSON.parse(guardian.players) as number[]))]
  const here = new Set(guardians.map(({ id }) => id))
  const barred = new Set(barredFrom(db, all).flatMap((row) => (here.has(row.guardian_id) ? [row.player_id] : [])))
  const ids = all.filter((id) => !barred.has(id))
  const campOf = new Map(playersToday(db, { now, zone }, ids).map((row) => [row.playerId, row.campId]))
  const enrolments = enrolmentsOf(db, ids)
  return {
    name: joinNames(
      guardians.map(({ first_name, last_name }) => `${first_name} ${last_name}`.trim()),
      'en',
    ),
    firstNames: guardians.map(({ first_name }) => first_name),
    language: first.language,
    players: playersAbout(db, ids).map((player): MergePlayer => {
      const own = enrolments.filter((one) => one.player_id === player.id)
      const enrolment = own.find((one) => one.camp_id === campOf.get(player.id)) ?? own[0]
      return {
        first: player.first_name,
        camp: enrolment?.camp ?? null,
        group: enrolment?.camp_group ?? player.camp_group,
        field: enrolment?.field ?? null,
      }
    }),
  }
}

/** What is known of a reader, with what was given for all. */
export function factsOf(
  reader: Pick<Reader, 'firstNames' | 'language' | 'players'> | null,
  language: string,
  set: MergeSet,
  us: string,
): MergeFacts {
  const names = (reader?.firstNames ?? []).filter((name) => name.trim() !== '')
  return {
    language,
    guardian: names.length === 0 ? null : { first: joinNames(names, language) },
    players: reader?.players ?? [],
    camp: set.camp ?? null,
    group: set.group ?? null,
    field: set.field ?? null,
    time: set.time ?? null,
    us: us === '' ? null : us,
  }
}
