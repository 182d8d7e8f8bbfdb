import { recordActivity } from '../../../db/activity.ts'
import {
  findStaff,
  insertStaff,
  leaveStaff,
  listStaff,
  setNewPinFrom,
  setStaffPin,
  updateStaff,
} from '../../../db/staff.ts'
import type { StaffRow } from '../../../db/staff.ts'
import type { ParsedInput } from '../../ipc/contract/calls.ts'
import type { StaffMember, StaffView } from '../../ipc/contract/staff-views.ts'
import { assertNever } from '../assert-never.ts'
import type { Clock } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import { once } from '../outbox/compose.ts'
import type { Store, Write } from '../store.ts'
import { readOnDuty, writeOnDuty } from './duty-record.ts'
import { createEditing } from './editing.ts'
import { allWaitUntil, checkPin, hashPin, refuseEasyPin, wrongPinWords } from './pin.ts'
import { pinWait } from './slow-down.ts'

/** So long (ms) it takes until a forgotten PIN can be set anew without anybody's word: the whole team sees it coming. */
export const newPinWait = 24 * 3_600_000

export interface StaffDeskOptions {
  /** The live store, which holds the team whatever store is shown. */
  readonly store: Store
  /** The store that is shown: what is done to the team stands in its record, too. */
  readonly shown: () => Store
  readonly clock: Clock
  /** The name that texts and ticks carry from now on, and its setting. */
  readonly staffName: { current(): string; set(name: string): void }
  /** The copies' recovery passphrase: whether there is one, and whether this is it. */
  readonly passphrase: { isSet(): boolean; check(passphrase: string): Promise<boolean> }
  /** The team, or who is on duty, is another one: whoever shows it reads it again. */
  readonly changed: () => void
  /** scrypt's N for new PINs. */
  readonly pinCost?: number
}

/** Who works at this laptop and who is on duty. */
export interface StaffDesk {
  readonly view: StaffView
  /** Somebody is of the team: a name is then chosen, not typed. */
  readonly hasTeam: boolean
  /** Somebody has a PIN: what is locked can be opened again. */
  readonly canLock: boolean
  /** Every name of the team. */
  readonly names: readonly string[]
  openEditing(by: ParsedInput<'staff.openEditing'>['by']): Promise<string>
  add(member: ParsedInput<'staff.add'>): Promise<void>
  edit(member: ParsedInput<'staff.edit'>): void
  remove(key: string, staffId: number): void
  setPin(change: ParsedInput<'staff.setPin'>): Promise<void>
  askNewPin(staffId: number): void
  cancelNewPin(staffId: number, by: { readonly staffId: number; readonly pin: string }): Promise<void>
  takeDuty(staffId: number, pin: string | null): Promise<void>
  leaveDuty(): void
  /**
   * Whose PIN this is, for an act that takes one (a pick-up change that two confirm).
   * @throws {CallFailure} `forbidden` for a wrong PIN and while the next one waits; `conflict` where they have none.
   */
  confirm(staffId: number, pin: string): Promise<StaffRow>
  /**
   * Lets an act be that is a director's where one has a PIN: what takes people's data along, or out for good; what texts parents
   * by itself from then on.
   * @returns the director's name; null where no director has a PIN, so that anybody may
   * @throws {CallFailure} `forbidden`: it is no director's PIN, or none was given
   */
  permit(by: { readonly staffId: number; readonly pin: string } | null): Promise<string | null>
  /** Puts an act into the record. @param words no phone number, nothing of what was texted */
  record(kind: string, words: string): void
  /** What a director opened is closed. */
  closeEditing(): void
}

