import { z } from 'zod'
import { call } from './define.ts'
import { checkIds } from './diagnostics-checks.ts'
import type { CatchUpAnswer, DiagnosticsView, SupportFile } from './diagnostics-views.ts'

const nothing = z.object({}).strict()

/** Settings → Diagnostics. */
export const diagnosticsCalls = {
  /** What was found last; nothing is asked. */
  'diagnostics.state': call(() => nothing).returns<DiagnosticsView>(),
  /** Runs every check; `diagnostics` changes tell of each as it ends. */
  'diagnostics.run': call(() => nothing).returns<DiagnosticsView>(),
  /** What the check's button does; then that check runs again. */
  'diagnostics.fix': call(() => z.object({ id: z.enum(checkIds) }).strict()).returns<DiagnosticsView>(),
  /** The checks and facts as a text without anything private. */
  'diagnostics.report': call(() => nothing).returns<string>(),
  /** Writes report, log and the store's outline into a zip in the data folder; without anything private. */
  'diagnostics.saveSupportFile': call(() => nothing).returns<SupportFile>(),
  'diagnostics.setDebug': call(() => z.object({ on: z.boolean() }).strict()).returns<DiagnosticsView>(),

  /** Asks Twilio at once for what no webhook brought. */
  'catchUp.now': call(() => nothing).returns<CatchUpAnswer>(),
  /** Drops old connections, asks for the way out, and renews the tunnel. */
  'link.reconnect': call(() => nothing).returns<null>(),
} as const
