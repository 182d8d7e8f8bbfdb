import type { BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { broadcastWords } from '../words/broadcasts.ts'
import { voiceWords } from '../words/voice.ts'
import { goneOf } from './queries.ts'

export interface Tally {
  /** "12 of 20 went out". */
  readonly words: string
  /** Of all: those who have it, those that left without that being known, and those that came to nothing. */
  readonly reached: number
  readonly gone: number
  readonly failed: number
  readonly canceled: number
  /** What is counted, in order; zeros are not shown. */
  readonly counts: readonly { readonly kind: string; readonly label: string; readonly n: number }[]
}

const textKinds = ['delivered', 'sent', 'sending', 'uncertain', 'queued', 'failed', 'expired', 'canceled'] as const

/** How a broadcast stands, in the words of texts, or of calls: a voicemail has reached nobody. */
export function tallyOf(broadcast: BroadcastView): Tally {
  const { counts, calls } = broadcast
  const gone = goneOf(broadcast)
  if (calls === null) {
    const labels = broadcastWords.progress.counts
    return {
      words: broadcastWords.progress.of(gone, counts.texts),
      reached: counts.delivered,
      gone: gone - counts.delivered,
      failed: counts.failed + counts.expired,
      canceled: counts.canceled,
      counts: textKinds.map((kind) => ({ kind, label: labels[kind], n: counts[kind] })),
    }
  }
  const { reached, pickedUp, machine, nobody } = calls
  const numbers = {
    reached,
    pickedUp,
    machine,
    calling: Math.max(0, gone - reached - pickedUp - machine),
    queued: counts.queued,
    nobody,
    // Not put through to anybody's phone: closed to calls, say.
    failed: Math.max(0, counts.failed - nobody),
    expired: counts.expired,
    canceled: counts.canceled,
  }
  const labels = voiceWords.broadcast.counts
  return {
    words: voiceWords.broadcast.of(gone + nobody, counts.texts),
    reached,
    gone: gone - reached,
    failed: counts.failed + counts.expired,
    canceled: counts.canceled,
    counts: (Object.keys(numbers) as (keyof typeof numbers)[]).map((kind) => ({
      kind,
      label: labels[kind],
      n: numbers[kind],
    })),
  }
}
