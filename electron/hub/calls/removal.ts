import { countSeason } from '../../../db/season.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { RemovalDesk } from '../people/removal/desk.ts'
import type { StaffDesk } from '../staff/staff-desk.ts'
import type { CallContext } from './context.ts'

type Names = 'people.export' | 'people.deleteFamily' | 'people.season' | 'people.wipe'

/** What takes everything along, or out for good, is a director's where one has a PIN. */
export function removalHandlers(
  { shown, settings }: CallContext,
  desk: RemovalDesk,
  staff: Pick<StaffDesk, 'permit' | 'record'>,
): Pick<Handlers, Names> {
  /** Under whose name it stands: the director's who said so, or whoever is on duty. */
  const asked = async (requestId: string, by: Parameters<StaffDesk['permit']>[0]) => ({
    requestId,
    staff: (await staff.permit(by)) ?? settings().staffName,
  })
  return {
    'people.export': async ({ familyId, folder, by }) => {
      await staff.permit(by ?? null)
      const path = await desk.export(familyId, folder)
      staff.record('people', familyId === null ? 'Exported everything' : 'Exported a family')
      return { path }
    },
    'people.deleteFamily': async ({ requestId, familyId, withTexts, atCarrier, by }) =>
      desk.removeFamily(await asked(requestId, by ?? null), familyId, { withTexts, atCarrier }),
    'people.season': () => ({ counts: { ...countSeason(shown().store.db) }, receipts: desk.receipts() }),
    'people.wipe': async ({ requestId, atCarrier, by }) => desk.wipe(await asked(requestId, by ?? null), atCarrier),
  }
}
