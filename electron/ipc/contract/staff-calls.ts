import { z } from 'zod'
import { call } from './define.ts'
import type { ActivityChoices, ActivityPage, HandoverView, LockScreenView, LockView, StaffView } from './staff-views.ts'

const nothing = z.object({}).strict()
const staffId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const pin = z.string().regex(/^\d{4,8}$/)
const time = z.number().int().min(0).max(8.64e15)
/** What opened the team for changes. */
const key = z.string().max(100)
const member = {
  name: z.string().trim().min(1).max(60),
  initials: z.string().trim().min(1).max(4),
  role: z.enum(['staff', 'director']),
}

/** What of the record: everything where all are null. */
const filter = z
  .object({
    staff: z.string().max(60).nullable(),
    kind: z.string().max(60).nullable(),
    /** A local day, '2027-06-14'. */
    day: z
      .string()
      .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
      .nullable(),
    /** Letters of a player's or a parent's name. */
    person: z.string().max(100),
  })
  .strict()

/** Who works at this laptop, the lock, the hand-over card, and the record of what was done. PINs go in and never come out. */
export const staffCalls = {
  'staff.list': call(() => nothing).returns<StaffView>(),
  /** Opens the team for changes, with a director's PIN where one has one. Returns the key that each change names. */
  'staff.openEditing': call(() => z.object({ by: z.object({ staffId, pin }).strict().nullable() }).strict()).returns<{
    key: string
  }>(),
  'staff.add': call(() =>
    z.object({ requestId: z.uuid({ version: 'v7' }), key, ...member, pin: pin.nullable() }).strict(),
  ).returns<StaffView>(),
  'staff.edit': call(() => z.object({ key, staffId, ...member }).strict()).returns<StaffView>(),
  /** They left the team. What they did keeps their name. */
  'staff.remove': call(() => z.object({ key, staffId }).strict()).returns<StaffView>(),
  /**
   * Sets a PIN, or (null, by a director) takes it away. `by`: the old PIN; a director's key; `first` where there is none yet;
   * the copies' recovery passphrase; or `waited`, a day after it was asked for.
   */
  'staff.setPin': call(() =>
    z
      .object({
        staffId,
        pin: pin.nullable(),
        by: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('pin'), pin }).strict(),
          z.object({ kind: z.literal('director'), key }).strict(),
          z.object({ kind: z.literal('first') }).strict(),
          z.object({ kind: z.literal('passphrase'), passphrase: z.string().min(1).max(1000) }).strict(),
          z.object({ kind: z.literal('waited') }).strict(),
        ]),
      })
      .strict(),
  ).returns<StaffView>(),
  /** A PIN was forgotten and nobody can set a new one: from a day on it can be set without it. */
  'staff.askNewPin': call(() => z.object({ staffId }).strict()).returns<StaffView>(),
  /** Not to be: with anybody's PIN. */
  'staff.cancelNewPin': call(() =>
    z.object({ staffId, by: z.object({ staffId, pin }).strict() }).strict(),
  ).returns<StaffView>(),
  /** Goes on duty at this laptop. Null: they have no PIN. */
  'staff.takeDuty': call(() => z.object({ staffId, pin: pin.nullable() }).strict()).returns<StaffView>(),
  'staff.leaveDuty': call(() => nothing).returns<StaffView>(),
  /** Covers the window. Refused where nobody has a PIN to open it with. */
  'staff.lock': call(() => nothing).returns<LockView>(),
  /** Opens it, and puts whoever did on duty. */
  'staff.unlock': call(() => z.object({ staffId, pin }).strict()).returns<null>(),
  'staff.lockScreen': call(() => nothing).returns<LockScreenView>(),
  /** Somebody is at the laptop: it does not lock by itself yet. */
  'staff.touch': call(() => nothing).returns<null>(),
  'staff.handover': call(() => nothing).returns<HandoverView>(),

  /** The record, newest first, from a key on. */
  'activity.page': call(() =>
    z
      .object({
        filter,
        before: z
          .object({ at: time, id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
          .strict()
          .nullable(),
        limit: z.number().int().min(1).max(200),
      })
      .strict(),
  ).returns<ActivityPage>(),
  'activity.choices': call(() => nothing).returns<ActivityChoices>(),
  /** Writes all of it that fits the filter down as CSV, and says where. */
  'activity.save': call(() => z.object({ filter }).strict()).returns<{ path: string }>(),
} as const
