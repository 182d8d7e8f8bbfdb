import type { Change } from '../../ipc/contract/changes.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { CallName } from '../../ipc/contract/names.ts'
import type { ChangeFeed } from '../change-feed.ts'
import { CallFailure } from '../failure.ts'

/**
 * What is answered while the window is locked: what the cover needs, and what is half written is kept. Everything else is
 * refused: a page that was reloaded under the lock knows no name of a family.
 */
const open: ReadonlySet<CallName> = new Set<CallName>([
  'start.trouble',
  'system.state',
  'system.presence',
  'system.reportError',
  'conversations.saveDraft',
  'staff.lockScreen',
  'staff.lock',
  'staff.unlock',
  'staff.touch',
  'staff.askNewPin',
  'staff.cancelNewPin',
  'staff.setPin',
])

/** Changes that tell of nobody. */
const told: ReadonlySet<Change['type']> = new Set<Change['type']>([
  'lock',
  'counts',
  'connection',
  'settings',
  'mode',
  'store-trouble',
  'stale',
])

/** The calls with a door before them that is shut while `isLocked`. */
export function closeWhileLocked(handlers: Partial<Handlers>, isLocked: () => boolean): Partial<Handlers> {
  const closed: Record<string, unknown> = {}
  for (const [name, handle] of Object.entries(handlers)) {
    const isOpen = open.has(name as CallName)
    closed[name] = isOpen
      ? handle
      : (input: never) => {
          if (isLocked()) throw new CallFailure('locked', 'This laptop is locked. Open it with a PIN first.')
          return (handle as (given: never) => unknown)(input)
        }
  }
  return closed
}

/** The changes with a door before them: while `isLocked` pages hear nothing of families and their texts. */
export function closeFeedWhileLocked(feed: ChangeFeed, isLocked: () => boolean): ChangeFeed {
  return {
    get position() {
      return feed.position
    },
    publish(changes) {
      feed.publish(isLocked() ? changes.filter(({ type }) => told.has(type)) : changes)
    },
    startEpoch: feed.startEpoch,
    subscribe: feed.subscribe,
  }
}
