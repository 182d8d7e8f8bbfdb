import { findCamp } from '../../../db/camps.ts'
import { insertProposal, isProposed, playersSpokenOf, supersedeProposals, writtenAt } from '../../../db/proposals.ts'
import type { SpokenOfRow } from '../../../db/proposals.ts'
import type { ProposalKind } from '../../../db/words.ts'
import type { BoardRow } from '../../ipc/contract/board-views.ts'
import type { BoardState } from '../checkin/states.ts'
import { playersToday } from '../checkin/board.ts'
import { instantOf, localTimeAt } from '../local-time.ts'
import type { LocalTime } from '../local-time.ts'
import type { Write } from '../store.ts'
import { fold, names } from './fold.ts'
import { readText, takesBack } from './read-text.ts'
import { resolveWhen } from './resolve-when.ts'
import { rowsByPlayer } from './row-of-today.ts'
import type { Said } from './said.ts'

/** A stored inbound text. */
export interface TextToRead {
  readonly conversationId: number
  readonly seq: number
  readonly body: string
  /** It came while nobody could reach this laptop: it was written at the carrier's time. */
  readonly whileAway: boolean
}

/** Of whom a text may propose something, by their state; who is named, or everybody whom it may be about. */
const fits: Readonly<
  Record<ProposalKind, { readonly all: readonly BoardState[]; readonly named: readonly BoardState[] }>
> = {
  late: { all: ['expected', 'missing', 'late'], named: ['expected', 'missing', 'late', 'absent'] },
  absent: { all: ['expected', 'missing', 'late'], named: ['expected', 'missing', 'late'] },
  'pick-up': { all: ['here'], named: ['expected', 'missing', 'late', 'here'] },
}

/** What one says in place of the other. */
const inPlaceOf: Readonly<Record<ProposalKind, readonly ProposalKind[]>> = {
  late: ['late', 'absent'],
  absent: ['late', 'absent'],
  'pick-up': ['pick-up'],
}

/**
 * Reads an inbound text in the transaction that stores it, and keeps what it proposes for today. What an earlier text of the
 * conversation proposed for the same player yields to it.
 */
export function noteProposals(write: Write, text: TextToRead): void {
  const { db, now, zone } = write
  const written = localTimeAt(text.whileAway ? writtenAt(db, text.seq, now) : now, zone)
  if (written.day !== localTimeAt(now, zone).day) return
  if (takesBack(text.body)) {
    const taken = supersedeProposals(db, { conversationId: text.conversationId, day: written.day }, now)
    if (taken > 0) write.stale('proposals')
    return
  }
  const players = playersSpokenOf(db, text.conversationId)
  if (players.length === 0) return
  const said = readText(
    text.body,
    players.map((player) => player.first_name),
  )
  if (said.length === 0) return
  const rows = rowsByPlayer(
    playersToday(
      db,
      { now, zone },
      players.map(({ id }) => id),
    ),
    now,
  )
  for (const one of said) propose(write, text, one, written, whomever(one, players, rows))
}

/** Whom it is about: who is named, or everybody whom it can be about. */
function whomever(
  { saying, about }: Said,
  players: readonly SpokenOfRow[],
  rows: ReadonlyMap<number, BoardRow>,
): readonly BoardRow[] {
  const folded = fold(about)
  const named = players.filter((player) => names(folded, player.first_name))
  const states = named.length > 0 ? fits[saying.kind].named : fits[saying.kind].all
  // Who must not be spoken of is known by name, so that nobody else is taken for them.
  const meant = (named.length > 0 ? named : players).filter((player) => player.is_barred === 0)
  const fitting = meant.flatMap(({ id }) => {
    const row = rows.get(id)
    return row !== undefined && states.includes(row.state) ? [row] : []
  })
  // Nobody is here yet: who is to pick up is known early.
  if (fitting.length > 0 || saying.kind !== 'pick-up' || named.length > 0) return fitting
  return meant.flatMap(({ id }) => {
    const row = rows.get(id)
    return row !== undefined && fits['pick-up'].named.includes(row.state) ? [row] : []
  })
}

function propose(
  write: Write,
  text: TextToRead,
  { saying }: Said,
  written: LocalTime,
  rows: readonly BoardRow[],
): void {
  const { db, now } = write
  const { conversationId, seq: messageSeq } = text
  for (const row of rows) {
    const expectedAt = saying.kind === 'late' ? expectedOf(write, saying.when, written, row) : null
    if (expectedAt === 'no-news') continue
    const { playerId } = row
    const { kind } = saying
    const { day } = written
    supersedeProposals(db, { conversationId, day, playerId, kinds: inPlaceOf[kind] }, now)
    const name = kind === 'pick-up' ? saying.name : null
    // Two numbers of one family may say the same: it is decided once.
    const proposal = { messageSeq, conversationId, playerId, day, kind, expectedAt, name }
    if (!isProposed(db, proposal)) insertProposal(db, proposal, now)
    write.stale('proposals')
  }
}

function expectedOf(
  { db, zone }: Write,
  when: Extract<Said['saying'], { readonly kind: 'late' }>['when'],
  written: LocalTime,
  row: BoardRow,
): number | null | 'no-news' {
  const camp = findCamp(db, row.campId)
  if (!camp) return 'no-news'
  const minutes = resolveWhen(when, written.minutes, { begins: camp.begins_at, ends: camp.ends_at })
  if (minutes === null) return 'no-news'
  if (minutes === 'open') return null
  const at = instantOf(written.day, minutes, zone)
  return row.state === 'late' && row.expectedAt === at ? 'no-news' : at
}
