import type { OutgoingCall } from '../carrier/call-types.ts'
import type { AttemptPhase, Carrier, SendOutcome } from '../carrier/types.ts'

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
    const { message: details } = error
    return {
      kind: 'refused',
      failure: { code: null, reason: details, remedy: 'Text instead, or call.', details },
      httpStatus: 0,
    }
  }
  return calls.make(call, onPhase)
}
