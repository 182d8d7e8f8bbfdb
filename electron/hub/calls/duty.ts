import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { Duty } from '../duty/duty.ts'

export interface DutyCallParts {
  readonly duty: Duty
  /** Whether Twilio, as far as is known, could send texts here and does not. */
  readonly mayBePointedHere: () => boolean
}

type Names = 'duty.state' | 'duty.takeOver' | 'duty.stepBack'

/** Which laptop looks after the live number, whatever store the screen shows. */
export function dutyHandlers({ duty, mayBePointedHere }: DutyCallParts): Pick<Handlers, Names> {
  return {
    'duty.state': () => duty.view,
    'duty.takeOver': () => ({ duty: duty.takeOver(), next: mayBePointedHere() ? 'point-here' : 'nothing' }),
    'duty.stepBack': () => duty.stepBack(),
  }
}
