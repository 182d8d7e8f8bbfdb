import { answersSince, lastAutomaticAt, listAutomations, markDone, recordRun } from '../../../db/automations.ts'
import type { ArrivedRow, AutomationRow } from '../../../db/automations.ts'
import type { Db } from '../../../db/open.ts'
import { readersAt } from '../../../db/templates.ts'
import { findRecipients } from '../audience/recipients.ts'
import type { Recipient } from '../audience/recipients.ts'
import { optWordOf } from '../consent/opt-words.ts'
import { addDays, localTimeAt } from '../local-time.ts'
import type { Write } from '../store.ts'
import type { AutomationContext } from './context.ts'
import { keywordOf, settingsOf } from './kinds.ts'
import { readsAsMachine } from './machine-text.ts'
import { nameOf, renderText, templateOf } from './plan.ts'
import { leave, queueAutomatic } from './run.ts'

const minute = 60_000
const hour = 60 * minute
/** What came in longer ago is answered by a person, in milliseconds. */
export const freshFor = 5 * minute
/** An answer is of use for so long. */
const useOfAnswer = 15 * minute
/** Automatic answers to one number: in an hour, and in a day. */
const most = { hour: 1, day: 3 } as const
/** Nobody types an answer to an automatic text this fast, in milliseconds. */
const machineSpeed = 4_000

/**
 * Answers a text that has just come in, where an automation is there for it: at most one. Runs in one write.
 * @returns whether there was anything to do
 */
export function answerText(write: Write, arrived: ArrivedRow, context: AutomationContext): boolean {
  const { db, now } = write
  if (context.ourNumber === null || arrived.arrived_while_away === 1 || now - arrived.created_at > freshFor)
    return false
  // What the carrier takes for an opt-out or opt-in it answers itself.
  if (optWordOf(arrived.body) !== null) return false
  const found = answering(db, arrived, context)
  if (!found) return false
  const { automation, key } = found
  if (!markDone(db, automation.id, key, now)) return false
  const reader = readerOf(db, arrived, context)
  const who = nameOf(reader) || 'A number without a name'
  const guard = guardWords(db, arrived)
  if (guard !== null) {
    leave(write, automation, `${who}: ${guard}`, arrived.conversation_id)
    return true
  }
  const template = templateOf(db, automation)
  if (!template) {
    leave(write, automation, `${who}: No text is chosen for it.`, arrived.conversation_id)
    return true
  }
  const rendered = renderText(template, reader, null, context.campName)
  if (!rendered.ok) {
    leave(write, automation, `${who}: ${rendered.reason}`, arrived.conversation_id)
    return true
  }
  // It answers what they wrote a moment ago: quiet hours do not hold it up.
  const queued = queueAutomatic(write, {
    conversationId: arrived.conversation_id,
    body: rendered.body,
    ourNumber: context.ourNumber,
    when: { sendAt: now, until: now + useOfAnswer },
  })
  if (typeof queued === 'string') leave(write, automation, `${who}: ${queued}`, arrived.conversation_id)
  else {
    recordRun(
      db,
      {
        automationId: automation.id,
        outcome: 'sent',
        words: who,
        conversationId: arrived.conversation_id,
        messageSeq: queued,
      },
      now,
    )
    write.stale('automations')
  }
  return true
}

interface Answering {
  readonly automation: AutomationRow
  /** Dealt with once: this text, or (after hours) this conversation's night. */
  readonly key: string
}

/** The automation that answers a text: a keyword's, else the one for after hours. */
function answering(db: Db, arrived: ArrivedRow, { zone }: AutomationContext): Answering | null {
  const word = keywordOf(arrived.body)
  let night: Answering | null = null
  for (const automation of listAutomations(db)) {
    if (automation.enabled !== 1 || arrived.created_at < (automation.enabled_at ?? 0)) continue
    const settings = settingsOf(automation)
    if (settings.kind === 'keyword' && word !== '' && settings.words.some((one) => keywordOf(one) === word)) {
      return { automation, key: `m${arrived.seq}` }
    }
    if (settings.kind !== 'after-hours') continue
    const begun = nightOf(arrived.created_at, zone, settings)
    if (begun !== null) night ??= { automation, key: `${begun} c${arrived.conversation_id}` }
  }
  return night
}

/** The day on which the night began that an instant lies in; null by day. */
export function nightOf(
  at: number,
  zone: string,
  { from, until }: { readonly from: number; readonly until: number },
): string | null {
  const { day, minutes } = localTimeAt(at, zone)
  if (from === until) return null
  if (from < until) return minutes >= from && minutes < until ? day : null
  if (minutes >= from) return day
  return minutes < until ? addDays(day, -1) : null
}

/** Why a text is not answered by itself, though an automation is there for it; null where nothing stands against it. */
function guardWords(db: Db, arrived: ArrivedRow): string | null {
  if (arrived.kind !== 'phone') return 'Not a person’s number: a machine may answer, and go on answering.'
  if (arrived.opted_out_at !== null) return 'They replied STOP.'
  if (readsAsMachine(arrived.body)) return 'Reads as an automatic reply: two machines are not to text each other.'
  const last = lastAutomaticAt(db, arrived.conversation_id)
  if (last !== null && arrived.created_at - last >= 0 && arrived.created_at - last < machineSpeed) {
    return 'Came within seconds of an automatic text: a machine, most likely.'
  }
  const { conversation_id: id, created_at: at } = arrived
  if (answersSince(db, id, at - hour) >= most.hour) return 'Was answered automatically within the last hour.'
  if (answersSince(db, id, at - 24 * hour) >= most.day) return 'Was answered automatically three times today.'
  return null
}

/** Who reads at the number, and the players they may hear about; nobody's where it is not on file. */
function readerOf(
  db: Db,
  arrived: ArrivedRow,
  { ourNumber }: AutomationContext,
): Pick<Recipient, 'guardians' | 'players' | 'language' | 'isFirst'> {
  const readers = readersAt(db, arrived.address)
  const players = [...new Set(readers.flatMap((reader) => JSON.parse(reader.players) as number[]))]
  const found = findRecipients(db, players, { ourNumber, conversations: [arrived.conversation_id] }).recipients[0]
  if (found) return { ...found, isFirst: false }
  return {
    guardians: readers.map(({ id, first_name, last_name }) => ({ id, first: first_name, last: last_name })),
    players: [],
    language: readers[0]?.language ?? 'en',
    isFirst: false,
  }
}
