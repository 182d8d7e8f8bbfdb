import { z } from 'zod'
import type { BoardAnswer, BoardView, CampView, OffList, PickUpView } from './board-views.ts'
import { call } from './define.ts'

const nothing = z.object({}).strict()
const requestId = z.uuid({ version: 'v7' })
const id = z.number().int().positive()
const time = z.number().int().min(0).max(8.64e15)
const words = z.string().max(200)
/** A family at the table; a whole sheet of paper where ticks are brought in. */
const players = z
  .array(z.object({ playerId: id, campId: id }).strict())
  .min(1)
  .max(500)
const day = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
const minutesOfDay = z.number().int().min(0).max(1439)

/** The day's board. Every act is undone by its request id, siblings together. */
export const boardCalls = {
  'board.today': call(() => nothing).returns<BoardView>(),
  /** Players whom the words find and who are not on today's board. */
  'board.find': call(() => z.object({ text: z.string().max(100) }).strict()).returns<OffList[]>(),
  /** Who may take a player home. */
  'board.pickUpOf': call(() => z.object({ playerId: id }).strict()).returns<PickUpView>(),
  /** `at`: when they came, for ticks on paper; null: now. */
  'board.checkIn': call(() => z.object({ requestId, players, at: time.nullable() }).strict()).returns<BoardAnswer>(),
  'board.late': call(() =>
    z.object({ requestId, players, expectedAt: time, note: words.nullable() }).strict(),
  ).returns<BoardAnswer>(),
  'board.absent': call(() => z.object({ requestId, players, note: words.nullable() }).strict()).returns<BoardAnswer>(),
  /** `by`: who took them home; null where nobody wrote it down. Refused with `forbidden` where they must not. */
  'board.pickUp': call(() =>
    z.object({ requestId, players, by: words.nullable(), at: time.nullable() }).strict(),
  ).returns<BoardAnswer>(),
  /** Takes an act back: whole, or (`players`) for some of its players. */
  'board.undo': call(() =>
    z.object({ requestId, of: requestId, players: z.array(id).max(500).nullable() }).strict(),
  ).returns<BoardAnswer>(),

  'board.camps': call(() => nothing).returns<CampView[]>(),
  'board.setCampTimes': call(() =>
    z
      .object({
        campId: id,
        firstDay: day.nullable(),
        lastDay: day.nullable(),
        beginsAt: minutesOfDay,
        endsAt: minutesOfDay,
        grace: z.number().int().min(0).max(480),
      })
      .strict()
      .refine((camp) => camp.endsAt > camp.beginsAt, 'The day ends before it begins.')
      .refine(
        (camp) => camp.firstDay === null || camp.lastDay === null || camp.firstDay <= camp.lastDay,
        'The last day is before the first.',
      ),
  ).returns<CampView[]>(),
} as const
