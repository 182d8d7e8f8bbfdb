import { dueRows, nextDeadline, nextDueAt, rowsInPhase } from '../../../db/outbox.ts'
import type { DueRow } from '../../../db/outbox.ts'
import type { PausedOutbox } from '../../ipc/contract/views.ts'
import { assertNever } from '../assert-never.ts'
import type { AttemptPhase, Carrier, SendOutcome } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import { sleep } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Link } from '../link/types.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { Store, Write } from '../store.ts'
import { claim, expireOverdue, finish, promoteScheduled, recoverInterrupted } from './delivery.ts'
import { askAfter } from './follow.ts'
import type { Pacer } from './pacer.ts'
import { settleUncertain } from './reconcile.ts'

export interface OutboxOptions {
  readonly store: Store
  readonly carrier: Carrier
  readonly link: Link
  readonly clock: Clock
  readonly random: Random
  readonly pacer: Pacer
  readonly log: Log
  /** Where the carrier reports an attempt's status; null while no public address is known. */
  readonly statusCallback: (attemptId: string) => string | null
  /** Whether a text that the carrier's list does not hold may go out again without asking a person. */
  readonly mayResend: () => boolean
  /** The outbox stopped for, or recovered from, an account problem. */
  readonly pausedChanged: () => void
}

/** Takes texts from the store to the carrier: once, in order, and never in a hurry that costs truth. */
export interface Outbox {
  readonly paused: PausedOutbox | null
  start(): void
  /** Something may be able to move: called after commits, on the link's return and when a time comes. */
  wake(): void
  /** Lets the outbox try again at once after an account problem was mended. */
  resume(): void
  /** Takes no more texts and waits for the requests under way, at most `deadline` real milliseconds. */
  stop(deadline: number): Promise<void>
}

/** Requests under way at once; the pacer, not this, keeps a sender's rate. */
const mostAtOnce = 8
/** While stopped by an account problem, one text is tried this often, in milliseconds. */
const trialEvery = 60_000
/** Twilio docs: ValidityPeriod is 1 to 36,000 s, and under 5 s is advised against. */
const validity = { shortest: 6, longest: 36_000 }
const retryCommit = 2_000

