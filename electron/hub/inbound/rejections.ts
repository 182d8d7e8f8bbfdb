import type { ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { replyRejection } from './replies.ts'
import type { Rejection } from './replies.ts'

export interface Rejections {
  /** How many had a wrong signature. */
  readonly signatures: number
  reject(response: ServerResponse, reason: Rejection, allow?: string): void
}

/** A stranger must not fill the log: one line tells of a minute's worth. */
const logInterval = 60_000

/** Turns requests away and counts them; nothing of what they held is kept. */
export function createRejections({
  clock,
  log,
  onRejected,
}: {
  readonly clock: Clock
  readonly log: Log
  readonly onRejected: (reason: Rejection) => void
}): Rejections {
  let signatures = 0
  let untold = 0
  let toldAt = Number.NEGATIVE_INFINITY
  return {
    get signatures() {
      return signatures
    },
    reject(response, reason, allow = '') {
      if (reason === 'signature') signatures++
      untold++
      const now = clock.now()
      if (Math.abs(now - toldAt) >= logInterval) {
        log.warn('webhook.rejected', { count: untold, latest: reason })
        toldAt = now
        untold = 0
      }
      replyRejection(response, reason, allow)
      onRejected(reason)
    },
  }
}
