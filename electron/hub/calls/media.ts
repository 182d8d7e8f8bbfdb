import { findMedia, restartMedia } from '../../../db/media.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import { CallFailure } from '../failure.ts'
import { storedMedia } from '../media/stored.ts'
import { messageView } from '../views.ts'
import type { CallContext } from './context.ts'

export function mediaHandlers({ shown, settings }: CallContext): Pick<Handlers, 'media.retry'> {
  return {
    'media.retry': ({ id }) => {
      const workspace = shown()
      const { store } = workspace
      const row = findMedia(store.db, id)
      if (!row) throw new CallFailure('not-found', 'This text is not here any more.')
      if (!workspace.line)
        throw new CallFailure(
          'unavailable',
          'Nothing can be fetched before Twilio is set up. Settings → Twilio says how.',
        )
      // A file that is here stays; one that somebody removed from the folder is fetched anew.
      if (storedMedia(workspace, id, settings()) === null) {
        store.write((write) => {
          restartMedia(write.db, row.seq, write.now)
          write.message(row.message_seq)
          write.wakeMedia()
        })
      }
      const message = findMessageBySeq(store.db, row.message_seq)
      if (!message) throw new CallFailure('not-found', 'This text is not here any more.')
      return messageView(message)
    },
  }
}
