import { hasCallsAfter, openCallsAfter, setCallAfter } from '../../../db/call-after.ts'
import type { CallAfterRow } from '../../../db/call-after.ts'
import { languageOf } from '../../../db/voice.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import { CallFailure } from '../failure.ts'
import { queueText } from '../outbox/compose.ts'
import type { Write } from '../store.ts'
import { longestSpoken } from './announcement.ts'

const minute = 60_000
/** Later than this (ms), the call is left to a person: what it says may be over. */
const tooLate = 15 * minute
/** A text that cannot leave is looked at again after this (ms). */
const whileWaiting = 30_000
const longestPause = minute
const soon = 250

/** Ends in which a text did not get through. */
const failed: ReadonlySet<string> = new Set(['failed', 'expired'])

/** What to do about one text now; a number: look again then (epoch ms). */
function verdict(row: CallAfterRow, now: number): 'call' | 'not-needed' | 'late' | number {
  if (row.is_answered === 1 || row.state === 'canceled') return 'not-needed'
  // What staff took back is not to be spoken either.
  if (row.broadcast_state === 'canceled') return 'not-needed'
  if (row.broadcast_state === 'paused') return now + whileWaiting
  if (row.unless === 'delivered' && row.state === 'delivered') return 'not-needed'
  // What the text says is over, and so is what a call would say.
  if (row.no_use_after !== null && row.no_use_after <= now) return 'late'
  const hasFailed = failed.has(row.state)
  if (row.left_at === null && !hasFailed) return now + whileWaiting
  const due = (row.left_at ?? row.meant_at) + row.minutes * minute
  // It will not arrive any more: no need to wait for what cannot come.
  if (now < due) return hasFailed ? 'call' : due
  return now - due > tooLate ? 'late' : 'call'
}

/**
 * "Text first, then call": looks at each such text when its time has come, and calls where nobody answered, or where it did not
 * arrive. The call's id was chosen with the text: it is made once, whatever happens between.
 */
export function openCallsAfterTexts({ store, clock, log, line, settings }: DayParts): DayDesk {
  let timer: Timer | null = null
  let isStopped = false

  function plan(delay: number): void {
    timer?.cancel()
    if (!isStopped) timer = clock.after(Math.max(soon, Math.min(longestPause, delay)), look)
  }

  function look(): void {
    timer = null
    const current = line()
    if (!current?.isOnDuty()) return plan(longestPause)
    const { number } = current.account
    try {
      const next = store.write((write) => lookAtTexts(write, number, settings().callTries))
      if (next !== null) plan(next - clock.now())
    } catch (error) {
      log.error('calls-after-texts-failed', { error })
      plan(longestPause)
    }
  }

  if (hasCallsAfter(store.db)) plan(soon)
  return {
    committed({ messages }) {
      if (timer === null && messages.size > 0 && hasCallsAfter(store.db)) plan(soon)
    },
    stop() {
      isStopped = true
      timer?.cancel()
      return Promise.resolve()
    },
  }
}

/** @returns when to look again (epoch ms); null where no call is left to think of */
function lookAtTexts(write: Write, ourNumber: string, mostCalls: number): number | null {
  const { db, now } = write
  let next: number | null = null
  for (const row of openCallsAfter(db)) {
    const what = verdict(row, now)
    if (typeof what === 'number') {
      next = Math.min(next ?? what, what)
      continue
    }
    write.message(row.text_seq)
    setCallAfter(db, row.text_seq, what === 'call' ? 'called' : what)
    if (what !== 'call') continue
    try {
      queueText(write, {
        id: row.call_id,
        conversationId: row.conversation_id,
        body: row.body.slice(0, longestSpoken),
        author: row.author,
        origin: 'automation',
        replaces: null,
        noUseAfter: row.no_use_after,
        ourNumber,
        segments: 0,
        call: { language: languageOf(db, row.conversation_id), mostCalls },
      })
    } catch (error) {
      // It refuses before it writes anything; the text itself shows how it stands.
      if (!(error instanceof CallFailure)) throw error
    }
  }
  return next
}