export function createOutbox(options: OutboxOptions): Outbox {
  const { store, carrier, link, clock, random, pacer, log } = options
  const underWay = new Set<Promise<void>>()
  let state: 'new' | 'running' | 'stopped' = 'new'
  let planned = false
  let timer: Timer | null = null
  let asking = false
  let paused: PausedOutbox | null = null
  let trialAt = 0

  function wake(): void {
    if (planned || state !== 'running') return
    planned = true
    setImmediate(turn)
  }

  function turn(): void {
    planned = false
    if (state !== 'running') return
    timer?.cancel()
    timer = null
    try {
      store.write((write) => {
        expireOverdue(write)
        promoteScheduled(write)
      })
      const paceWait = dispatch()
      ask()
      plan(paceWait)
    } catch (error) {
      // The disk is full, say: nothing was lost, so try again soon.
      log.error('outbox-turn-failed', { error })
      timer = clock.after(retryCommit, wake)
    }
  }

  /** Starts what may leave now; returns how long the pacer makes the next one wait. */
  function dispatch(): number {
    if (link.state === 'offline' || link.state === 'captive') return Number.POSITIVE_INFINITY
    const now = clock.now()
    const trial = paused !== null
    if (trial && (now < trialAt || underWay.size > 0)) return Math.max(0, trialAt - now) || Number.POSITIVE_INFINITY
    const room = trial ? 1 : mostAtOnce - underWay.size
    if (room <= 0) return Number.POSITIVE_INFINITY
    for (const row of dueRows(store.db, now, room)) {
      const sender = row.our_number ?? carrier.account.number
      const wait = pacer.take(sender, row.segments, row.priority === 1, now)
      if (wait > 0) return wait
      track(deliver(row))
    }
    return Number.POSITIVE_INFINITY
  }

  function track(work: Promise<void>): void {
    const tracked = work.then(
      () => {
        underWay.delete(tracked)
        wake()
      },
      (error: unknown) => {
        // The disk is full, say: not at once again.
        log.error('outbox-work-failed', { error })
        underWay.delete(tracked)
        clock.after(retryCommit, wake)
      },
    )
    underWay.add(tracked)
  }

  async function deliver(row: DueRow): Promise<void> {
    const attemptId = newId(clock.now())
    store.write((write) => claim(write, row, attemptId))
    let phase: AttemptPhase = 'connecting'
    const statusCallback = options.statusCallback(attemptId)
    const left = Math.floor((row.deadline - clock.now()) / 1000)
    const outcome = await carrier
      .send(
        {
          to: row.address,
          from: row.our_number ?? carrier.account.number,
          body: row.body,
          validityPeriod: Math.min(validity.longest, Math.max(validity.shortest, left)),
          statusCallback,
        },
        (reached) => {
          phase = reached
        },
      )
      // A fault of ours in mid-request proves nothing about the carrier.
      .catch((error: unknown): SendOutcome => ({ kind: 'uncertain', details: error instanceof Error ? error.message : 'unknown fault' }))
    log.info('attempt-ended', { attempt: attemptId, outcome: outcome.kind, phase })
    await commit((write) =>
      finish(write, row, { attemptId, phase, outcome, callbacksExpected: statusCallback !== null }, random),
    )
    accountAnswered(outcome)
  }

  /** What the carrier answered must reach the disk: tried until it does. A crash before that leaves the text uncertain. */
  async function commit(work: (write: Write) => void): Promise<void> {
    for (;;) {
      try {
        store.write(work)
        return
      } catch (error) {
        log.error('outcome-not-stored', { error })
        if (state === 'stopped') return
        await sleep(clock, retryCommit)
      }
    }
  }

  function accountAnswered(outcome: SendOutcome): void {
    switch (outcome.kind) {
      case 'account-trouble': {
        const { code, reason, remedy } = outcome.failure
        trialAt = clock.now() + trialEvery
        const isNews = paused?.code !== code
        paused = { code, reason, remedy }
        if (isNews) options.pausedChanged()
        return
      }
      case 'accepted':
      case 'refused':
        if (paused === null) return
        paused = null
        options.pausedChanged()
        return
      case 'wait':
      case 'no-way-out':
      case 'uncertain':
        return
      default:
        assertNever(outcome)
    }
  }

  /** Settles and follows up, one question to the carrier at a time. */
  function ask(): void {
    if (asking || link.state === 'offline' || link.state === 'captive') return
    const now = clock.now()
    const uncertain = rowsInPhase(store.db, 'uncertain', now, 1)[0]
    const open = uncertain ? undefined : rowsInPhase(store.db, 'open', now, 1)[0]
    if (!uncertain && !open) return
    asking = true
    const question = uncertain
      ? settleUncertain(store, carrier, uncertain, options.mayResend)
      : open
        ? askAfter(store, carrier, open)
        : Promise.resolve()
    track(
      question.finally(() => {
        asking = false
      }),
    )
  }

  /** No busy polling: sleeps until the next time that matters. */
  function plan(paceWait: number): void {
    const now = clock.now()
    const times = [
      nextDueAt(store.db, 'ready', now),
      nextDueAt(store.db, 'scheduled', now),
      nextDueAt(store.db, 'uncertain', now),
      nextDueAt(store.db, 'open', now),
      nextDeadline(store.db),
      Number.isFinite(paceWait) ? now + paceWait : null,
    ].filter((time): time is number => time !== null)
    if (times.length === 0) return
    // A minute at most: the machine may sleep or its clock may jump.
    timer = clock.after(Math.min(60_000, Math.max(0, Math.min(...times) - now)), wake)
  }

  let unsubscribe: (() => void) | null = null

  return {
    get paused() {
      return paused
    },
    start() {
      const interrupted = store.write(recoverInterrupted)
      if (interrupted > 0) log.warn('requests-were-interrupted', { count: interrupted })
      state = 'running'
      unsubscribe = link.onChange(wake)
      wake()
    },
    wake,
    resume() {
      trialAt = 0
      wake()
    },
    async stop(deadline) {
      state = 'stopped'
      timer?.cancel()
      unsubscribe?.()
      let giveUp: NodeJS.Timeout | undefined
      await Promise.race([
        Promise.all(underWay),
        new Promise<void>((resolve) => {
          giveUp = setTimeout(resolve, deadline)
        }),
      ])
      clearTimeout(giveUp)
    },
  }
}
