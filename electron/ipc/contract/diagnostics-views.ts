import type { CheckGroup, CheckId } from './diagnostics-checks.ts'

/** What the screen is shown of the checks. Times are UTC epoch milliseconds by the hub's clock. */

export type { CheckGroup, CheckId } from './diagnostics-checks.ts'

/** `unknown`: nobody could be asked, or it cannot be read on this machine. */
export type CheckState = 'running' | 'ok' | 'problem' | 'unknown'

/** Where the screen goes for what a person has to mend. */
export type FixPlace = 'twilio' | 'webhooks' | 'data'

export interface CheckFix {
  /** What the button says. */
  readonly label: string
  /** The settings' tab to open; null: `diagnostics.fix` does it. */
  readonly opens: FixPlace | null
}

export interface DiagnosticCheck {
  readonly id: CheckId
  readonly group: CheckGroup
  readonly name: string
  readonly state: CheckState
  /** What was found, or what is wrong and what to do. Empty while it has never run. */
  readonly words: string
  /** The machine's own words; one click away. */
  readonly details: string | null
  readonly fix: CheckFix | null
}

export interface DiagnosticsView {
  readonly checks: readonly DiagnosticCheck[]
  readonly running: boolean
  /** When the checks last came to an end; null before the first time. */
  readonly ranAt: number | null
  /** The log holds more than usual. */
  readonly debug: boolean
}

export interface SupportFile {
  /** Where it lies on the laptop the hub runs on. */
  readonly path: string
  readonly bytes: number
}

export interface CatchUpAnswer {
  /** Twilio was asked to the end. */
  readonly complete: boolean
  /** Inbound texts that this look brought. */
  readonly texts: number
}
