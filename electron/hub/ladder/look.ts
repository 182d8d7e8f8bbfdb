import {
  casesOf,
  insertCase,
  insertStep,
  listLadders,
  openCases,
  playersWrittenOf,
  updateCase,
} from '../../../db/ladders.ts'
import type { CaseRow, LadderRow } from '../../../db/ladders.ts'
import type { LadderAsks, LadderEnd, LadderKind, LadderWaits } from '../../../db/words.ts'
import { boardDay, readBoard } from '../checkin/board.ts'
import type { BoardRow } from '../checkin/board.ts'
import { instantOf } from '../local-time.ts'
import type { Write } from '../store.ts'
import { countedFrom, dueAt, presentRung, readRungs } from './rungs.ts'
import type { Rung } from './rungs.ts'
import { endCase } from './stop.ts'
import { pass, takeTextRung } from './text.ts'
import type { LadderSender } from './text.ts'

/** More families than this at one rung, and a person is asked first: more likely the board is behind than all of them. */
export const mostUnasked = 5
/** A rung's text that is later than this (ms) waits for a look. */
const longestDelay = 2 * 60_000

/** What a look goes by besides the store. */
export interface LookAround {
  /** How texts leave; or what keeps them here. */
  readonly way: LadderSender | LadderWaits
  /** Since when this laptop has been awake, in touch and by a steady clock (epoch ms): what fell due before is looked at first. */
  readonly sureSince: number
}

/** A case with all that its next rung depends on. */
export interface Standing {
  readonly row: CaseRow
  readonly board: BoardRow
  readonly ladder: LadderRow
  readonly rungs: readonly Rung[]
  /** When rungs are counted from (epoch ms). */
  readonly from: number
}

/**
 * Looks at everybody who should have come, or been picked up, by now: opens and ends cases as the board says, and takes the rung of
 * each that is due. Only the present rung is taken, never one whose time has passed. Nobody's day is changed here.
 * @returns when there is something to do next, as far as time brings it (epoch ms); null where no ladder is on
 */
export function lookAtLadders(write: Write, around: LookAround): number | null {
  const { db, now, zone } = write
  const ladders = listLadders(db).filter(({ enabled }) => enabled === 1)
  const day = boardDay({ now, zone })
  for (const one of openCases(db)) {
    if (one.day !== day) endCase(write, one, 'ended', 'over')
    else if (!ladders.some((ladder) => isOf(one, ladder))) endCase(write, one, 'stopped', 'off')
  }
  if (ladders.length === 0) return null
  const board = readBoard(db, { now, zone })
  follow(write, ladders, board, day)
  climb(write, standings(write, ladders, board, day), around)
  return nextTime(write, ladders, board, day)
}

/** When a rung falls due, somebody turns missing, or a camp's day ends. */
function nextTime(write: Write, ladders: readonly LadderRow[], board: readonly BoardRow[], day: string): number {
  const { now } = write
  const camps = new Set(ladders.map(({ camp_id }) => camp_id))
  let next = Number.POSITIVE_INFINITY
  const consider = (at: number | null): void => {
    if (at !== null && at > now && at < next) next = at
  }
  for (const row of board) {
    if (!camps.has(row.campId)) continue
    consider(row.missingAt)
    consider(row.endsAt)
  }
  for (const { rungs, from } of standings(write, ladders, board, day))
    for (const rung of rungs) consider(dueAt(rung, from))
  return next
}

const isOf = (one: Pick<CaseRow, 'camp_id' | 'kind'>, ladder: LadderRow): boolean =>
  ladder.camp_id === one.camp_id && ladder.kind === one.kind

const keyOf = (row: { readonly player_id: number; readonly camp_id: number }, kind: LadderKind): string =>
  `${kind} ${row.camp_id} ${row.player_id}`

/** The players a ladder of a kind is for, as board rows. Who stays for another camp of the day is not to be picked up yet. */
function awaited(kind: LadderKind, board: readonly BoardRow[], now: number): ReadonlySet<BoardRow> {
  if (kind === 'not-arrived') return new Set(board.filter((row) => row.state === 'missing' && now < row.endsAt))
  const staying = new Set(board.filter(({ endsAt }) => now < endsAt).map(({ playerId }) => playerId))
  return new Set(board.filter((row) => row.state === 'here' && now >= row.endsAt && !staying.has(row.playerId)))
}

/** After these a case is taken up again: a check-in that was undone, a late one who is overdue, a ladder that is on again. */
const passing: ReadonlySet<string> = new Set([
  'here',
  'late',
  'absent',
  'picked-up',
  'gone',
  'off',
] satisfies LadderEnd[])

/** Opens, stops and takes up cases as the board says. */
function follow(write: Write, ladders: readonly LadderRow[], board: readonly BoardRow[], day: string): void {
  const { db, now } = write
  const known = new Map(casesOf(db, day).map((one) => [keyOf(one, one.kind), one]))
  const seen = new Set<string>()
  for (const ladder of ladders) {
    const due = awaited(ladder.kind, board, now)
    for (const row of board) {
      if (row.campId !== ladder.camp_id) continue
      const key = keyOf({ player_id: row.playerId, camp_id: row.campId }, ladder.kind)
      const one = known.get(key)
      seen.add(key)
      const isOpen = one?.state === 'climbing' || one?.state === 'asks'
      if (due.has(row)) {
        if (one === undefined) {
          insertCase(db, { camp_id: row.campId, kind: ladder.kind, player_id: row.playerId, day }, now)
          write.stale('ladders')
        } else if (one.state === 'stopped' && passing.has(one.why ?? '')) {
          updateCase(db, one.id, { state: 'climbing', why: null, opened_at: now }, now)
          write.stale('ladders')
        }
      } else if (one !== undefined && isOpen) {
        if (row.state === 'missing') endCase(write, one, 'ended', 'over')
        else endCase(write, one, 'stopped', row.state === 'expected' ? 'gone' : row.state)
      }
    }
  }
  for (const [key, one] of known) {
    if (!seen.has(key) && (one.state === 'climbing' || one.state === 'asks')) endCase(write, one, 'stopped', 'gone')
  }
}

