import type { LinkState } from '../../ipc/contract/views.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { ProbeResult } from './probe.ts'
import type { Link } from './types.ts'

export interface LinkOptions {
  readonly clock: Clock
  /** Asks the carrier's address for any answer at all. Never rejects. */
  readonly probe: () => Promise<ProbeResult>
  readonly random: Random
  readonly log: Log
}

/** While online, silence of the carrier is broken this often, so that "last contact" is true and an outage is noticed. */
const idleInterval = 30_000
/** While offline: from one second, doubling, up to this. */
const firstRetry = 1000
const longestRetry = 15_000
/** A lone probe that failed without a verdict is repeated before the state follows it. */
const doubtInterval = 1000
/** A link that holds this long is trusted again: its next outage is probed from the first interval on. */
const stableAfter = 10_000

/**
 * Keeps what is known about the way out.
 *
 * Rules of its state:
 * - any answer of the carrier makes it `online` at once;
 * - a request that found no way out makes it `offline` (or `captive`) at once, for that is proof; a probe follows
 *   immediately, so a passing hiccup lasts milliseconds;
 * - a request that died after it was written proves neither; its sender calls `hint()`, and the probe decides;
 * - a probe that fails while online is repeated a second later before the state follows; `captive` needs no second word;
 * - hints only bring the next probe forward.
 */
export function createLink({ clock, probe, random, log }: LinkOptions): Link {
  const listeners = new Set<(state: LinkState) => void>()
  const proofListeners = new Set<() => void>()
  let state: LinkState = 'unknown'
  let lastProofAt: number | null = null
  let onlineSince: number | null = null
  let retries = 0
  let doubts = 0
  let running = false
  let probing = false
  let probeAgain = false
  let timer: Timer | null = null
  let dueAt = Number.POSITIVE_INFINITY

  function change(next: LinkState): void {
    if (state === next) return
    state = next
    log.info('link', { state: next })
    for (const listener of listeners) tell(() => listener(next))
  }

  /** What goes wrong with one who listens keeps neither the others from hearing nor the link from its next probe. */
  function tell(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      log.error('link-listener-failed', { error })
    }
  }

  /** The next probe after `delay`, replacing the one planned. */
  function plan(delay: number): void {
    if (!running || probing) return
    timer?.cancel()
    dueAt = clock.now() + delay
    timer = clock.after(delay, wake)
  }

  function wake(): void {
    timer = null
    if (!running || probing) return
    const silentFor = clock.now() - (lastProofAt ?? Number.NEGATIVE_INFINITY)
    // Texts and reads prove the link too: while they do, no probe is needed. (Negative: the wall clock was set back.)
    if (state === 'online' && doubts === 0 && !probeAgain && silentFor >= 0 && silentFor < idleInterval) {
      return plan(idleInterval - silentFor)
    }
    void runProbe()
  }

  async function runProbe(): Promise<void> {
    probing = true
    probeAgain = false
    const proofBefore = lastProofAt
    const result = await probe().catch((): ProbeResult => 'failed')
    log.debug?.('probe', { result })
    probing = false
    if (!running) return
    // A text's own answer that came meanwhile outweighs the probe's silence.
    if (result === 'answered' || (result === 'failed' && lastProofAt !== proofBefore)) proved()
    else if (result === 'captive') lost('captive')
    else if (state === 'online' && doubts === 0) {
      doubts++
      plan(doubtInterval)
    } else lost('offline')
    if (probeAgain) plan(0)
  }

  /** Full jitter over the upper half: many laptops in one tent do not come back in step. */
  function retryDelay(): number {
    const longest = Math.min(longestRetry, firstRetry * 2 ** Math.min(retries, 10))
    retries++
    return longest / 2 + random.next() * (longest / 2)
  }

  function lost(next: 'offline' | 'captive'): void {
    doubts = 0
    onlineSince = null
    plan(retryDelay())
    change(next)
  }

  function proved(): void {
    const now = clock.now()
    lastProofAt = now
    doubts = 0
    for (const listener of proofListeners) tell(listener)
    if (state === 'online') {
      if (onlineSince !== null && now - onlineSince >= stableAfter) retries = 0
      if (timer === null) plan(idleInterval)
      return
    }
    onlineSince = now
    plan(idleInterval)
    change('online')
  }

  return {
    get state() {
      return state
    },
    get lastProofAt() {
      return lastProofAt
    },
    proved,
    failed(captive) {
      const next = captive ? 'captive' : 'offline'
      if (state === 'offline' || state === 'captive') return change(next)
      doubts = 0
      onlineSince = null
      // The first probe comes at once. After a link that went up and down, not: what fails the texts does not fail the probes.
      plan(retries === 0 ? 0 : retryDelay())
      retries = Math.max(retries, 1)
      change(next)
    },
    hint() {
      if (probing) {
        probeAgain = true
        return
      }
      probeAgain = true
      retries = 0
      const sinceProof = clock.now() - (lastProofAt ?? Number.NEGATIVE_INFINITY)
      // Operating systems hint in bursts; one probe a second is enough.
      const delay = state === 'online' && sinceProof >= 0 && sinceProof < doubtInterval ? doubtInterval - sinceProof : 0
      if (timer === null || dueAt > clock.now() + delay) plan(delay)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    onProof(listener) {
      proofListeners.add(listener)
      return () => {
        proofListeners.delete(listener)
      }
    },
    start() {
      if (running) return
      running = true
      plan(0)
    },
    stop() {
      running = false
      timer?.cancel()
      timer = null
      dueAt = Number.POSITIVE_INFINITY
    },
  }
}
