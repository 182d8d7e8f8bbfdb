import { z } from 'zod'
import { call } from './define.ts'
import type { StartTroubleView } from './start-views.ts'

const nothing = z.object({}).strict()

/** What can be asked while the hub could not start. Each returns what is wrong now; null: it has started, read everything anew. */
export const startCalls = {
  'start.trouble': call(() => nothing).returns<StartTroubleView | null>(),
  'start.tryAgain': call(() => nothing).returns<StartTroubleView | null>(),
  /** Shows the data folder in the system's file manager. */
  'start.openFolder': call(() => nothing).returns<StartTroubleView | null>(),
  /** Puts a copy in the store's place and starts on it; refused with `forbidden` where it takes a passphrase. */
  'start.putBack': call(() =>
    z.object({ file: z.string().min(1).max(4096), passphrase: z.string().min(1).max(1000).nullable() }).strict(),
  ).returns<StartTroubleView | null>(),
  /** Starts on the part of the store that can be read. */
  'start.openReadable': call(() => nothing).returns<StartTroubleView | null>(),
  /** Keeps the store aside and starts with an empty one. */
  'start.beginEmpty': call(() => nothing).returns<StartTroubleView | null>(),
} as const
