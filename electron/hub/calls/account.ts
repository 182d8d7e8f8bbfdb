import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage } from '../../../db/messages.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { AccountRoom } from '../account/account-room.ts'
import { countSegments } from '../carrier/segments.ts'
import { CallFailure } from '../failure.ts'
import { queueText } from '../outbox/compose.ts'
import { checkNumber } from '../people/number.ts'
import { messageView } from '../views.ts'
import type { Workspace } from '../workspace.ts'

export interface AccountCallParts {
  readonly account: AccountRoom
  /** The live store, whatever the screen shows. */
  readonly live: Pick<Workspace, 'store' | 'line'>
  readonly defaultCountry: () => string
}

type Names = 'account.state' | 'account.saveAndTest' | 'account.chooseSender' | 'account.sendTest' | 'account.forget'

const testBody = 'Test from PTP Comms Hub: texts from the check-in laptop arrive on this phone.'
/** A test that comes later is of no use. Milliseconds. */
const testUse = 15 * 60_000

export function accountHandlers({ account, live, defaultCountry }: AccountCallParts): Pick<Handlers, Names> {
  return {
    'account.state': () => account.view,
    'account.saveAndTest': (input) => account.saveAndTest(input),
    'account.chooseSender': ({ sender }) => account.chooseSender(sender),
    'account.forget': () => account.forget(),
    'account.sendTest': ({ id, to }) => {
      const { store, line } = live
      if (!line) {
        throw new CallFailure(
          'unavailable',
          'No text can go out before Twilio is set up: test the account first, and choose what to send from.',
        )
      }
      const number = checkNumber(to, defaultCountry())
      if (!number.ok) throw new CallFailure('invalid', number.reason)
      const ours = line.account.number
      if (number.address === ours)
        throw new CallFailure('invalid', 'This is our own number. Enter the number of your phone.')
      store.write((write) => {
        const conversationId = ensureConversation(write.db, 'phone', number.address, null, write.now)
        queueText(write, {
          id,
          conversationId,
          body: testBody,
          author: null,
          origin: 'person',
          replaces: null,
          noUseAfter: write.now + testUse,
          ourNumber: ours,
          segments: countSegments(testBody).segments,
        })
      })
      const row = findMessage(store.db, id)
      if (!row) throw new CallFailure('not-found', 'This text is not here any more.')
      const view = messageView(row)
      account.watchTestText(view)
      return view
    },
  }
}
