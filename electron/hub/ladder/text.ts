import { insertStep, updateCase } from '../../../db/ladders.ts'
import type { CaseRow, LadderRow } from '../../../db/ladders.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage } from '../../../db/messages.ts'
import { findTemplate, isFirstText } from '../../../db/templates.ts'
import type { TemplateRow } from '../../../db/templates.ts'
import type { LadderKind } from '../../../db/words.ts'
import { findRecipients } from '../audience/recipients.ts'
import type { Recipient, Recipients } from '../audience/recipients.ts'
import { countSegments } from '../carrier/segments.ts'
import { CallFailure } from '../failure.ts'
import { newId } from '../ids.ts'
import { queueText } from '../outbox/compose.ts'
import type { Write } from '../store.ts'
import { withFirstTextNotice } from '../template/first-text.ts'
import { joinNames } from '../template/join-names.ts'
import { chooseVersion, mergeText } from '../template/merge.ts'
import type { Rung } from './rungs.ts'

/** For so long a ladder's text is of use (ms): it asks where somebody is now. */
export const textUse = 15 * 60_000

/** How texts leave. */
export interface LadderSender {
  /** Our number that texts leave from where a conversation has none. */
  readonly ourNumber: string
  /** The name the camp goes by; empty where it has none. */
  readonly campName: string
}

const templateKeys: Readonly<Record<LadderKind, string>> = {
  'not-arrived': 'missing',
  'not-picked-up': 'not-picked-up',
}

/** Should somebody have put the ready-made one away: what says nothing wrong of anybody. */
const lastResort: Readonly<Record<LadderKind, string>> = {
  'not-arrived':
    '{{us|Soccer camp}}: we have not seen {{player.first}} yet today. Reply now so that we know all is well.',
  'not-picked-up':
    '{{us|Soccer camp}}: the day is over and we are still here with {{player.first}}. When can you come?',
}

/** Said on a call; what its keys do, and who calls, is said besides. */
const spokenWords: Readonly<Record<LadderKind, { readonly en: string; readonly es: string }>> = {
  'not-arrived': {
    en: 'We have not seen {{player.first}} at camp yet today, and have no word from you. Text or call this number now, so that we know all is well.',
    es: 'Todavía no hemos visto a {{player.first}} en el campamento y no tenemos noticias. Escriba o llame ahora a este número, para saber que todo va bien.',
  },
  'not-picked-up': {
    en: 'The day is over, and we are still at camp with {{player.first}}. Text or call this number now, and tell us when you come.',
    es: 'El día terminó y seguimos en el campamento con {{player.first}}. Escriba o llame ahora a este número y díganos cuándo viene.',
  },
}

/**
 * Takes one rung that texts, for all cases that are at it: one text per number, naming the players its readers may hear about and
 * nobody else, in their language. A case without such a number passes the rung over, and says why. Text, rung and case are one
 * transaction: a crash leaves all of it or nothing.
 */
export function takeTextRung(
  write: Write,
  cases: readonly CaseRow[],
  at: { readonly index: number; readonly rung: Extract<Rung, { act: 'text' }>; readonly ladder: LadderRow },
  sender: LadderSender,
): void {
  const { db } = write
  const campOf = new Map(cases.map((one) => [one.player_id, one.camp_id]))
  const found = findRecipients(
    db,
    cases.map((one) => one.player_id),
    { ourNumber: sender.ourNumber, campOf, spoken: at.rung.spoken === true },
  )
  const byRecipient = new Map<Recipient, CaseRow[]>()
  for (const one of cases) {
    const mine = found.recipients.filter(({ players }) => players.some(({ id }) => id === one.player_id))
    const recipient = mine[at.rung.guardian]
    if (recipient === undefined) pass(write, one, at.index, whyNobody(one, mine.length, found))
    else byRecipient.set(recipient, [...(byRecipient.get(recipient) ?? []), one])
  }
  const { kind, template_id } = at.ladder
  const template = findTemplate(db, template_id ?? templateKeys[kind]) ?? findTemplate(db, templateKeys[kind])
  for (const [recipient, own] of byRecipient) {
    const outcome =
      at.rung.spoken === true
        ? callTo(write, recipient, own, kind, sender)
        : textTo(write, recipient, own, kind, template, sender)
    for (const one of own) {
      if (typeof outcome === 'string') pass(write, one, at.index, outcome)
      else take(write, one, at.index, namesOf(recipient), outcome.seq)
    }
  }
}

