import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { ConversationView } from '../../ipc/contract/views.ts'
import { closeByHand, leaveOpen, openByHand } from '../consent/by-hand.ts'
import type { ConsentAct } from '../consent/by-hand.ts'
import { CallFailure } from '../failure.ts'
import type { Write } from '../store.ts'
import { findConversationView } from '../views.ts'
import type { CallContext } from './context.ts'

type Names = 'consent.close' | 'consent.open' | 'consent.leave'

/** Who may be texted, as far as a person decides it. */
export function consentHandlers({ shown, settings }: CallContext): Pick<Handlers, Names> {
  function run(work: (write: Write, act: ConsentAct) => void, act: Omit<ConsentAct, 'staff'>): ConversationView {
    const { store } = shown()
    store.write((write) => work(write, { ...act, staff: settings().staffName }))
    const view = findConversationView(store.db, act.conversationId, settings().defaultCountry)
    if (!view) throw new CallFailure('not-found', 'This conversation is not here any more.')
    return view
  }
  return {
    'consent.close': (act) => run(closeByHand, act),
    'consent.open': (act) => run(openByHand, act),
    'consent.leave': (act) => run(leaveOpen, act),
  }
}
