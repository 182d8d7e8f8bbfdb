import {
  answersOf,
  callStandingsOf,
  callsAfterStandingsOf,
  countLeftOut,
  firstTextOf,
  leftOutOf,
  recipientsOf,
  standingsOf,
} from '../../../db/broadcast-report.ts'
import type { RecipientRow, StandingCount } from '../../../db/broadcast-report.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import type { Db } from '../../../db/open.ts'
import type {
  BroadcastAnswers,
  BroadcastCalls,
  BroadcastCounts,
  BroadcastRecipientView,
  BroadcastReport,
  BroadcastView,
  LeftOutView,
} from '../../ipc/contract/broadcast-views.ts'
import { describeFailure } from '../carrier/errors.ts'
import { tooLongForCall } from '../outbox/make-call.ts'
import { displayAddress } from '../people/number.ts'
import { countCalls } from './calls.ts'
import { tooLate } from './feed.ts'
import { draftOf } from './ledger.ts'

export interface ViewContext {
  readonly db: Db
  readonly country: string
  /** Segments a second of the number that texts leave from. */
  readonly rate: number
}

/** A broadcast as the list shows it. */
export function broadcastView({ db, rate }: ViewContext, row: BroadcastRow): BroadcastView {
  const standings = standingsOf(db, row.id)
  const counts = countsOf(standings, countLeftOut(db, row.id), row.state === 'canceled')
  const calls = row.spoken === 1 ? countCalls(callStandingsOf(db, row.id)) : null
  const callsAfter = row.call_after === null ? [] : callsAfterStandingsOf(db, row.id)
  const left = segmentsLeft(standings)
  const draft = draftOf(row)
  return {
    id: row.id,
    name: row.name,
    body: firstTextOf(db, row.id) ?? draft.bodies['en'] ?? Object.values(draft.bodies)[0] ?? '',
    state: row.state,
    why: row.why,
    author: row.author,
    createdAt: row.created_at,
    sendAt: row.send_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    noUseAfter: row.no_use_after,
    asksToConfirm: row.asks_to_confirm === 1,
    counts,
    answers: answers(db, row.id, counts, calls),
    calls,
    callsAfter: callsAfter.length === 0 ? null : countCalls(callsAfter),
    takes:
      (row.state === 'running' || row.state === 'paused') && left > 0
        ? timeFor(left, row.spoken === 1 ? 1 : rate)
        : null,
    draft,
  }
}

/** Milliseconds that so many segments take at a rate. */
export function timeFor(segments: number, rate: number): number {
  return Number.isFinite(rate) && rate > 0 ? Math.ceil((segments / rate) * 1000) : 0
}

function segmentsLeft(standings: readonly StandingCount[]): number {
  return standings
    .filter(({ state, refused }) => refused === null && (state === null || state === 'queued'))
    .reduce((sum, { segments }) => sum + segments, 0)
}

function countsOf(standings: readonly StandingCount[], leftOut: number, isCanceled: boolean): BroadcastCounts {
  const sum = (fits: (one: StandingCount) => boolean): number =>
    standings.filter(fits).reduce((all, { n }) => all + n, 0)
  const at = (...states: readonly (string | null)[]): number =>
    sum(({ state, refused }) => refused === null && states.includes(state))
  const unqueued = at(null)
  const late = sum(({ refused }) => refused === tooLate)
  const refused = sum((one) => one.refused !== null) - late
  return {
    texts: sum(() => true),
    queued: at('queued', 'scheduled') + (isCanceled ? 0 : unqueued),
    sending: at('sending'),
    uncertain: at('uncertain'),
    sent: at('sent'),
    delivered: at('delivered'),
    failed: at('failed') + refused,
    expired: at('expired') + late,
    canceled: at('canceled') + (isCanceled ? unqueued : 0),
    leftOut,
    segments: standings.reduce((all, { segments }) => all + segments, 0),
  }
}

function answers(db: Db, id: string, counts: BroadcastCounts, calls: BroadcastCalls | null): BroadcastAnswers {
  const found = new Map(answersOf(db, id).map(({ answer, n }) => [answer, n]))
  const yes = found.get('yes') ?? 0
  const no = found.get('no') ?? 0
  const question = found.get('question') ?? 0
  // Whose phone was busy has not answered either.
  const reached = counts.sending + counts.uncertain + counts.sent + counts.delivered + (calls?.nobody ?? 0)
  return { yes, no, question, silent: Math.max(0, reached - yes - no - question) }
}

export function leftOutViews(db: Db, id: string): readonly LeftOutView[] {
  return leftOutOf(db, id).map(({ name, players, reason }) => ({ name, players: names(players), reason }))
}

const names = (json: string): readonly string[] => JSON.parse(json) as readonly string[]

/** The report from behind a position on; who was left out comes with its first page. */
export function broadcastReport(
  context: ViewContext,
  row: BroadcastRow,
  after: number,
  limit: number,
): BroadcastReport {
  return {
    broadcast: broadcastView(context, row),
    recipients: recipientsOf(context.db, row.id, after, limit).map((recipient) =>
      recipientView(recipient, row.state === 'canceled', context.country),
    ),
    leftOut: after < 0 ? leftOutViews(context.db, row.id) : [],
  }
}

export function recipientView(row: RecipientRow, isCanceled: boolean, country: string): BroadcastRecipientView {
  return {
    position: row.position,
    conversationId: row.conversation_id,
    name: row.name,
    displayAddress: displayAddress('phone', row.address, country),
    players: names(row.players),
    body: row.body,
    state: stateOf(row, isCanceled),
    failure: failureOf(row),
    refused: row.refused,
    answer: row.answer,
    answerBody: row.answer_body,
    deliveredAt: row.delivered_at,
    call: row.is_called_after === 1 ? null : callOf(row),
    callAfter: row.is_called_after === 1 ? callOf(row) : null,
  }
}

function failureOf(row: RecipientRow): BroadcastRecipientView['failure'] {
  if (row.state !== 'failed') return null
  const isCall = row.call_progress !== null && row.is_called_after === 0
  // Busy, or not answered: how the call went says it all.
  if (isCall && row.call_outcome !== null && row.error_code === null) return null
  if (isCall && row.error_text === tooLongForCall.details) return tooLongForCall
  return describeFailure(row.error_code, row.error_text, null, isCall ? 'voice' : 'sms')
}

function callOf({
  call_progress,
  call_outcome,
  answered_by,
  again_at,
  call_state,
}: RecipientRow): BroadcastRecipientView['call'] {
  if (call_progress === null) return null
  return {
    progress: call_progress,
    outcome: call_outcome,
    answeredBy: answered_by,
    // Canceled, or let go: it is not tried again, whatever was planned.
    againAt: call_state === 'scheduled' ? again_at : null,
  }
}

function stateOf(row: RecipientRow, isCanceled: boolean): RecipientRow['state'] {
  if (row.refused !== null) return row.refused === tooLate ? 'expired' : 'failed'
  return row.state ?? (isCanceled ? 'canceled' : null)
}
