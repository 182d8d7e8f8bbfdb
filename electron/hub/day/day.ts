import type { Change } from '../../ipc/contract/changes.ts'
import type { LadderWants } from '../../ipc/contract/ladder-views.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import { createAutomationDesk } from '../automation/desk.ts'
import type { AutomationDesk } from '../automation/desk.ts'
import type { Clock } from '../clock.ts'
import type { Line } from '../line.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import { openBoardDesk } from '../checkin/board-desk.ts'
import { openBroadcastDesk } from '../broadcast/desk.ts'
import type { BroadcastDesk } from '../broadcast/desk.ts'
import { openLadderDesk } from '../ladder/desk.ts'
import type { LadderDesk } from '../ladder/desk.ts'
import { createScheduleDesk } from '../schedule/desk.ts'
import type { ScheduleDesk } from '../schedule/desk.ts'
import { openCarrierCopies } from '../people/removal/carrier-copies.ts'
import { createActivityKeeper } from '../staff/keeper.ts'
import type { Store, Touched } from '../store.ts'
import { seedTemplates } from '../template/ready-made.ts'
import { openCallsAfterTexts } from '../voice/after-text.ts'
import { createVoicemailKeeper } from '../voice/keeper.ts'

/** What the desks of a camp's day work with. */
export interface DayParts {
  readonly store: Store
  /** Folder with the files of its media. */
  readonly mediaDir: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly settings: () => Settings
  readonly publish: (changes: readonly Change[]) => void
  /** A ladder newly wants a person; `players`: how many of them want the same by now. */
  readonly laddersWant: (wants: keyof LadderWants, players: number) => void
  /** The account's line; null before set-up. */
  readonly line: () => Line | null
}

/** Something that goes on by itself in a store: it hears of every commit, and of the passing of time by its own timers. */
export interface DayDesk {
  /** After a commit; must not throw, and leaves longer work to a timer. */
  committed(touched: Touched): void
  /** Ends its timers, and waits for what it has under way. */
  stop(): Promise<void>
}

/** The desks of one store. */
export interface Day extends DayDesk {
  readonly schedule: ScheduleDesk
  readonly automations: AutomationDesk
  readonly ladders: LadderDesk
  readonly broadcasts: BroadcastDesk
}

/** Opens the desks of a store, in the order in which they hear of things. */
export function openDay(parts: DayParts): Day {
  try {
    seedTemplates(parts.store)
  } catch (error) {
    // A disk without room keeps no camp from its texts; the next start tries again.
    parts.log.warn('templates-not-seeded', { error })
  }
  const schedule = createScheduleDesk(parts)
  const automations = createAutomationDesk(parts)
  const ladders = openLadderDesk(parts)
  const board = openBoardDesk({ ...parts, zone: () => parts.settings().timeZone })
  const broadcasts = openBroadcastDesk(parts)
  const desks: readonly DayDesk[] = [
    board,
    schedule,
    automations,
    ladders,
    broadcasts,
    createActivityKeeper(parts),
    openCarrierCopies(parts),
    openCallsAfterTexts(parts),
    createVoicemailKeeper(parts),
  ]
  return {
    schedule,
    automations,
    ladders,
    broadcasts,
    committed(touched) {
      for (const desk of desks) {
        try {
          desk.committed(touched)
        } catch (error) {
          // One desk's trouble keeps no other from hearing.
          parts.log.error('desk-failed', { error })
        }
      }
    },
    async stop() {
      const ends = await Promise.allSettled(desks.map((desk) => desk.stop()))
      for (const end of ends) if (end.status === 'rejected') parts.log.error('desk-not-stopped', { error: end.reason })
    },
  }
}
