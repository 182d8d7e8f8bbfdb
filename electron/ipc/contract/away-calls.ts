import { z } from 'zod'
import type { AwayView } from './away-views.ts'
import { call } from './define.ts'

const nothing = z.object({}).strict()

/** "While you were away". */
export const awayCalls = {
  /** The last time this laptop was away longer than two minutes; null where there was none yet. */
  'away.summary': call(() => nothing).returns<AwayView | null>(),
  /** Somebody has seen it: it does not show by itself any more. */
  'away.dismiss': call(() => nothing).returns<AwayView | null>(),
} as const
