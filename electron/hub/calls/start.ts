import type { Handlers } from '../../ipc/contract/handlers.ts'
import { CallFailure } from '../failure.ts'

type StartCalls =
  | 'start.trouble'
  | 'start.tryAgain'
  | 'start.openFolder'
  | 'start.putBack'
  | 'start.openReadable'
  | 'start.beginEmpty'

/** The calls of a start that failed, answered by a hub that stands: nothing is wrong, and nothing is put in its store's place. */
export function startHandlers(): Pick<Handlers, StartCalls> {
  const refuse = (): never => {
    throw new CallFailure('conflict', 'The app has started. There is nothing to mend.')
  }
  return {
    'start.trouble': () => null,
    'start.tryAgain': () => null,
    'start.openFolder': refuse,
    'start.putBack': refuse,
    'start.openReadable': refuse,
    'start.beginEmpty': refuse,
  }
}