/** Open cases of today, with all that their next rung depends on. */
export function standings(
  { db, now }: Pick<Write, 'db' | 'now'>,
  ladders: readonly LadderRow[],
  board: readonly BoardRow[],
  day: string,
): readonly Standing[] {
  const rungs = new Map(ladders.map((ladder) => [ladder, readRungs(ladder.rungs)]))
  const rows = new Map(board.map((row) => [`${row.campId} ${row.playerId}`, row]))
  const due = {
    'not-arrived': awaited('not-arrived', board, now),
    'not-picked-up': awaited('not-picked-up', board, now),
  }
  return casesOf(db, day).flatMap((row) => {
    const ladder = ladders.find((one) => isOf(row, one))
    const own = ladder && rungs.get(ladder)
    const onBoard = rows.get(`${row.camp_id} ${row.player_id}`)
    if (!ladder || !own || !onBoard || (row.state !== 'climbing' && row.state !== 'asks')) return []
    if (!due[row.kind].has(onBoard)) return []
    return [{ row, board: onBoard, ladder, rungs: own, from: countedFrom(row.kind, own, onBoard) }]
  })
}

/** Takes the rung of each case that is due: calls and alarms at once, texts by themselves only where nothing speaks against it. */
function climb(write: Write, open: readonly Standing[], around: LookAround): void {
  const { now } = write
  const texting: (Standing & { readonly index: number })[] = []
  for (const one of open) {
    const index = presentRung(one.rungs, one.from, now)
    const rung = one.rungs[index]
    if (rung === undefined || index <= one.row.rung) {
      settle(write, one.row)
      continue
    }
    if (rung.act === 'text') texting.push({ ...one, index })
    else takeRung(write, one, index, rung)
  }
  const free = askWhereDoubtful(write, texting, around)
  for (const group of groupBy(free, (one) => `${one.ladder.camp_id} ${one.ladder.kind} ${one.index}`))
    takeTexts(write, group, around)
}

/** Rungs before the present one are over: nothing is told late. */
function passEarlier(write: Write, { row }: Standing, index: number): void {
  for (let earlier = row.rung + 1; earlier < index; earlier += 1) pass(write, row, earlier, 'Its time had passed.')
}

function takeRung(write: Write, one: Standing, index: number, rung: Exclude<Rung, { act: 'text' }>): void {
  const { db, now } = write
  passEarlier(write, one, index)
  insertStep(db, { case_id: one.row.id, rung: index, at: now, outcome: rung.act, words: '', message_seq: null })
  updateCase(db, one.row.id, { state: 'climbing', rung: index, why: null }, now)
  write.stale('ladders')
}

type Texting = Standing & { readonly index: number }

/** Holds back what a person should see first, and what cannot leave now. @returns what may be texted */
function askWhereDoubtful(
  write: Write,
  texting: readonly Texting[],
  { way, sureSince }: LookAround,
): readonly Texting[] {
  const { db, now, zone } = write
  const wrote = playersWrittenOf(
    db,
    texting.map(({ row }) => row.player_id),
    instantOf(boardDay({ now, zone }), 0, zone),
  )
  const free: Texting[] = []
  for (const one of texting) {
    if (one.row.state === 'asks') continue
    const rung = one.rungs[one.index]
    const due = rung === undefined ? now : dueAt(rung, one.from)
    if (typeof way === 'string') wait(write, one.row, way)
    else if (wrote.has(one.row.player_id)) ask(write, one.row, 'wrote')
    else if (due < sureSince || now - due > longestDelay) ask(write, one.row, 'slept')
    else free.push(one)
  }
  const asked = texting.filter(({ row }) => row.state === 'asks' && row.why === 'many')
  return groupBy(free, (one) => `${one.ladder.kind} ${one.index}`).flatMap((group) => {
    const [first] = group
    const same = asked.filter(({ index, ladder }) => index === first?.index && ladder.kind === first.ladder.kind)
    const families = new Set([...group, ...same].map(({ board }) => board.familyId))
    if (families.size <= mostUnasked) return group
    for (const { row } of group) ask(write, row, 'many')
    return []
  })
}

function ask(write: Write, { id }: CaseRow, why: LadderAsks): void {
  updateCase(write.db, id, { state: 'asks', why }, write.now)
  write.stale('ladders')
}

/** Nothing is due: what kept a rung back, or asked, does so no more. */
function settle(write: Write, { id, state, why }: CaseRow): void {
  if (state === 'climbing' && why === null) return
  updateCase(write.db, id, { state: 'climbing', why: null }, write.now)
  write.stale('ladders')
}

function wait(write: Write, { id, why }: CaseRow, waits: LadderWaits): void {
  if (why === waits) return
  updateCase(write.db, id, { why: waits }, write.now)
  write.stale('ladders')
}

/** Texts of one ladder's rung, whoever decided that they go. */
export function takeTexts(write: Write, group: readonly Texting[], { way }: Pick<LookAround, 'way'>): void {
  const [first] = group
  const rung = first?.rungs[first.index]
  if (first === undefined || rung?.act !== 'text' || typeof way === 'string') return
  for (const one of group) passEarlier(write, one, first.index)
  takeTextRung(
    write,
    group.map(({ row }) => row),
    { index: first.index, rung, ladder: first.ladder },
    way,
  )
  write.stale('ladders')
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups.values()]
}
