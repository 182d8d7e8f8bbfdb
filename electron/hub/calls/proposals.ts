import { findConversation } from '../../../db/conversations.ts'
import { conversationOf } from '../../../db/family-day.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { ProposalsView } from '../../ipc/contract/proposals-views.ts'
import { CallFailure } from '../failure.ts'
import type { Line } from '../line.ts'
import { displayAddress } from '../people/number.ts'
import { acceptProposals, dismissProposals } from '../proposal/decide.ts'
import { dayMarks, familyDay } from '../proposal/family-day.ts'
import {
  beginPickUpChange,
  cancelPickUp,
  confirmPickUpChange,
  enterCode,
  numbersForCode,
} from '../proposal/pick-up-change.ts'
import type { CodeOutcome } from '../proposal/pick-up-change.ts'
import { sheet } from '../proposal/sheet.ts'
import { proposalsView } from '../proposal/view.ts'
import { systemRandom } from '../random.ts'
import type { CallContext } from './context.ts'

type Names = Extract<keyof Handlers, `proposals.${string}` | `family.${string}`>

export interface ProposalParts extends CallContext {
  readonly now: () => number
  /** Whose PIN this is. @throws {CallFailure} it is wrong, or the next one has to wait */
  readonly confirmPin: (staffId: number, pin: string) => Promise<{ readonly id: number; readonly name: string }>
}

export function proposalHandlers({ shown, settings, now, confirmPin }: ProposalParts): Pick<Handlers, Names> {
  const time = () => ({ now: now(), zone: settings().timeZone })
  const country = (): string => settings().defaultCountry
  const view = (): ProposalsView => proposalsView(shown().store.db, { ...time(), country: country() })
  const staff = (): string => settings().staffName
  function line(): Line {
    const ready = shown().line
    if (!ready)
      throw new CallFailure('unavailable', 'No code can go out before Twilio is set up. Settings → Twilio says how.')
    return ready
  }
  return {
    'proposals.open': view,
    'proposals.accept': ({ requestId, ids }) => {
      shown().store.write((write) => acceptProposals(write, { requestId, ids, staff: staff() }))
      return view()
    },
    'proposals.dismiss': ({ requestId, ids }) => {
      shown().store.write((write) => dismissProposals(write, { requestId, ids, staff: staff() }))
      return view()
    },
    'proposals.codeNumbers': ({ playerIds }) =>
      numbersForCode(shown().store.db, playerIds).map(({ address, name, role }) => ({
        address,
        displayAddress: displayAddress('phone', address, country()),
        name: role === null ? name : `${name} · ${role}`,
      })),
    'proposals.beginPickUp': (change) => {
      const ourNumber = line().account.number
      const { campName } = settings()
      shown().store.write((write) =>
        beginPickUpChange(write, { ...change, staff: staff(), campName, ourNumber, random: systemRandom }),
      )
      return view()
    },
    'proposals.enterCode': ({ id, code }) => {
      // A wrong one is kept, so it is told of only after the commit.
      const outcome = shown().store.write((write) => enterCode(write, id, code, staff()))
      refuseWrongCode(outcome, now())
      return view()
    },
    'proposals.confirmPickUp': async ({ id, staffId, pin }) => {
      const { store } = shown()
      const by = await confirmPin(staffId, pin)
      if (shown().store !== store)
        throw new CallFailure('conflict', 'Another mode is shown by now. Nothing was confirmed.')
      store.write((write) => confirmPickUpChange(write, id, by))
      return view()
    },
    'proposals.cancelPickUp': ({ id }) => {
      shown().store.write((write) => cancelPickUp(write, id, staff()))
      return view()
    },
    'family.marks': () => [...dayMarks(shown().store.db, time())],
    'family.conversation': ({ playerId }) => ({ conversationId: conversationOf(shown().store.db, playerId) ?? null }),
    'family.day': ({ conversationId }) => {
      const { db } = shown().store
      const conversation = findConversation(db, conversationId)
      if (!conversation) throw new CallFailure('not-found', 'This conversation is not here any more.')
      return conversation.kind === 'phone' ? familyDay(db, conversation.address, time()) : { players: [] }
    },
    'family.sheet': () => sheet(shown().store.db, { ...time(), country: country(), campName: settings().campName }),
  }
}

function refuseWrongCode(outcome: CodeOutcome, now: number): void {
  if (outcome.kind === 'right') return
  const seconds = Math.ceil((outcome.waitUntil - now) / 1_000)
  const wait = seconds > 0 ? ` The next one is taken in ${seconds} s.` : ' Have it read back once more.'
  throw new CallFailure(
    'forbidden',
    outcome.kind === 'wait' ? `Wrong codes make the next one wait.${wait}` : `This is not the code.${wait}`,
  )
}
