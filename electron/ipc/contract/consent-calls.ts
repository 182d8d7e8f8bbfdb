import { z } from 'zod'
import { call } from './define.ts'
import type { ConversationView } from './views.ts'

const act = z.object({ requestId: z.uuid({ version: 'v7' }), conversationId: z.number().int().positive() }).strict()

/** Who may be texted, as far as a person decides it. A repeat of a call changes nothing. */
export const consentCalls = {
  /** They asked us, in person or in words of their own, not to be texted: texts to them that wait here are canceled. */
  'consent.close': call(() => act).returns<ConversationView>(),
  /** They may be texted again; only where staff or the registration said otherwise, for a STOP is theirs to undo. */
  'consent.open': call(() => act).returns<ConversationView>(),
  /** What seemed to ask for no more texts did not. */
  'consent.leave': call(() => act).returns<ConversationView>(),
} as const
