import { findConversation } from '../../../db/conversations.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import { CallFailure } from '../failure.ts'
import { childsDrawing } from '../practice/drawing.ts'
import type { PracticeSession } from '../practice-session.ts'
import { systemRandom } from '../random.ts'

/** A caller who does not wait for the tape, in milliseconds. */
const hangsUpAfter = 3_000

export interface PracticeParts {
  /** The running practice, or null. */
  readonly session: () => PracticeSession | null
  readonly start: () => Promise<void>
  readonly end: () => Promise<void>
}

type Names = Extract<keyof Handlers, `practice.${string}`>

export function practiceHandlers({ session, start, end }: PracticeParts): Pick<Handlers, Names> {
  function running(): PracticeSession {
    const found = session()
    if (!found) throw new CallFailure('conflict', 'Practice is over. Start it again to play with it.')
    return found
  }
  return {
    'practice.start': async () => {
      await start()
      return null
    },
    'practice.end': async () => {
      await end()
      return null
    },
    'practice.replyAsParent': ({ conversationId, body, withPicture }) => {
      const { workspace, carrier } = running()
      const conversation = findConversation(workspace.store.db, conversationId)
      if (!conversation) throw new CallFailure('not-found', 'This conversation is not here any more.')
      carrier.textFrom(conversation.address, body, withPicture === true ? { media: [childsDrawing(systemRandom)] } : {})
      return null
    },
    'practice.callAsParent': ({ conversationId, seconds }) => {
      const { workspace, carrier } = running()
      const conversation = findConversation(workspace.store.db, conversationId)
      if (!conversation) throw new CallFailure('not-found', 'This conversation is not here any more.')
      carrier.callFrom(conversation.address, seconds > 0 ? { says: seconds } : { patience: hangsUpAfter })
      return null
    },
    'practice.sampleRoster': () => ({ fileName: 'sample-roster.csv', text: running().roster() }),
    'practice.setNetwork': ({ down }) => {
      running().setNetwork(down)
      return null
    },
    'practice.failNext': ({ code }) => {
      running().carrier.failNext(code ?? 30_003)
      return null
    },
  }
}
