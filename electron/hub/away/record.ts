import { readSettings, writeSetting } from '../../../db/settings.ts'
import type { Db } from '../../../db/open.ts'
import type { AwayCause } from '../../ipc/contract/away-views.ts'

/** How the store stood when the carrier was last surely in reach. */
export interface Mark {
  /** When that was (epoch ms). */
  readonly at: number
  /** The newest message then. */
  readonly seq: number
  /** Outgoing messages without a final outcome then, by `seq`. */
  readonly unfinished: readonly number[]
}

/** A time nobody could reach this laptop, and what belongs to it. */
export interface Outage {
  readonly from: number
  readonly to: number
  readonly cause: AwayCause
  /** Messages stored after this one are looked at… */
  readonly afterSeq: number
  /** …through this one. */
  readonly throughSeq: number
  /** Outgoing messages that were waiting or under way, by `seq`. */
  readonly unfinished: readonly number[]
  /** The carrier has been asked to the end since. */
  readonly complete: boolean
  readonly dismissed: boolean
}

const markKey = 'away.mark'
const outageKey = 'away.outage'

export function readMark(db: Db): Mark | null {
  const value = readSettings(db)[markKey]
  return isRecord(value) && isNumber(value['at']) && isNumber(value['seq']) && isNumbers(value['unfinished'])
    ? { at: value['at'], seq: value['seq'], unfinished: value['unfinished'] }
    : null
}

export function writeMark(db: Db, mark: Mark, now: number): void {
  writeSetting(db, markKey, mark, now)
}

export function readOutage(db: Db): Outage | null {
  const value = readSettings(db)[outageKey]
  if (!isRecord(value)) return null
  const { from, to, cause, afterSeq, throughSeq, unfinished, complete, dismissed } = value
  if (!isNumber(from) || !isNumber(to) || !isNumber(afterSeq) || !isNumber(throughSeq) || !isNumbers(unfinished))
    return null
  if (cause !== 'offline' && cause !== 'asleep' && cause !== 'closed') return null
  if (typeof complete !== 'boolean' || typeof dismissed !== 'boolean') return null
  return { from, to, cause, afterSeq, throughSeq, unfinished, complete, dismissed }
}

export function writeOutage(db: Db, outage: Outage, now: number): void {
  writeSetting(db, outageKey, outage, now)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber)
}
