import {
  barredFrom,
  enrolmentsOf,
  guardiansToReach,
  heardFrom,
  optedOutAddresses,
  playersAbout,
  textedSince,
  unreachableConversations,
} from '../../../db/recipients.ts'
import type { EnrolmentFactsRow, ReachableGuardianRow } from '../../../db/recipients.ts'
import { anySender, consentSenders } from '../../../db/consent.ts'
import type { Db } from '../../../db/open.ts'
import { isLandline } from './landline.ts'
import { becauseOf, reasons } from './left-out.ts'
import type { LeftOut, LeftOutBecause } from './left-out.ts'

export type { LeftOut } from './left-out.ts'

/** A player as a text may speak of them. */
export interface SpokenOf {
  readonly id: number
  readonly familyId: number
  readonly first: string
  readonly last: string
  readonly camp: string | null
  readonly group: string | null
  readonly field: string | null
}

export interface RecipientGuardian {
  readonly id: number
  readonly first: string
  readonly last: string
}

/** One number that gets one text. */
export interface Recipient {
  readonly address: string
  /** Null where nothing was said with this number yet. */
  readonly conversationId: number | null
  /** Who reads at this number, in the roster's order. */
  readonly guardians: readonly RecipientGuardian[]
  /** The players it may hear about, and only those, by id. */
  readonly players: readonly SpokenOf[]
  /** ISO 639-1, of the first of the guardians. */
  readonly language: string
  /** Nothing was ever texted to this number: the first text says who we are and how to stop more of them. */
  readonly isFirst: boolean
}

export interface RecipientOptions {
  /** Our number that texts leave from where a conversation has none; null before set-up. */
  readonly ourNumber: string | null
  /** `first`: of each family the first guardian in the roster's order who can be texted. Absent: all. */
  readonly guardians?: 'all' | 'first'
  /** Only these guardians; absent: whoever belongs to the families. */
  readonly only?: readonly number[]
  /** Only these conversations; absent: any number. */
  readonly conversations?: readonly number[]
  /** Leaves out whom a broadcast or an automation has texted since (epoch ms); absent: nobody for that. */
  readonly textedSince?: number
  /** They are called, not texted: whoever wants no texts, or cannot get them, is reached too. */
  readonly spoken?: boolean
  /** Which of a player's camps the text is about; absent: the first one. */
  readonly campOf?: ReadonlyMap<number, number>
}

