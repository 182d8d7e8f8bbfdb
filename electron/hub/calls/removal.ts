import { countSeason } from '../../../db/season.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { RemovalDesk } from '../people/removal/desk.ts'
import type { CallContext } from './context.ts'

type Names = 'people.export' | 'people.deleteFamily' | 'people.season' | 'people.wipe'

export function removalHandlers({ shown, settings }: CallContext, desk: RemovalDesk): Pick<Handlers, Names> {
  const asked = (requestId: string) => ({ requestId, staff: settings().staffName })
  return {
    'people.export': async ({ familyId, folder }) => ({ path: await desk.export(familyId, folder) }),
    'people.deleteFamily': ({ requestId, familyId, withTexts, atCarrier }) =>
      desk.removeFamily(asked(requestId), familyId, { withTexts, atCarrier }),
    'people.season': () => ({ counts: { ...countSeason(shown().store.db) }, receipts: desk.receipts() }),
    'people.wipe': ({ requestId, atCarrier }) => desk.wipe(asked(requestId), atCarrier),
  }
}
