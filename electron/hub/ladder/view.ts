import { listCamps } from '../../../db/camps.ts'
import { casesOf, listLadders, playersWrittenOf, statesOf, stepsOf, whomToCall } from '../../../db/ladders.ts'
import type { CaseRow, LadderRow, StepRow } from '../../../db/ladders.ts'
import type { Db } from '../../../db/open.ts'
import type {
  LadderCase,
  LadderContact,
  LadderSetting,
  LadderStep,
  LadderWants,
} from '../../ipc/contract/ladder-views.ts'
import { boardDay, playersToday } from '../checkin/board.ts'
import type { BoardRow, BoardTime } from '../checkin/board.ts'
import { instantOf } from '../local-time.ts'
import { displayAddress } from '../people/number.ts'
import { countedFrom, dueAt, presentRung, readRungs, usualRungs } from './rungs.ts'
import type { Rung } from './rungs.ts'

const kinds = ['not-arrived', 'not-picked-up'] as const

/** Both ladders of every camp, as they are set. */
export function ladderSettings(db: Db): LadderSetting[] {
  const set = listLadders(db)
  return listCamps(db).flatMap((camp) =>
    kinds.map((kind): LadderSetting => {
      const row = set.find((one) => one.camp_id === camp.id && one.kind === kind)
      return {
        campId: camp.id,
        camp: camp.name,
        kind,
        enabled: row?.enabled === 1,
        rungs: readRungs(row?.rungs ?? null),
        templateId: row?.template_id ?? null,
      }
    }),
  )
}

/** Everybody on a ladder today. @param country ISO 3166 alpha-2, for how numbers are written */
export function ladderCases(db: Db, time: BoardTime, country: string): LadderCase[] {
  const cases = casesOf(db, boardDay(time))
  if (cases.length === 0) return []
  const players = [...new Set(cases.map((one) => one.player_id))]
  const rows = new Map(playersToday(db, time, players).map((row) => [`${row.campId} ${row.playerId}`, row]))
  const steps = stepsOf(
    db,
    cases.map(({ id }) => id),
  )
  const states = new Map(
    statesOf(
      db,
      steps.flatMap(({ message_seq }) => message_seq ?? []),
    ).map((row) => [row.seq, row.state]),
  )
  const ladders = listLadders(db)
  const views = cases.flatMap((one) => {
    const row = rows.get(`${one.camp_id} ${one.player_id}`)
    if (row === undefined) return []
    const own = steps.filter(({ case_id }) => case_id === one.id)
    return [caseView(one, row, own, rungsOf(one, ladders), states, time.now)]
  })
  const wanted = views.filter(({ wants }) => wants !== null).map(({ playerId }) => playerId)
  const contacts = contactsOf(db, wanted, country)
  const wrote = playersWrittenOf(db, wanted, instantOf(boardDay(time), 0, time.zone))
  return views.map((view) =>
    view.wants === null
      ? view
      : { ...view, contacts: contacts.get(view.playerId) ?? [], wroteIn: wrote.get(view.playerId) ?? null },
  )
}

/** What ladders want of a person now. */
export function ladderWants(cases: readonly LadderCase[]): LadderWants {
  const of = (wants: LadderCase['wants']): readonly LadderCase[] => cases.filter((one) => one.wants === wants)
  return {
    look: new Set(of('look').map(({ familyId }) => familyId)).size,
    call: of('call').length,
    director: of('director').length,
  }
}

function rungsOf(one: CaseRow, ladders: readonly LadderRow[]): readonly Rung[] {
  const ladder = ladders.find(({ camp_id, kind }) => camp_id === one.camp_id && kind === one.kind)
  return ladder ? readRungs(ladder.rungs) : usualRungs
}

function caseView(
  one: CaseRow,
  row: BoardRow,
  steps: readonly StepRow[],
  rungs: readonly Rung[],
  states: ReadonlyMap<number, NonNullable<LadderStep['message']>>,
  now: number,
): LadderCase {
  const isOpen = one.state === 'climbing' || one.state === 'asks'
  const from = countedFrom(one.kind, rungs, row)
  const index = one.state === 'asks' ? Math.max(one.rung + 1, presentRung(rungs, from, now)) : one.rung + 1
  const next = isOpen ? rungs[index] : undefined
  const last = steps.find(({ rung }) => rung === one.rung)
  return {
    id: one.id,
    playerId: one.player_id,
    campId: one.camp_id,
    familyId: row.familyId,
    name: `${row.firstName} ${row.lastName}`.trim(),
    camp: row.camp,
    group: row.group,
    kind: one.kind,
    state: one.state,
    why: one.why,
    steps: steps.map((step) => ({
      rung: step.rung,
      act: rungs[step.rung]?.act ?? 'text',
      outcome: step.outcome,
      words: step.words,
      at: step.at,
      message: step.message_seq === null ? null : (states.get(step.message_seq) ?? null),
      doneAt: step.done_at,
      doneBy: step.done_by,
    })),
    next: next
      ? { rung: index, act: next.act, guardian: next.act === 'text' ? next.guardian : null, at: dueAt(next, from) }
      : null,
    wants: isOpen ? wantsOf(one, last) : null,
    dueSince: from,
    contacts: [],
    wroteIn: null,
    changedAt: one.changed_at,
  }
}

function wantsOf(one: CaseRow, last: StepRow | undefined): LadderCase['wants'] {
  if (one.state === 'asks') return 'look'
  if (last?.outcome === 'alarm') return 'director'
  return last?.outcome === 'call' && last.done_at === null ? 'call' : null
}

function contactsOf(
  db: Db,
  players: readonly number[],
  country: string,
): ReadonlyMap<number, readonly LadderContact[]> {
  const found = new Map<number, LadderContact[]>()
  for (const row of whomToCall(db, players)) {
    const contact: LadderContact = {
      name: row.name,
      role: row.role,
      address: row.address,
      displayAddress: displayAddress('phone', row.address, country),
    }
    found.set(row.player_id, [...(found.get(row.player_id) ?? []), contact])
  }
  return found
}
