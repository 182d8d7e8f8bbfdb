import { z } from 'zod'
import { call } from './define.ts'
import type { HeldView } from './held-views.ts'

const nothing = z.object({}).strict()
const uuid = z.uuid({ version: 'v7' })
const throughSeq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const which = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), messageId: uuid }).strict(),
  z.object({ kind: z.literal('conversation'), conversationId: z.number().int().positive(), throughSeq }).strict(),
  z.object({ kind: z.literal('all'), throughSeq }).strict(),
])
const act = z.object({ requestId: uuid, which }).strict()

/** Texts that wait for a person's look: after an outage, and in a store that was put back from a copy. */
export const heldCalls = {
  'held.list': call(() => nothing).returns<HeldView>(),
  /** "Send": they go in their order; what is left waiting for a look is returned. A repeat of the call changes nothing. */
  'held.release': call(() => act).returns<HeldView>(),
  /** "Drop": they are canceled and stay in their conversation. A repeat of the call changes nothing. */
  'held.drop': call(() => act).returns<HeldView>(),
  /** "Undo" of a drop: the text waits for a look again, for the reason it did. A repeat of the call changes nothing. */
  'held.takeBack': call(() =>
    z.object({ requestId: uuid, messageId: uuid, because: z.enum(['waited', 'many', 'restored']) }).strict(),
  ).returns<HeldView>(),
} as const
