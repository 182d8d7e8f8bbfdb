import {
  ArrowUp,
  Ban,
  CalendarClock,
  Check,
  CheckCheck,
  CircleAlert,
  CircleQuestionMark,
  Clock,
  CloudOff,
  ScanEye,
  TimerOff,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ShownState } from './state-display.ts'

const icons: Readonly<Record<ShownState, LucideIcon | null>> = {
  received: null,
  scheduled: CalendarClock,
  queued: Clock,
  'waiting-for-internet': CloudOff,
  held: ScanEye,
  sending: ArrowUp,
  uncertain: CircleQuestionMark,
  sent: Check,
  delivered: CheckCheck,
  failed: CircleAlert,
  expired: TimerOff,
  canceled: Ban,
}

/** The icon of a state; every state has its own shape, so that colour is never needed to tell them apart. */
export function StateIcon({ state, size = 14 }: { readonly state: ShownState; readonly size?: number }) {
  const Icon = icons[state]
  return Icon === null ? null : <Icon size={size} aria-hidden strokeWidth={2.25} />
}