function take({ db, now }: Write, { id }: CaseRow, index: number, words: string, seq: number): void {
  insertStep(db, { case_id: id, rung: index, at: now, outcome: 'sent', words, message_seq: seq })
  updateCase(db, id, { state: 'climbing', rung: index, why: null }, now)
}

/** Passes a rung over. */
export function pass({ db, now }: Write, { id }: CaseRow, index: number, words: string): void {
  insertStep(db, { case_id: id, rung: index, at: now, outcome: 'skipped', words, message_seq: null })
  updateCase(db, id, { state: 'climbing', rung: index, why: null }, now)
}

/** Queues the text. @returns its `seq`, or why there is none, in words */
function textTo(
  write: Write,
  recipient: Recipient,
  cases: readonly CaseRow[],
  kind: LadderKind,
  template: TemplateRow | undefined,
  { ourNumber, campName }: LadderSender,
): { readonly seq: number } | string {
  const { db, now } = write
  const version = chooseVersion(template?.versions ?? [], recipient.language)
  const language = version?.language ?? 'en'
  const firsts = recipient.guardians.map(({ first }) => first).filter((first) => first.trim() !== '')
  const players = recipient.players.filter(({ id }) => cases.some((one) => one.player_id === id))
  const merged = mergeText(version?.body ?? lastResort[kind], {
    language,
    guardian: firsts.length === 0 ? null : { first: joinNames(firsts, language) },
    players,
    us: campName === '' ? null : campName,
  })
  if (!merged.ok) return 'The template has a gap that nothing fills. Change it under Templates.'
  const conversationId = recipient.conversationId ?? ensureConversation(db, 'phone', recipient.address, null, now)
  const body = isFirstText(db, conversationId) ? withFirstTextNotice(merged.text, { campName, language }) : merged.text
  const id = newId(now)
  try {
    queueText(write, {
      id,
      conversationId,
      body,
      author: null,
      origin: 'automation',
      replaces: null,
      noUseAfter: now + textUse,
      ourNumber,
      segments: countSegments(body).segments,
    })
  } catch (error) {
    // It refuses before it writes anything.
    if (error instanceof CallFailure) return error.message
    throw error
  }
  return { seq: findMessage(db, id)?.seq ?? 0 }
}

/** Has their phone ring. @returns the call's `seq`, or why there is none, in words */
function callTo(
  write: Write,
  recipient: Recipient,
  cases: readonly CaseRow[],
  kind: LadderKind,
  { ourNumber }: LadderSender,
): { readonly seq: number } | string {
  const { db, now } = write
  const language = recipient.language === 'es' ? 'es' : 'en'
  const players = recipient.players.filter(({ id }) => cases.some((one) => one.player_id === id))
  const merged = mergeText(spokenWords[kind][language], { language, guardian: null, players, us: null })
  if (!merged.ok) return 'There is no name to speak of.'
  const id = newId(now)
  try {
    queueText(write, {
      id,
      conversationId: recipient.conversationId ?? ensureConversation(db, 'phone', recipient.address, null, now),
      body: merged.text,
      author: null,
      origin: 'automation',
      replaces: null,
      noUseAfter: now + textUse,
      ourNumber,
      segments: 0,
      // The next rung comes sooner than a second try would.
      call: { language, mostCalls: 1 },
    })
  } catch (error) {
    if (error instanceof CallFailure) return error.message
    throw error
  }
  return { seq: findMessage(db, id)?.seq ?? 0 }
}

const namesOf = ({ guardians, address }: Recipient): string => {
  const names = guardians.map(({ first, last }) => `${first} ${last}`.trim()).filter((name) => name !== '')
  return names.length === 0 ? address : joinNames(names, 'en')
}

function whyNobody(one: CaseRow, others: number, { leftOut }: Recipients): string {
  const reasons = leftOut.filter(({ players }) => players.some(({ id }) => id === one.player_id))
  const words = reasons.map(({ name, reason }) => (name === '' ? reason : `${name}: ${reason}`)).join(' ')
  return words === '' && others > 0 ? 'There is no other number to text.' : words
}
