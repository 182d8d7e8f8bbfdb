import { z } from 'zod'
import { call } from './define.ts'
import type { DutyView, TakenOver } from './duty-views.ts'

const nothing = z.object({}).strict()

/** Which laptop looks after the live number. */
export const dutyCalls = {
  'duty.state': call(() => nothing).returns<DutyView>(),
  /** "Take over here". */
  'duty.takeOver': call(() => nothing).returns<TakenOver>(),
  /** "Leave it": another laptop is on duty. */
  'duty.stepBack': call(() => nothing).returns<DutyView>(),
} as const
