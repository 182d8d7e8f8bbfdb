import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { campDay } from '../lib/camp-time.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { consentWords as words } from '../words/consent.ts'

/** Why a conversation cannot be texted: who said so, and when. */
export function ClosedWords({ conversation: { closedReason, optedOut } }: { readonly conversation: ConversationView }) {
  const { timeZone } = useSettings()
  const now = useHubMinute()
  if (optedOut === null) return closedReason
  return words.closed[optedOut.source](dayWords(optedOut.at, now, timeZone))
}

const dates = new Map<string, Intl.DateTimeFormat>()

function dayWords(at: number, now: number, zone: string): string {
  const day = campDay(at, now, zone)
  if (day === 'today') return words.today
  if (day === 'yesterday') return words.yesterday
  let format = dates.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', timeZone: zone })
    dates.set(zone, format)
  }
  return words.on(format.format(at))
}
