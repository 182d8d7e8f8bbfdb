import { z } from 'zod'
import { call } from './define.ts'
import type { DuplicateView, FamilyFile, PeopleActDone, PeopleFacets, WalkUpDone } from './people-views.ts'

const nothing = z.object({}).strict()
const id = z.number().int().positive()
/** Made by the screen (UUIDv7): a repeat of the call returns the first result. */
const requestId = z.uuid({ version: 'v7' })
const name = z.string().trim().max(100)
const word = z.string().trim().min(1).max(100)
const maybe = word.nullable()
const entity = z.enum(['player', 'guardian', 'family'])

const player = z
  .object({
    firstName: name,
    lastName: name,
    birthYear: z.number().int().min(1900).max(2100).nullable(),
    note: z.string().trim().min(1).max(2_000).nullable(),
    tags: z.array(word).max(30),
    enrolments: z.array(z.object({ camp: word, group: maybe, field: maybe, days: maybe }).strict()).max(20),
    pickUpNames: z.array(z.object({ name: word, allowed: z.boolean() }).strict()).max(20),
  })
  .strict()
  .refine(({ firstName, lastName }) => firstName !== '' || lastName !== '', 'The player needs a name.')

const guardian = z
  .object({
    firstName: name,
    lastName: name,
    role: maybe,
    email: z
      .string()
      .trim()
      .max(200)
      .regex(/^[^@\s]+@[^@\s]+$/, 'This is not an e-mail address.')
      .nullable(),
    language: z.string().regex(/^[a-z]{2}$/),
    /** As they are typed. */
    numbers: z.array(z.string().trim().min(1).max(64)).max(8),
    pickUp: z.array(z.object({ playerId: id, allowed: z.boolean().nullable() }).strict()).max(30),
  })
  .strict()
  .refine(
    ({ firstName, lastName, numbers }) => firstName !== '' || lastName !== '' || numbers.length > 0,
    'The guardian needs a name or a number.',
  )

/** Changing people by hand. Each act can be taken back by its `actId`. */
export const peopleEditCalls = {
  'people.readFamily': call(() => z.object({ familyId: id }).strict()).returns<FamilyFile>(),
  'people.facets': call(() => nothing).returns<PeopleFacets>(),
  /** Changes a player, or adds one: to a family, or (`familyId` null) to a new one. */
  'people.savePlayer': call(() =>
    z.object({ requestId, playerId: id.nullable(), familyId: id.nullable(), player }).strict(),
  ).returns<PeopleActDone>(),
  'people.saveGuardian': call(() =>
    z.object({ requestId, guardianId: id.nullable(), familyId: id, guardian }).strict(),
  ).returns<PeopleActDone>(),
  'people.removePlayer': call(() => z.object({ requestId, playerId: id }).strict()).returns<PeopleActDone>(),
  'people.removeGuardian': call(() => z.object({ requestId, guardianId: id }).strict()).returns<PeopleActDone>(),
  /** Bars a guardian from hearing about a player; `reason` null: not any more. */
  'people.setNoInformation': call(() =>
    z
      .object({ requestId, guardianId: id, playerId: id, reason: z.string().trim().min(1).max(500).nullable() })
      .strict(),
  ).returns<PeopleActDone>(),
  'people.addNote': call(() =>
    z.object({ requestId, familyId: id, words: z.string().trim().min(1).max(2_000) }).strict(),
  ).returns<PeopleActDone>(),
  'people.removeNote': call(() => z.object({ requestId, noteId: id }).strict()).returns<PeopleActDone>(),
  /** Somebody at the tent who is on no list. */
  'people.walkUp': call(() =>
    z
      .object({
        requestId,
        player: word,
        camp: maybe,
        group: maybe,
        note: z.string().trim().min(1).max(2_000).nullable(),
        guardian: name,
        /** As it is typed; null: none given. */
        number: z.string().trim().min(1).max(64).nullable(),
      })
      .strict(),
  ).returns<WalkUpDone>(),
  /** The same for many players. */
  'people.setForAll': call(() =>
    z
      .object({
        requestId,
        playerIds: z.array(id).min(1).max(2_000),
        set: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('group'), campId: id.nullable(), group: maybe }).strict(),
          z.object({ kind: z.literal('field'), campId: id.nullable(), field: maybe }).strict(),
          z.object({ kind: z.literal('tag'), tag: word }).strict(),
          z.object({ kind: z.literal('untag'), tag: word }).strict(),
        ]),
      })
      .strict(),
  ).returns<PeopleActDone>(),
  'people.duplicates': call(() => nothing).returns<readonly DuplicateView[]>(),
  /** Makes one of two. What the kept one lacks comes from the other; of what both have, `fromDropped`. */
  'people.merge': call(() =>
    z.object({ requestId, entity, keep: id, drop: id, fromDropped: z.array(z.string().max(40)).max(20) }).strict(),
  ).returns<PeopleActDone>(),
  'people.notTheSame': call(() => z.object({ entity, firstId: id, secondId: id }).strict()).returns<null>(),
  /** Takes an act back; `kept` counts what was changed since and stays. */
  'people.undoAct': call(() => z.object({ actId: id }).strict()).returns<{ words: string; kept: number }>(),
} as const
