import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { CallContext } from './context.ts'

/** "While you were away". */
export function awayHandlers({ shown }: Pick<CallContext, 'shown'>): Pick<Handlers, 'away.summary' | 'away.dismiss'> {
  return {
    'away.summary': () => shown().line?.away.view() ?? null,
    'away.dismiss': () => shown().line?.away.dismiss() ?? null,
  }
}
