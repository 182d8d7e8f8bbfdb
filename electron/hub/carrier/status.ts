import type { MessageState } from '../../ipc/contract/views.ts'
import { carrierStatuses } from './types.ts'
import type { CarrierStatus } from './types.ts'

const known: ReadonlySet<string> = new Set(carrierStatuses)

function isCarrierStatus(word: string): word is CarrierStatus {
  return known.has(word)
}

/**
 * A status word off the wire. A word Twilio has added since becomes `accepted`: that the carrier talks about the text
 * proves it was taken, and nothing more is to be read into it.
 */
export function parseStatus(word: string | null | undefined): CarrierStatus {
  const text = word ?? ''
  return isCarrierStatus(text) ? text : 'accepted'
}

/**
 * How far along a text is (Twilio docs: "Outbound message status in status callbacks"; callbacks come in any order).
 * Final ones share a rank but for `read`, which can only follow `delivered`.
 */
export function statusRank(status: CarrierStatus): number {
  switch (status) {
    case 'accepted':
    case 'scheduled':
      return 0
    case 'queued':
    case 'receiving':
      return 1
    case 'sending':
      return 2
    case 'sent':
    case 'partially_delivered':
      return 3
    case 'delivered':
    case 'undelivered':
    case 'failed':
    case 'canceled':
    case 'received':
      return 4
    case 'read':
      return 5
  }
}

/** Whether the carrier has nothing more to say but "read". */
export function isFinal(status: CarrierStatus): boolean {
  return statusRank(status) >= 4
}

const arrived: ReadonlySet<CarrierStatus> = new Set(['delivered', 'read', 'received'])

/**
 * The later of two statuses the carrier told of one text, whatever their order: the rank only rises.
 * `conflict` when both are final and differ ("failed" and "delivered"): ask the carrier by sid and take its word.
 * Ranks alone cannot settle a tie; of two that say the same to a person, the one further down Twilio's list is kept.
 */
export function laterStatus(old: CarrierStatus, next: CarrierStatus): CarrierStatus | 'conflict' {
  if (old === next) return old
  if (isFinal(old) && isFinal(next)) {
    if (!arrived.has(old) || !arrived.has(next)) return 'conflict'
    return statusRank(next) > statusRank(old) ? next : old
  }
  const difference = statusRank(next) - statusRank(old)
  if (difference !== 0) return difference > 0 ? next : old
  return carrierStatuses.indexOf(next) > carrierStatuses.indexOf(old) ? next : old
}

/** Expired in the carrier's queue (ValidityPeriod ran out): not a failure to mend but a text that came to be of no use. */
const expiredInQueue = 30_036

/**
 * The state a text is in by the carrier's word.
 * @param errorCode the carrier's code for the failure, where there is one
 */
export function stateOf(status: CarrierStatus, errorCode: number | null): MessageState {
  switch (status) {
    case 'accepted':
    case 'queued':
    case 'sending':
      return 'sending'
    case 'scheduled':
      return 'scheduled'
    case 'sent':
    case 'partially_delivered':
      return 'sent'
    case 'delivered':
    case 'read':
      return 'delivered'
    case 'undelivered':
      return 'failed'
    case 'failed':
      return errorCode === expiredInQueue ? 'expired' : 'failed'
    case 'canceled':
      return 'canceled'
    case 'receiving':
    case 'received':
      return 'received'
  }
}
