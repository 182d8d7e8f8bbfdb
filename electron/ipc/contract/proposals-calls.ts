import { z } from 'zod'
import { call } from './define.ts'
import type { CodeNumberView, DayMark, FamilyDayView, ProposalsView, SheetView } from './proposals-views.ts'

const nothing = z.object({}).strict()
const uuid = z.uuid({ version: 'v7' })
const id = z.number().int().positive()
const decision = z.object({ requestId: uuid, ids: z.array(id).min(1).max(20) }).strict()

/** What parents' texts propose, pick-up changes, a family's day, and the list on paper. */
export const proposalsCalls = {
  'proposals.open': call(() => nothing).returns<ProposalsView>(),
  /** Late and absent are put down on the board as one act (`board.undo` of the same id takes it back). A repeat changes nothing. */
  'proposals.accept': call(() => decision).returns<ProposalsView>(),
  'proposals.dismiss': call(() => decision).returns<ProposalsView>(),

  /** Numbers that the code of a pick-up change for these players may go to. */
  'proposals.codeNumbers': call(() => z.object({ playerIds: z.array(id).min(1).max(20) }).strict()).returns<
    CodeNumberView[]
  >(),
  /** Begins a pick-up change: a code is texted to that number. A repeat changes nothing. */
  'proposals.beginPickUp': call(() =>
    z
      .object({
        requestId: uuid,
        /** Id of the text with the code. */
        messageId: uuid,
        playerIds: z.array(id).min(1).max(20),
        /** Who is to pick up. */
        name: z.string().trim().min(1).max(80),
        address: z.string().min(1).max(64),
        /** Proposals that this settles. */
        proposalIds: z.array(id).max(20),
      })
      .strict(),
  ).returns<ProposalsView>(),
  /** The code as the parent read it back. */
  'proposals.enterCode': call(() =>
    z.object({ id, code: z.string().regex(/^\d{4,6}$/, 'The code is six digits.') }).strict(),
  ).returns<ProposalsView>(),
  /** One of the two who confirm, with their own PIN. */
  'proposals.confirmPickUp': call(() =>
    z.object({ id, staffId: id, pin: z.string().regex(/^\d{4,8}$/, 'A PIN is four to eight digits.') }).strict(),
  ).returns<ProposalsView>(),
  'proposals.cancelPickUp': call(() => z.object({ id }).strict()).returns<ProposalsView>(),

  /** Today's state of everybody on the board. */
  'family.marks': call(() => nothing).returns<DayMark[]>(),
  /** The conversation in which a player's family wrote, or was written to, last; null where there is none. None is made. */
  'family.conversation': call(() => z.object({ playerId: id }).strict()).returns<{ conversationId: number | null }>(),
  /** The day of the family at a conversation's number. */
  'family.day': call(() => z.object({ conversationId: id }).strict()).returns<FamilyDayView>(),

  /** Today's list to print. */
  'family.sheet': call(() => nothing).returns<SheetView>(),
} as const
