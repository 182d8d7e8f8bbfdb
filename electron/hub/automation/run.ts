import { recordActivity } from '../../../db/activity.ts'
import { findAutomation, isDone, keepNeedsReply, markDone, needsReply, recordRun } from '../../../db/automations.ts'
import type { AutomationRow } from '../../../db/automations.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage } from '../../../db/messages.ts'
import type { LeftOut } from '../audience/left-out.ts'
import { countSegments } from '../carrier/segments.ts'
import { CallFailure } from '../failure.ts'
import { newId } from '../ids.ts'
import { localTimeAt } from '../local-time.ts'
import { queueText } from '../outbox/compose.ts'
import { nextQuiet, quietEnd } from '../schedule/quiet-hours.ts'
import { scheduleAt } from '../schedule/schedule-text.ts'
import type { Store, Write } from '../store.ts'
import { joinNames } from '../template/join-names.ts'
import type { AutomationContext } from './context.ts'
import { subjectKey } from './occasions.ts'
import type { Occasion } from './occasions.ts'
import { planTexts, templateOf } from './plan.ts'
import type { PlannedText } from './plan.ts'

/** Texts per commit: few enough that nothing else waits longer than a frame. */
const chunk = 20
const minute = 60_000
/** A text that would be of use for less than this is not worth its while, in milliseconds. */
const shortest = 2 * minute

/** When a text goes out that falls due now, and until when it is of use; or why it does not. */
export type When =
  | { readonly kind: 'at'; readonly sendAt: number; readonly until: number }
  | { readonly kind: 'left'; readonly reason: string }

/** Quiet hours move a text to their end where it is of use then still, and cut short for how long it may wait. */
export function whenToSend(until: number, { now, zone, quiet }: AutomationContext): When {
  if (until - now < shortest) {
    return { kind: 'left', reason: 'Too late: this laptop was off, or away, until it was of no use any more.' }
  }
  const end = quietEnd(now, zone, quiet)
  const sendAt = end ?? now
  if (until - sendAt < shortest) {
    return { kind: 'left', reason: 'Quiet hours: at their end it would be of no use any more.' }
  }
  return { kind: 'at', sendAt, until: Math.min(until, nextQuiet(sendAt, zone, quiet) ?? until) }
}

export interface RunParts {
  readonly store: Store
  readonly context: () => AutomationContext
  /** Whether it may go on: nothing has stopped, and this laptop is on duty. */
  readonly goesOn: () => boolean
}

/**
 * Deals with an occasion: each number gets its text once, whatever breaks off in between, and whoever is left out is in the log with
 * the reason. Returns how many texts were queued.
 */
