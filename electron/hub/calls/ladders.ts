import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { LadderCase, LadderWants } from '../../ipc/contract/ladder-views.ts'
import { leaveAsked, saveLadder, sendAsked, settleCases, tickCall } from '../ladder/by-hand.ts'
import { ladderCases, ladderSettings, ladderWants } from '../ladder/view.ts'
import type { StaffDesk } from '../staff/staff-desk.ts'
import type { Workspace } from '../workspace.ts'
import type { CallContext } from './context.ts'

type Names =
  | 'ladders.today'
  | 'ladders.now'
  | 'ladders.settings'
  | 'ladders.save'
  | 'ladders.send'
  | 'ladders.leave'
  | 'ladders.called'
  | 'ladders.settle'

/** Ladders of the store on screen; of the live one, what they want of a person, for that is told in practice too. */
export function ladderHandlers(
  { shown, settings, now }: CallContext & { readonly now: () => number },
  live: () => Workspace,
  permit: StaffDesk['permit'],
): Pick<Handlers, Names> {
  const staff = (): string => settings().staffName
  const casesIn = ({ store }: Workspace): LadderCase[] =>
    ladderCases(store.db, { now: now(), zone: settings().timeZone }, settings().defaultCountry)
  const wants = (workspace: Workspace): LadderWants => ladderWants(casesIn(workspace))
  return {
    'ladders.today': () => casesIn(shown()),
    'ladders.now': () => ({ shown: wants(shown()), live: shown() === live() ? null : wants(live()) }),
    'ladders.settings': () => ladderSettings(shown().store.db),
    'ladders.save': async ({ requestId, by, ...choice }) => {
      const isOn = ({ store }: Workspace): boolean =>
        ladderSettings(store.db).some(
          ({ campId, kind, enabled }) => enabled && campId === choice.campId && kind === choice.kind,
        )
      // From then on parents are written to by themselves: that is the director's word.
      const director = choice.enabled && !isOn(shown()) ? await permit(by ?? null) : null
      const { store, day } = shown()
      store.write((write) => saveLadder(write, requestId, choice, director ?? staff()))
      day.ladders.changed()
      return ladderSettings(store.db)
    },
    'ladders.send': (act) => {
      shown().day.ladders.act((write, around) => sendAsked(write, { ...act, staff: staff() }, around))
      return casesIn(shown())
    },
    'ladders.leave': (act) => {
      shown().store.write((write) => leaveAsked(write, { ...act, staff: staff() }))
      return casesIn(shown())
    },
    'ladders.called': (act) => {
      shown().store.write((write) => tickCall(write, { ...act, staff: staff() }))
      return casesIn(shown())
    },
    'ladders.settle': (act) => {
      shown().store.write((write) => settleCases(write, { ...act, staff: staff() }))
      return casesIn(shown())
    },
  }
}