export function createStaffDesk(options: StaffDeskOptions): StaffDesk {
  const { store, clock, staffName, passphrase, changed } = options
  const editing = createEditing(clock)

  function row(staffId: number): StaffRow {
    const found = findStaff(store.db, staffId)
    if (!found) throw new CallFailure('not-found', 'They are not of the team any more.')
    return found
  }

  function record(kind: string, words: string): void {
    for (const one of new Set([store, options.shown()])) recordIn(one, kind, words)
  }

  function recordIn(one: Store, kind: string, words: string): void {
    one.write((write) => {
      recordActivity(write.db, { staff: staffName.current(), kind, words }, write.now)
      write.stale('activity')
    })
  }

  const needsDirector = (): boolean => listStaff(store.db).some((one) => one.role === 'director' && one.pin !== null)

  async function confirm(staffId: number, pin: string): Promise<StaffRow> {
    const check = await checkPin(store, staffId, pin, staffName.current())
    if (check.ok) return check.staff
    const now = clock.now()
    switch (check.reason) {
      case 'gone':
        throw new CallFailure('not-found', 'They are not of the team any more.')
      case 'none':
        throw new CallFailure('conflict', `${check.name ?? 'This person'} has no PIN yet. Set one first.`)
      case 'wait':
        throw new CallFailure(
          'forbidden',
          `Too many wrong PINs. The next one is taken ${inWords(check.waitUntil - now)}.`,
        )
      case 'wrong':
        // The live store has it already, in the count that slows the next one down.
        if (options.shown() !== store) recordIn(options.shown(), 'pin-wrong', wrongPinWords(check.name ?? ''))
        changed()
        throw new CallFailure(
          'forbidden',
          check.waitUntil > now
            ? `That is not the PIN. The next one is taken ${inWords(check.waitUntil - now)}.`
            : 'That is not the PIN.',
        )
      default:
        return assertNever(check.reason)
    }
  }

  /** @throws {CallFailure} `conflict`: two would read the same on a text or a tick. */
  function refuseTwins(member: Pick<StaffRow, 'name' | 'initials'>, except: number | null): void {
    for (const other of listStaff(store.db)) {
      if (other.id === except) continue
      if (same(other.name, member.name))
        throw new CallFailure('conflict', `${other.name} is of the team already. Add a letter to tell them apart.`)
      if (same(other.initials, member.initials))
        throw new CallFailure('conflict', `${other.initials} stands for ${other.name}. Choose other initials.`)
    }
  }

  /** @throws {CallFailure} `conflict`: nobody could change the team any more but everybody. */
  function keepADirector(leaving: StaffRow): void {
    if (leaving.role !== 'director') return
    const others = listStaff(store.db).filter((other) => other.id !== leaving.id)
    if (others.length > 0 && !others.some((other) => other.role === 'director'))
      throw new CallFailure('conflict', `${leaving.name} is the only director. Make somebody else one first.`)
  }

  function putOnDuty(write: Write, staffId: number | null): void {
    writeOnDuty(write.db, staffId, write.now)
  }

  /** The name on texts follows who is on duty. */
  function follow(): void {
    const staffId = readOnDuty(store.db)
    const name = staffId === null ? '' : (findStaff(store.db, staffId)?.name ?? '')
    if (name !== staffName.current()) staffName.set(name)
  }

  /** One after the other, as PINs are: each takes much memory and half a second. */
  let lastCheck: Promise<unknown> = Promise.resolve()
  function isPassphrase(typed: string): Promise<boolean> {
    const check = lastCheck.then(() => {
      const waitUntil = allWaitUntil(store.db, clock.now())
      if (waitUntil > clock.now())
        throw new CallFailure('forbidden', `Too many wrong PINs. Try again ${inWords(waitUntil - clock.now())}.`)
      return passphrase.isSet() && passphrase.check(typed)
    })
    lastCheck = check.catch(() => undefined)
    return check
  }

  async function permitPin({ staffId, pin, by }: ParsedInput<'staff.setPin'>): Promise<string> {
    const { name, role, pin: kept, new_pin_from: from } = row(staffId)
    switch (by.kind) {
      case 'director':
        editing.use(by.key)
        return pin === null ? `PIN of ${name} taken away by a director` : `PIN of ${name} set by a director`
      case 'pin':
        await confirm(staffId, by.pin)
        break
      case 'first':
        if (kept !== null || (role === 'director' && needsDirector()))
          throw new CallFailure('forbidden', `${name} has a PIN, or a director has to set it.`)
        break
      case 'passphrase':
        if (!(await isPassphrase(by.passphrase))) {
          record('pin-wrong', `Wrong recovery passphrase for a new PIN of ${name}`)
          throw new CallFailure('forbidden', 'That is not the recovery passphrase.')
        }
        if (pin !== null) return `PIN of ${name} set with the recovery passphrase`
        break
      case 'waited':
        if (from === null || from > clock.now()) throw new CallFailure('forbidden', 'It is not time yet for a new PIN.')
        if (pin !== null) return `PIN of ${name} set without the old one, a day after it was asked for`
        break
      default:
        return assertNever(by)
    }
    if (pin === null) throw new CallFailure('forbidden', 'Only a director takes a PIN away.')
    return `${name} set a PIN`
  }

  const desk: StaffDesk = {
    get view() {
      const onDutyId = readOnDuty(store.db)
      const people = listStaff(store.db)
      return {
        people: people.map((one) => memberView(one, clock.now())),
        onDutyId: people.some((one) => one.id === onDutyId) ? onDutyId : null,
        needsDirector: needsDirector(),
        passphraseHelps: passphrase.isSet(),
      }
    },
    get hasTeam() {
      return listStaff(store.db).length > 0
    },
    get canLock() {
      return listStaff(store.db).some((one) => one.pin !== null)
    },
    get names() {
      return listStaff(store.db).map((one) => one.name)
    },
    async openEditing(by) {
      if (by === null) {
        if (needsDirector()) throw new CallFailure('forbidden', 'A director’s PIN opens the team for changes.')
        return editing.open()
      }
      if (row(by.staffId).role !== 'director') throw new CallFailure('forbidden', 'Only a director changes the team.')
      await confirm(by.staffId, by.pin)
      return editing.open()
    },
    async add({ requestId, key, name, initials, role, pin }) {
      editing.use(key)
      if (pin !== null) refuseEasyPin(pin)
      const hashed = pin === null ? null : await hashPin(pin, options.pinCost)
      let isNew = false
      store.write((write) =>
        once(write, requestId, 'staff.add', () => {
          refuseTwins({ name, initials }, null)
          insertStaff(write.db, { name, initials, role, pin: hashed }, write.now)
          isNew = true
        }),
      )
      if (!isNew) return
      record('staff', `${name} joined the team as ${roleWord(role)}`)
      changed()
    },
    edit({ key, staffId, name, initials, role }) {
      editing.use(key)
      const before = row(staffId)
      refuseTwins({ name, initials }, staffId)
      if (role !== 'director') keepADirector(before)
      store.write(({ db }) => updateStaff(db, staffId, { name, initials, role }))
      if (readOnDuty(store.db) === staffId) follow()
      record(
        'staff',
        before.name === name ? `${name} is ${roleWord(role)} now` : `${before.name} is called ${name} now`,
      )
      changed()
    },
    remove(key, staffId) {
      editing.use(key)
      const leaving = row(staffId)
      keepADirector(leaving)
      const wasOnDuty = readOnDuty(store.db) === staffId
      store.write((write) => {
        leaveStaff(write.db, staffId, write.now)
        if (wasOnDuty) putOnDuty(write, null)
      })
      if (wasOnDuty) follow()
      record('staff', `${leaving.name} left the team`)
      changed()
    },
    async setPin(change) {
      const words = await permitPin(change)
      if (change.pin !== null) refuseEasyPin(change.pin)
      const hashed = change.pin === null ? null : await hashPin(change.pin, options.pinCost)
      row(change.staffId)
      store.write(({ db }) => setStaffPin(db, change.staffId, hashed))
      record('pin', words)
      changed()
    },
    askNewPin(staffId) {
      const { name, pin, new_pin_from: asked } = row(staffId)
      if (pin === null) throw new CallFailure('conflict', `${name} has no PIN to forget. Set one.`)
      // Asking again must not put it off.
      if (asked !== null) return
      store.write(({ db, now }) => setNewPinFrom(db, staffId, now + newPinWait))
      record('pin', `A new PIN was asked for ${name} without the old one`)
      changed()
    },
    async cancelNewPin(staffId, by) {
      const { name } = row(staffId)
      const who = await confirm(by.staffId, by.pin)
      store.write(({ db }) => setNewPinFrom(db, staffId, null))
      record('pin', `${who.name} stopped the new PIN that was asked for ${name}`)
      changed()
    },
    async takeDuty(staffId, pin) {
      const { pin: kept } = row(staffId)
      if (kept !== null) {
        if (pin === null) throw new CallFailure('forbidden', 'Their PIN is needed.')
        await confirm(staffId, pin)
      }
      const { name } = row(staffId)
      const isNew = readOnDuty(store.db) !== staffId
      store.write((write) => putOnDuty(write, staffId))
      follow()
      if (isNew) {
        editing.close()
        record('duty', `${name} went on duty`)
      }
      changed()
    },
    leaveDuty() {
      const staffId = readOnDuty(store.db)
      if (staffId === null) return
      record('duty', `${staffName.current()} went off duty`)
      store.write((write) => putOnDuty(write, null))
      follow()
      editing.close()
      changed()
    },
    confirm,
    async permit(by) {
      if (!needsDirector()) return null
      if (by === null || row(by.staffId).role !== 'director')
        throw new CallFailure('forbidden', 'This is for a director: enter a director’s PIN.')
      return (await confirm(by.staffId, by.pin)).name
    },
    record,
    closeEditing: editing.close,
  }
  // A crash between the two left the name of whoever was there before.
  if (readOnDuty(store.db) !== null) follow()
  return desk
}

const same = (a: string, b: string): boolean => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0

const roleWord = (role: StaffRow['role']): string => (role === 'director' ? 'a director' : 'staff')

function memberView(row: StaffRow, now: number): StaffMember {
  const waitUntil = pinWait.until(row.wait_until, now)
  return {
    id: row.id,
    name: row.name,
    initials: row.initials,
    role: row.role,
    hasPin: row.pin !== null,
    waitUntil: waitUntil > now ? waitUntil : null,
    newPinFrom: row.new_pin_from,
  }
}

/** "in 5 s", "in 2 min": when, rounded up. @param span milliseconds */
function inWords(span: number): string {
  const seconds = Math.max(1, Math.ceil(span / 1_000))
  return seconds < 60 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} min`
}
