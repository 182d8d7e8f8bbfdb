import { joinHandlers } from '../ipc/contract/handlers.ts'
import type { Handlers } from '../ipc/contract/handlers.ts'
import type { Settings } from '../ipc/contract/views.ts'
import { protectionOf } from './account/credentials.ts'
import type { Backups } from './backup/backups.ts'
import { automationHandlers } from './calls/automations.ts'
import { awayHandlers } from './calls/away.ts'
import { backupHandlers } from './calls/backup.ts'
import { boardHandlers } from './calls/board.ts'
import { consentHandlers } from './calls/consent.ts'
import { broadcastHandlers } from './calls/broadcasts.ts'
import { conversationHandlers } from './calls/conversations.ts'
import { diagnosticsHandlers } from './calls/diagnostics.ts'
import { heldHandlers } from './calls/held.ts'
import { ladderHandlers } from './calls/ladders.ts'
import { mediaHandlers } from './calls/media.ts'
import { messageHandlers } from './calls/messages.ts'
import { peopleHandlers } from './calls/people.ts'
import { peopleEditHandlers } from './calls/people-edit.ts'
import { practiceHandlers } from './calls/practice.ts'
import { reachHandlers } from './calls/reach.ts'
import { removalHandlers } from './calls/removal.ts'
import { rosterHandlers } from './calls/roster.ts'
import { proposalHandlers } from './calls/proposals.ts'
import { scheduleHandlers } from './calls/schedule.ts'
import { searchHandlers } from './calls/search.ts'
import { staffHandlers } from './calls/staff.ts'
import type { StaffCallParts } from './calls/staff.ts'
import { startHandlers } from './calls/start.ts'
import { systemHandlers } from './calls/system.ts'
import { templateHandlers } from './calls/templates.ts'
import type { Diagnostics } from './diagnostics/diagnostics.ts'
import { CallFailure } from './failure.ts'
import type { LiveDesk } from './live-desk.ts'
import type { Log } from './log.ts'
import type { RosterDesk } from './people/import/desk.ts'
import type { RemovalDesk } from './people/removal/desk.ts'
import type { Reach } from './reach/reach.ts'
import type { Vault } from './secrets/vault.ts'
import { closeWhileLocked } from './staff/locked-calls.ts'
import { recordCalls } from './staff/record-calls.ts'
import { guardCalls } from './store-trouble/guard-calls.ts'
import type { Workspace } from './workspace.ts'

/** What the calls of the contract reach. */
export interface HubParts {
  readonly shown: () => Workspace
  /** Why nobody can be called; null where they can. */
  readonly callsClosed: () => string | null
  /** The live store's, whatever is on screen. */
  readonly live: () => Workspace
  readonly settings: () => Settings
  readonly log: Log
  /** Epoch ms. */
  readonly now: () => number
  readonly system: Pick<Parameters<typeof systemHandlers>[0], 'state' | 'presence' | 'updateSettings'>
  readonly practice: Parameters<typeof practiceHandlers>[0]
  readonly reach: Reach
  readonly vault: Vault
  readonly desk: LiveDesk
  readonly rosterDesk: RosterDesk
  readonly removalDesk: RemovalDesk
  readonly backups: Backups
  readonly diagnostics: Diagnostics
  readonly staff: Pick<StaffCallParts, 'desk' | 'lock' | 'clock' | 'folder'>
  /** Hears of faults of a store that calls met. */
  readonly storeFailed: Parameters<typeof guardCalls>[1]
}

/** One handler for every call. @throws where two stand for one */
export function hubHandlers(parts: HubParts): Handlers {
  const { shown, settings, log, reach, vault } = parts
  const context = { shown, settings }
  const handlers = joinHandlers(
    systemHandlers({ ...context, ...parts.system, log }),
    consentHandlers(context),
    conversationHandlers(context),
    messageHandlers({ ...context, callsClosed: parts.callsClosed }),
    heldHandlers({ ...context, log }),
    broadcastHandlers({ ...context, now: parts.now, folder: parts.staff.folder }),
    scheduleHandlers({ ...context, now: parts.now }),
    automationHandlers(context),
    templateHandlers({ ...context, now: parts.now }),
    ladderHandlers({ ...context, now: parts.now }, parts.live, parts.staff.desk.permit),
    mediaHandlers(context),
    peopleHandlers(context),
    peopleEditHandlers(context),
    boardHandlers({ ...context, now: parts.now }),
    proposalHandlers({ ...context, now: parts.now, confirmPin: (id, pin) => parts.staff.desk.confirm(id, pin) }),
    rosterHandlers(parts.rosterDesk),
    removalHandlers(context, parts.removalDesk, parts.staff.desk),
    reachHandlers({ reach: () => reach, vault, protection: () => protectionOf(vault.state) }),
    searchHandlers(context),
    parts.desk.handlers,
    startHandlers(),
    awayHandlers(context),
    backupHandlers(parts.backups),
    diagnosticsHandlers(parts.diagnostics, context),
    practiceHandlers(parts.practice),
    staffHandlers({ ...context, ...parts.staff }),
  )
  const { desk: staff, lock } = parts.staff
  const open = recordCalls(closeForRestore(handlers, parts.backups), staff.record)
  return guardCalls(
    closeWhileLocked(open, () => lock.view !== null),
    parts.storeFailed,
  ) as Handlers
}

/** Calls that a person's words come in by. */
const written = [
  'messages.send',
  'schedule.create',
  'schedule.edit',
  'messages.retry',
  'conversations.saveDraft',
  'roster.import',
  'templates.save',
  'board.checkIn',
  'board.late',
  'board.absent',
  'board.pickUp',
  'board.undo',
  'board.setCampTimes',
  'people.savePlayer',
  'people.saveGuardian',
  'people.setNoInformation',
  'people.addNote',
  'people.walkUp',
  'people.setForAll',
  'people.merge',
  'people.deleteFamily',
  'people.wipe',
] as const

/** Between a copy's choice and its taking over, what is written would stay behind in the store that is set aside. */
function closeForRestore(handlers: Partial<Handlers>, backups: Backups): Partial<Handlers> {
  const closed: Record<string, unknown> = { ...handlers }
  for (const name of written) {
    const handle = handlers[name] as ((input: unknown) => unknown) | undefined
    closed[name] = (input: unknown) => {
      if (backups.view.state === 'restoring')
        throw new CallFailure('unavailable', 'A copy is being put back. Nothing was changed: try again in a moment.')
      return handle?.(input)
    }
  }
  return closed
}