export async function runOccasion(parts: RunParts, automation: AutomationRow, occasion: Occasion): Promise<number> {
  const { store } = parts
  const template = templateOf(store.db, automation)
  const context = parts.context()
  const { ourNumber } = context
  if (!template || ourNumber === null) return 0
  const when = whenToSend(occasion.until, context)
  if (when.kind === 'left') {
    store.write((write) => {
      const players = occasion.players.length
      const words = `${players === 1 ? '1 player' : `${players} players`}: ${when.reason}`
      leave(write, automation, words, null)
      finish(write, automation, occasion)
    })
    return 0
  }
  const { texts, leftOut } = planTexts(store.db, template, occasion, context)
  let sent = 0
  for (let start = 0; start < texts.length; start += chunk) {
    if (!parts.goesOn()) return sent
    const part = texts.slice(start, start + chunk)
    sent += store.write((write) => {
      // Turned off in the meantime.
      if (findAutomation(write.db, automation.id)?.enabled !== 1) return 0
      return part.filter((text) => sendOne(write, { automation, occasion, text, when, ourNumber })).length
    }, true)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  if (!parts.goesOn() || findAutomation(store.db, automation.id)?.enabled !== 1) return sent
  store.write((write) => {
    for (const one of leftOut) leave(write, automation, leftWords(one), null)
    finish(write, automation, occasion)
    if (sent === 0) return
    const words = `${automation.name}: ${sent === 1 ? '1 text' : `${sent} texts`} by itself`
    recordActivity(write.db, { staff: '', kind: 'automation', words }, write.now)
    write.stale('activity')
  })
  return sent
}

interface One {
  readonly automation: AutomationRow
  readonly occasion: Occasion
  readonly text: PlannedText
  readonly when: Extract<When, { readonly kind: 'at' }>
  readonly ourNumber: string
}

/** Queues one number's text, of those of its players that it was not texted about before. */
function sendOne(write: Write, { automation, occasion, text, when, ourNumber }: One): boolean {
  const { db, now } = write
  const { recipient } = text
  const conversationId = recipient.conversationId ?? ensureConversation(db, 'phone', recipient.address, null, now)
  const keys = recipient.players.map((player) => `${subjectKey(occasion, player.id)} c${conversationId}`)
  // A text names all of its players: where one of them was told of already, another run had got as far as here.
  if (keys.some((key) => isDone(db, automation.id, key))) return false
  for (const key of keys) markDone(db, automation.id, key, now)
  const queued = queueAutomatic(write, { conversationId, body: text.body, ourNumber, when })
  const who = text.name === '' ? 'a number without a name' : text.name
  const about = joinNames(
    recipient.players.map(({ first }) => first),
    'en',
  )
  if (typeof queued === 'string') {
    leave(write, automation, `${who}: ${queued}`, conversationId)
    return false
  }
  recordRun(
    db,
    {
      automationId: automation.id,
      outcome: 'sent',
      words: about === '' ? who : `${who}, about ${about}`,
      conversationId,
      messageSeq: queued,
    },
    now,
  )
  write.stale('automations')
  return true
}

/**
 * Puts an automatic text into its conversation, now or for the quiet hours' end. What staff have yet to answer stays so.
 * @returns its `seq`, or why the conversation cannot take it
 */
export function queueAutomatic(
  write: Write,
  {
    conversationId,
    body,
    ourNumber,
    when: { sendAt, until },
  }: {
    readonly conversationId: number
    readonly body: string
    readonly ourNumber: string
    readonly when: { readonly sendAt: number; readonly until: number }
  },
): number | string {
  const { db, now, zone } = write
  const id = newId(now)
  const before = needsReply(db, conversationId)
  const text = {
    id,
    conversationId,
    body,
    author: null,
    origin: 'automation',
    replaces: null,
    ourNumber,
    segments: countSegments(body).segments,
  } as const
  try {
    if (sendAt <= now) queueText(write, { ...text, noUseAfter: until })
    else {
      const { day, minutes } = localTimeAt(sendAt, zone)
      const useMinutes = Math.max(1, Math.floor((until - sendAt) / minute))
      scheduleAt(write, text, { day, minutes, useMinutes, cancelOnReply: false }, sendAt)
    }
  } catch (error) {
    // It refuses before it writes anything.
    if (error instanceof CallFailure) return error.message
    throw error
  }
  keepNeedsReply(db, conversationId, before)
  return findMessage(db, id)?.seq ?? 'It was not stored.'
}

export function leave(
  write: Write,
  automation: Pick<AutomationRow, 'id'>,
  words: string,
  conversationId: number | null,
): void {
  recordRun(
    write.db,
    { automationId: automation.id, outcome: 'left', words, conversationId, messageSeq: null },
    write.now,
  )
  write.stale('automations')
}

/** All of an occasion's players are dealt with. */
function finish(write: Write, automation: AutomationRow, occasion: Occasion): void {
  for (const id of occasion.players) markDone(write.db, automation.id, subjectKey(occasion, id), write.now)
}

function leftWords({ name, players, reason }: LeftOut): string {
  const about = joinNames(
    players.map(({ first }) => first),
    'en',
  )
  const who = name === '' ? about : about === '' ? name : `${name}, about ${about}`
  return `${who}: ${reason}`
}
