import { join } from 'node:path'
import { activityChoices } from '../../../db/activity.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { Clock } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import { activityPage, filterOf } from '../staff/activity-pages.ts'
import { handoverView, urgentCounts } from '../staff/handover.ts'
import type { Lock } from '../staff/lock.ts'
import { saveActivity } from '../staff/save-activity.ts'
import type { StaffDesk } from '../staff/staff-desk.ts'
import type { CallContext } from './context.ts'

export interface StaffCallParts extends CallContext {
  readonly desk: StaffDesk
  readonly lock: Lock
  readonly clock: Clock
  /** The data folder: exports lie in a folder of it. */
  readonly folder: string
}

type Names = Extract<keyof Handlers, `staff.${string}` | `activity.${string}`>

export function staffHandlers({ desk, lock, clock, folder, shown, settings }: StaffCallParts): Pick<Handlers, Names> {
  const time = () => ({ now: clock.now(), zone: settings().timeZone })
  return {
    'staff.list': () => desk.view,
    'staff.openEditing': async ({ by }) => ({ key: await desk.openEditing(by) }),
    'staff.add': async (member) => {
      await desk.add(member)
      return desk.view
    },
    'staff.edit': (member) => {
      desk.edit(member)
      return desk.view
    },
    'staff.remove': ({ key, staffId }) => {
      desk.remove(key, staffId)
      return desk.view
    },
    'staff.setPin': async (change) => {
      // Else whoever finds it locked would give somebody without a PIN one, and open it with that.
      if (lock.view !== null && change.by.kind === 'first')
        throw new CallFailure('locked', 'This laptop is locked. Open it with a PIN first.')
      await desk.setPin(change)
      return desk.view
    },
    'staff.askNewPin': ({ staffId }) => {
      desk.askNewPin(staffId)
      return desk.view
    },
    'staff.cancelNewPin': async ({ staffId, by }) => {
      await desk.cancelNewPin(staffId, by)
      return desk.view
    },
    'staff.takeDuty': async ({ staffId, pin }) => {
      await desk.takeDuty(staffId, pin)
      return desk.view
    },
    'staff.leaveDuty': () => {
      desk.leaveDuty()
      return desk.view
    },
    'staff.lock': () => {
      if (!desk.canLock)
        throw new CallFailure('conflict', 'Nobody has a PIN to open it with. Set one in Settings → Staff first.')
      return lock.lock()
    },
    'staff.unlock': async ({ staffId, pin }) => {
      // Nobody opens it without a PIN, though they may go on duty without one.
      if (lock.view !== null && desk.view.people.some((one) => one.id === staffId && !one.hasPin))
        throw new CallFailure('forbidden', 'They have no PIN. Somebody else’s opens it.')
      await desk.takeDuty(staffId, pin)
      lock.open()
      return null
    },
    'staff.lockScreen': () => {
      const { people, onDutyId, passphraseHelps } = desk.view
      return { people, onDutyId, passphraseHelps, ...urgentCounts(shown().store.db, time()) }
    },
    'staff.touch': () => {
      lock.touched()
      return null
    },
    'staff.handover': () => handoverView(shown().store.db, time(), settings().defaultCountry),
    'activity.page': (asked) => activityPage(shown().store.db, asked, settings().timeZone),
    'activity.choices': () => activityChoices(shown().store.db),
    'activity.save': async ({ filter }) => {
      const { db } = shown().store
      const { now, zone } = time()
      return { path: await saveActivity(db, join(folder, 'exports'), filterOf(db, filter, zone), zone, now) }
    },
  }
}
