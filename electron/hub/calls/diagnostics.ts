import { countInbound, newestSeq } from '../../../db/away.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { Diagnostics } from '../diagnostics/diagnostics.ts'
import { CallFailure } from '../failure.ts'
import type { CallContext } from './context.ts'

type Names =
  | 'diagnostics.state'
  | 'diagnostics.run'
  | 'diagnostics.fix'
  | 'diagnostics.report'
  | 'diagnostics.saveSupportFile'
  | 'diagnostics.setDebug'
  | 'catchUp.now'
  | 'link.reconnect'

/** Settings → Diagnostics. */
export function diagnosticsHandlers(
  diagnostics: Diagnostics,
  { shown }: Pick<CallContext, 'shown'>,
): Pick<Handlers, Names> {
  return {
    'diagnostics.state': () => diagnostics.view,
    'diagnostics.run': () => diagnostics.run(),
    'diagnostics.fix': ({ id }) => diagnostics.fix(id),
    'diagnostics.report': () => diagnostics.report(),
    'diagnostics.saveSupportFile': () => diagnostics.saveSupportFile(),
    'diagnostics.setDebug': ({ on }) => diagnostics.setDebug(on),
    'catchUp.now': async () => {
      const { line, store } = shown()
      if (!line)
        throw new CallFailure('unavailable', 'There is no account to ask. Settings → Twilio says how to set one up.')
      const before = newestSeq(store.db)
      const complete = await line.catchUp.now()
      // Another store may be shown by now, and this one closed.
      const texts = store.db.open ? countInbound(store.db, { after: before, through: newestSeq(store.db) }) : 0
      return { complete, texts }
    },
    'link.reconnect': () => {
      diagnostics.reconnect()
      return null
    },
  }
}
