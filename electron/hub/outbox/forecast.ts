import { countLeaving, waitingLoads } from '../../../db/outbox.ts'
import type { WaitingLoad } from '../../../db/outbox.ts'
import type { Db } from '../../../db/open.ts'
import type { LeavingView } from '../../ipc/contract/views.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Clock } from '../clock.ts'
import { mostAtOnce } from './outbox.ts'
import { ofCalls } from './pacer.ts'
import type { Pacer } from './pacer.ts'

/** Texts that are looked at one by one; what waits behind them is taken to be like them. */
const looked = 200
/** How much the newest request counts against all before it: the last ten or so decide. */
const weight = 0.2
/** Steps that a span is rounded up to, in seconds: nobody can know it better. */
const steps = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_200, 1_800, 2_700, 3_600]

/** How long what waits will take on this link, from what was measured on it. */
export interface Forecast {
  /** The same carrier, whose requests are measured. */
  readonly carrier: Carrier
  leaving(db: Db): LeavingView
}

export interface ForecastOptions {
  readonly carrier: Carrier
  readonly clock: Clock
  readonly pacer: Pacer
}

export function createForecast({ carrier, clock, pacer }: ForecastOptions): Forecast {
  /** Milliseconds a request takes; null before the first one. */
  let request: number | null = null

  function measured(span: number): void {
    // A clock set back in the middle of it.
    if (span < 0) return
    request = request === null ? span : request + (span - request) * weight
  }

  /** Milliseconds until all have left: as slow as the slowest of what holds them. */
  function spanOf(loads: readonly WaitingLoad[], count: number, each: number): number {
    const now = clock.now()
    const more = count / loads.length
    const bySender = new Map<string, { segments: number; bulk: boolean }>()
    const chains = new Map<number, number>()
    let rest = 0
    for (const load of loads) {
      const isCall = load.channel === 'voice'
      const sender = isCall ? ofCalls : (load.our_number ?? carrier.account.number)
      const sum = bySender.get(sender) ?? { segments: 0, bulk: false }
      bySender.set(sender, {
        segments: sum.segments + (isCall ? 1 : load.segments),
        bulk: sum.bulk || load.priority === 1,
      })
      chains.set(load.conversation_id, (chains.get(load.conversation_id) ?? 0) + 1)
      rest = Math.max(rest, load.due_at - now)
    }
    const paced = [...bySender].map(([sender, { segments, bulk }]) => pacer.span(sender, segments * more, bulk, now))
    // One conversation's texts leave one after the other.
    const requests = Math.max(Math.ceil(count / mostAtOnce), ...chains.values()) * each
    return Math.max(requests, rest + each, ...paced.map((span) => span + each))
  }

  return {
    carrier: {
      ...carrier,
      async send(text, onPhase) {
        const startedAt = clock.now()
        const outcome = await carrier.send(text, onPhase)
        if (outcome.kind !== 'no-way-out') measured(clock.now() - startedAt)
        return outcome
      },
    },
    leaving(db) {
      const count = countLeaving(db)
      const loads = count > 0 && request !== null ? waitingLoads(db, looked) : []
      return { count, takes: loads.length === 0 || request === null ? null : roundUp(spanOf(loads, count, request)) }
    },
  }
}

/** The next step above a span of milliseconds; whole hours after the last one. */
export function roundUp(span: number): number {
  const seconds = span / 1000
  const hours = Math.ceil(seconds / 3_600)
  return (steps.find((step) => seconds <= step) ?? hours * 3_600) * 1000
}
