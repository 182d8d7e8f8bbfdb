import { recordActivity } from '../../../db/activity.ts'
import { findCamp, playerName } from '../../../db/camps.ts'
import { findCase, listLadders, tickStep, writeLadder } from '../../../db/ladders.ts'
import type { CaseRow } from '../../../db/ladders.ts'
import { findTemplate } from '../../../db/templates.ts'
import type { LadderKind } from '../../../db/words.ts'
import { boardDay, readBoard } from '../checkin/board.ts'
import { CallFailure } from '../failure.ts'
import { once } from '../outbox/compose.ts'
import type { Write } from '../store.ts'
import { groupBy, standings, takeTexts } from './look.ts'
import type { LookAround, Standing } from './look.ts'
import { presentRung } from './rungs.ts'
import type { Rung } from './rungs.ts'
import { endCase } from './stop.ts'
import { pass } from './text.ts'

/** What a person does about cases. */
export interface LadderAct {
  /** Made by the caller (UUIDv7): a repeat changes nothing. */
  readonly requestId: string
  readonly caseIds: readonly number[]
  /** Who is on duty. */
  readonly staff: string
}

/**
 * "Send": whoever the ladder asked about is texted now, by the rung that is due now. Who has come meanwhile is not.
 * @throws {CallFailure} no account to send from; nobody is asked about any more
 */
export function sendAsked(write: Write, act: LadderAct, { way }: Pick<LookAround, 'way'>): void {
  once(write, act.requestId, 'ladders.send', () => {
    if (typeof way === 'string')
      throw new CallFailure('unavailable', 'Texts need a Twilio account first: Settings, Twilio.')
    const asked = asking(write, act)
    for (const group of groupBy(asked, (one) => `${one.ladder.camp_id} ${one.ladder.kind} ${one.index}`)) {
      takeTexts(write, group, { way })
    }
    const families = new Set(asked.map(({ board }) => board.familyId)).size
    note(write, act.staff, `Ladder: texted ${families === 1 ? 'one family' : `${families} families`} after a look`)
  })
}

/** "Not now": the rung that is due is passed over; the next one comes at its time. @throws {CallFailure} as `sendAsked` */
export function leaveAsked(write: Write, act: LadderAct): void {
  once(write, act.requestId, 'ladders.leave', () => {
    const asked = asking(write, act)
    for (const { row, index } of asked) {
      for (let earlier = row.rung + 1; earlier < index; earlier += 1) pass(write, row, earlier, 'Its time had passed.')
      pass(write, row, index, 'Not now, said staff.')
    }
    write.stale('ladders')
    note(
      write,
      act.staff,
      `Ladder: passed over a step for ${asked.length === 1 ? 'one player' : `${asked.length} players`}`,
    )
  })
}

/** A person called about a player, as a rung asked. @throws {CallFailure} no such case */
export function tickCall(
  write: Write,
  { requestId, caseId, rung, staff }: Omit<LadderAct, 'caseIds'> & { readonly caseId: number; readonly rung: number },
): void {
  once(write, requestId, 'ladders.called', () => {
    const { db, now } = write
    const one = caseOrRefuse(write, caseId)
    if (!tickStep(db, caseId, rung, staff, now)) return
    recordActivity(
      db,
      { staff, kind: 'ladder', words: `Called about ${nameOf(write, one)}`, playerId: one.player_id },
      now,
    )
    write.stale('ladders')
  })
}

/** "We have it": a person looks after these players from here on; nothing more goes out about them today. */
export function settleCases(write: Write, { requestId, caseIds, staff }: LadderAct): void {
  once(write, requestId, 'ladders.settle', () => {
    const { db, now } = write
    for (const id of caseIds) {
      const one = caseOrRefuse(write, id)
      if (one.state !== 'climbing' && one.state !== 'asks') continue
      endCase(write, one, 'ended', 'handled')
      const words = `Ladder ended by hand: ${nameOf(write, one)}`
      recordActivity(db, { staff, kind: 'ladder', words, playerId: one.player_id }, now)
    }
  })
}

/** A camp's ladder as the director wants it. */
export interface LadderChoice {
  readonly campId: number
  readonly kind: LadderKind
  readonly enabled: boolean
  readonly rungs: readonly Rung[]
  /** Null: the ready-made text. */
  readonly templateId: number | null
}

/** Sets a camp's ladder. @throws {CallFailure} no such camp or template */
export function saveLadder(write: Write, requestId: string, choice: LadderChoice, staff: string): void {
  once(write, requestId, 'ladders.save', () => {
    const { db } = write
    const { campId, kind, enabled, templateId } = choice
    const camp = findCamp(db, campId)
    if (!camp) throw new CallFailure('not-found', 'This camp is not here any more.')
    if (templateId !== null && !findTemplate(db, templateId))
      throw new CallFailure('not-found', 'This template is not here any more.')
    const before = listLadders(db).find((one) => one.camp_id === campId && one.kind === kind)
    writeLadder(db, {
      camp_id: campId,
      kind,
      enabled: enabled ? 1 : 0,
      rungs: JSON.stringify(choice.rungs),
      template_id: templateId,
    })
    const name = kind === 'not-arrived' ? 'Not arrived' : 'Not picked up'
    const did = (before?.enabled === 1) === enabled ? 'changed' : enabled ? 'turned on' : 'turned off'
    note(write, staff, `${name} ladder ${did}: ${camp.name}`)
    write.stale('ladders')
  })
}

/** The cases among these that a rung asks about now. @throws {CallFailure} none does any more */
function asking(write: Write, { caseIds }: LadderAct): readonly (Standing & { readonly index: number })[] {
  const { db, now, zone } = write
  const wanted = new Set(caseIds)
  const ladders = listLadders(db).filter(({ enabled }) => enabled === 1)
  const found = standings(write, ladders, readBoard(db, { now, zone }), boardDay({ now, zone })).flatMap((one) => {
    const index = presentRung(one.rungs, one.from, now)
    const isAsked = wanted.has(one.row.id) && one.row.state === 'asks' && index > one.row.rung
    return isAsked && one.rungs[index]?.act === 'text' ? [{ ...one, index }] : []
  })
  if (found.length === 0) throw new CallFailure('conflict', 'Nobody is waiting for this any more.')
  return found
}

function caseOrRefuse({ db }: Write, id: number): CaseRow {
  const found = findCase(db, id)
  if (!found) throw new CallFailure('not-found', 'This ladder is not here any more.')
  return found
}

const nameOf = ({ db }: Write, one: CaseRow): string => playerName(db, one.player_id) ?? 'a player'

function note({ db, now }: Write, staff: string, words: string): void {
  recordActivity(db, { staff, kind: 'ladder', words }, now)
}
