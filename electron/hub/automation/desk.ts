import {
  arrivedAfter,
  firstSeqSince,
  forgetDone,
  hasOldDone,
  listAutomations,
  newestSeq,
} from '../../../db/automations.ts'
import type { AutomationRow } from '../../../db/automations.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import { answerText, freshFor } from './answers.ts'
import type { AutomationContext } from './context.ts'
import { dueOccasions } from './occasions.ts'
import { templateOf } from './plan.ts'
import { runOccasion } from './run.ts'

const minute = 60_000
/** What was dealt with is remembered for so long, in milliseconds: nothing falls due later. */
const memory = 45 * 86_400_000

/** Sends texts by itself: on what is ticked at the board, at times of day, and in answer to texts. */
export interface AutomationDesk extends DayDesk {
  context(): AutomationContext
  /** An automation was turned on or changed. */
  changed(): void
}

export function createAutomationDesk(parts: DayParts): AutomationDesk {
  const { store, clock, log, settings, line } = parts
  let tick: Timer | null = null
  let soon: Timer | null = null
  let lastSeq: number | null = null
  let isStopped = false
  let running: Promise<void> | null = null

  function context(): AutomationContext {
    const { timeZone, campName, quietFrom, quietUntil } = settings()
    return {
      now: clock.now(),
      zone: timeZone,
      ourNumber: line()?.account.number ?? null,
      campName,
      quiet: { quietFrom, quietUntil },
    }
  }

  const goesOn = (): boolean => !isStopped && !store.isShort && line()?.isOnDuty() === true

  function enabled(): readonly AutomationRow[] {
    return listAutomations(store.db).filter((one) => one.enabled === 1)
  }

  function look(): void {
    tick?.cancel()
    tick = isStopped ? null : clock.after(minute, look)
    if (!goesOn() || running) return
    running = run()
      .catch((error: unknown) => log.error('automation-failed', { error }))
      .finally(() => (running = null))
  }

  async function run(): Promise<void> {
    for (const automation of enabled()) {
      const use = templateOf(store.db, automation)?.use_minutes ?? null
      for (const occasion of dueOccasions(store.db, automation, use, context())) {
        if (!goesOn()) return
        const sent = await runOccasion({ store, context, goesOn }, automation, occasion)
        if (sent > 0) log.info('automation-ran', { automation: automation.id, sent })
      }
    }
  }

  function answer(): void {
    soon = null
    if (isStopped) return
    try {
      // At a start: what came in a moment ago may not have been answered yet.
      const after = lastSeq ?? firstSeqSince(store.db, clock.now() - freshFor) - 1
      const arrived = arrivedAfter(store.db, after, clock.now() - freshFor)
      lastSeq = newestSeq(store.db)
      if (arrived.length === 0 || !goesOn()) return
      if (!enabled().some(({ kind }) => kind === 'keyword' || kind === 'after-hours')) return
      for (const one of arrived) store.write((write) => answerText(write, one, context()))
    } catch (error) {
      log.error('answer-failed', { error })
    }
  }

  function begin(): void {
    try {
      const before = clock.now() - memory
      if (hasOldDone(store.db, before)) store.write(({ db }) => forgetDone(db, before))
    } catch (error) {
      log.error('automations-not-tidied', { error })
    }
    answer()
    look()
  }

  // In a turn of its own: the store is being opened, and its settings are read after it.
  tick = clock.after(0, begin)
  return {
    context,
    changed: look,
    committed(touched) {
      if (touched.messages.size > 0 && !isStopped) soon ??= clock.after(0, answer)
    },
    async stop() {
      isStopped = true
      tick?.cancel()
      soon?.cancel()
      await running
    },
  }
}