export interface Recipients {
  readonly recipients: readonly Recipient[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Who gets a text about these players: one row per number, siblings and guardians who share a number together. Nobody hears about a
 * child from whom they are barred, nor does anyone who shares a number with somebody barred, for both read there. What
 * is left out comes with its reason. Reads the store alone.
 * @param playerIds players; ids of nobody are passed over
 */
export function findRecipients(db: Db, playerIds: readonly number[], options: RecipientOptions): Recipients {
  const ids = [...new Set(playerIds)]
  const families = new Map<number, SpokenOf[]>()
  for (const player of spokenOf(db, ids, options)) push(families, player.familyId, player)
  const guardians = groupBy(guardiansToReach(db, ids), (row) => row.family_id)
  const gate = openGate(db, ids, options)
  const found = new Map<string, Found>()
  const leftOut: LeftOut[] = []
  for (const [familyId, players] of families) {
    const rows = guardians.get(familyId) ?? []
    if (rows.length === 0) {
      leftOut.push({ guardianId: null, name: '', players, because: 'no-guardian', reason: reasons['no-guardian'] })
    }
    for (const numbers of groupBy(rows, (row) => row.id).values()) {
      if (options.only !== undefined && !options.only.includes(numbers[0]?.id ?? 0)) continue
      if (reach(numbers, players, gate, found, leftOut) && options.guardians === 'first') break
    }
  }
  return {
    recipients: [...found.values()].map(({ players, ...one }) => ({
      ...one,
      players: inOrder(players),
    })),
    leftOut,
  }
}

function inOrder(players: ReadonlyMap<number, SpokenOf>): readonly SpokenOf[] {
  const list = [...players.values()]
  return list.length > 1 ? list.sort((a, b) => a.id - b.id) : list
}

interface Found {
  readonly address: string
  readonly conversationId: number | null
  readonly guardians: RecipientGuardian[]
  readonly players: Map<number, SpokenOf>
  readonly language: string
  readonly isFirst: boolean
}

/** Finds the numbers of one guardian at which something may be said; whether there is one. */
function reach(
  numbers: readonly ReachableGuardianRow[],
  players: readonly SpokenOf[],
  gate: Gate,
  found: Map<string, Found>,
  leftOut: LeftOut[],
): boolean {
  const [guardian] = numbers
  if (!guardian) return false
  const name = `${guardian.first_name} ${guardian.last_name}`.trim()
  const leave = (because: LeftOutBecause, about: readonly SpokenOf[], reason: string): void => {
    leftOut.push({ guardianId: guardian.id, name, players: about, because, reason })
  }
  const own = players.filter((player) => {
    const reason = gate.barred(player.id, guardian.id)
    if (reason === undefined) return true
    leave('no-information', [player], reasons.barred(reason))
    return false
  })
  if (own.length === 0) return false
  let isReached = false
  for (const row of numbers) {
    if (!gate.isMeant(row)) continue
    if (row.address === null) {
      leave('no-number', own, reasons['no-number'])
      continue
    }
    const shut = gate.shut(row, row.address)
    if (shut) {
      leave(shut.because, own, shut.reason)
      continue
    }
    const speakable = own.filter((player) => {
      const other = gate.barredAt(player.id, row.address ?? '')
      if (other === undefined) return true
      leave('no-information', [player], reasons.sharesWithBarred(other))
      return false
    })
    if (speakable.length === 0) continue
    isReached = true
    add(found, row, row.address, speakable)
  }
  return isReached
}

function add(
  found: Map<string, Found>,
  row: ReachableGuardianRow,
  address: string,
  players: readonly SpokenOf[],
): void {
  const known = found.get(address) ?? {
    address,
    conversationId: row.conversation_id,
    guardians: [],
    players: new Map<number, SpokenOf>(),
    language: row.language,
    isFirst: row.was_texted === 0,
  }
  found.set(address, known)
  known.guardians.push({ id: row.id, first: row.first_name, last: row.last_name })
  for (const player of players) known.players.set(player.id, player)
}

/** What keeps a text from a number. */
interface Gate {
  /** Why a guardian must not hear about a player; undefined where they may. */
  barred(playerId: number, guardianId: number): string | undefined
  /** The name of somebody barred from a player who reads at an address; undefined where nobody is. */
  barredAt(playerId: number, address: string): string | undefined
  isMeant(row: ReachableGuardianRow): boolean
  shut(
    row: ReachableGuardianRow,
    address: string,
  ): { readonly because: LeftOutBecause; readonly reason: string } | undefined
}

function openGate(db: Db, playerIds: readonly number[], options: RecipientOptions): Gate {
  // By player first: most have nobody barred from them.
  const barred = groupBy(barredFrom(db, playerIds), (row) => row.player_id)
  const out = groupBy(optedOutAddresses(db), (row) => row.address)
  const senders = new Set([
    anySender,
    ...consentSenders(db),
    ...(options.ourNumber === null ? [] : [options.ourNumber]),
  ])
  const bad = new Map(unreachableConversations(db).map((row) => [row.id, row.code]))
  const lately = new Set(
    options.textedSince === undefined ? [] : textedSince(db, options.textedSince).map(({ id }) => id),
  )
  const meant = options.conversations === undefined ? null : new Set(options.conversations)

  function hasOptedOut(row: ReachableGuardianRow, address: string): boolean {
    // A conversation follows what is known of its number; one that is yet to begin has to be asked about.
    if (row.conversation_id !== null) return row.opted_out_at !== null
    return out.get(address)?.some((one) => senders.has(one.sender)) ?? false
  }

  function becauseShut(row: ReachableGuardianRow, address: string): LeftOutBecause | undefined {
    if (options.spoken !== true && hasOptedOut(row, address)) return 'opted-out'
    const code = row.conversation_id === null ? undefined : bad.get(row.conversation_id)
    if (code !== undefined && (options.spoken !== true || becauseOf(code) === 'bad-number')) return becauseOf(code)
    if (
      options.spoken !== true &&
      isLandline(address) &&
      (row.conversation_id === null || !heardFrom(db, row.conversation_id))
    )
      return 'not-mobile'
    if (row.conversation_id !== null && lately.has(row.conversation_id)) return 'texted-lately'
    return undefined
  }

  return {
    barred: (playerId, guardianId) => barred.get(playerId)?.find((row) => row.guardian_id === guardianId)?.reason,
    barredAt: (playerId, address) => barred.get(playerId)?.find((row) => row.address === address)?.guardian,
    isMeant: (row) => meant === null || (row.conversation_id !== null && meant.has(row.conversation_id)),
    shut(row, address) {
      const because = becauseShut(row, address)
      return because === undefined ? undefined : { because, reason: reasons[because] }
    },
  }
}

function spokenOf(db: Db, ids: readonly number[], { campOf }: RecipientOptions): readonly SpokenOf[] {
  const enrolments = groupBy(enrolmentsOf(db, ids), (row) => row.player_id)
  return playersAbout(db, ids).map((row) => {
    const enrolment = enrolmentOf(enrolments.get(row.id) ?? [], campOf?.get(row.id))
    return {
      id: row.id,
      familyId: row.family_id,
      first: row.first_name,
      last: row.last_name,
      camp: enrolment?.camp ?? null,
      group: enrolment?.camp_group ?? row.camp_group,
      field: enrolment?.field ?? null,
    }
  })
}

function enrolmentOf(rows: readonly EnrolmentFactsRow[], campId: number | undefined): EnrolmentFactsRow | undefined {
  return (campId === undefined ? undefined : rows.find((row) => row.camp_id === campId)) ?? rows[0]
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = map.get(key)
  if (known) known.push(item)
  else map.set(key, [item])
}

function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) push(groups, keyOf(item), item)
  return groups
}
