import type { QuietHours } from '../schedule/quiet-hours.ts'

/** What the rooms of automations know besides the store. */
export interface AutomationContext {
  /** Epoch ms by the hub's clock. */
  readonly now: number
  /** The camp's IANA time zone. */
  readonly zone: string
  /** Our number in E.164; null before set-up. */
  readonly ourNumber: string | null
  /** The name the camp goes by; empty where it has none. */
  readonly campName: string
  readonly quiet: QuietHours
}
