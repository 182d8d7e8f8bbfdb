import type { Failure } from '../../ipc/contract/views.ts'
import type { OutgoingCall } from '../carrier/call-types.ts'
import type { AttemptPhase, Carrier, SendOutcome } from '../carrier/types.ts'

/** Why words were refused that no call can say. The store keeps its details alone: they bring the rest back. */
export const tooLongForCall = {
  code: null,
  reason: 'These words are too long for a call.',
  remedy: 'Shorten the message, or text it instead.',
  details: 'These words are too long for a call.',
} as const satisfies Failure

/**
 * Makes a call. Words that no call can say are refused here: nothing has left, and to try them again and again would end nowhere.
 * @param prepare what the call does; throws a RangeError where its words do not fit
 */
export async function makeCall(
  { calls }: Pick<Carrier, 'calls'>,
  prepare: () => OutgoingCall,
  onPhase: (phase: AttemptPhase) => void,
): Promise<SendOutcome> {
  let call: OutgoingCall
  try {
    call = prepare()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { kind: 'refused', failure: tooLongForCall, httpStatus: 0 }
  }
  return calls.make(call, onPhase)
}
