import { countFromNow } from '../../../db/held.ts'
import { nextDeadline, nextDueAt, rowsInPhase, updateOutbox } from '../../../db/outbox.ts'
import type { DueRow, OutboxRow } from '../../../db/outbox.ts'
import type { PausedOutbox } from '../../ipc/contract/views.ts'
import { assertNever } from '../assert-never.ts'
import type { OutgoingCall } from '../carrier/call-types.ts'
import type { AttemptPhase, Carrier, SendOutcome } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import { sleep } from '../clock.ts'
import type { Link } from '../link/types.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import { keepHere } from '../schedule/hand-over.ts'
import type { Store, Write } from '../store.ts'
import {
  expireOverdue,
  finish,
  leaveUncertain,
  promoteScheduled,
  recoverInterrupted,
  waitAgain,
  wakeOversleepers,
} from './delivery.ts'
import { askAfter } from './follow.ts'
import { holdAfterOutage } from './held.ts'
import { watchOutage } from './outage.ts'
import type { PastOutage } from './outage.ts'
import { makeCall } from './make-call.ts'
import { createPause } from './pause.ts'
import type { Pacer } from './pacer.ts'
import { settleUncertain } from './reconcile.ts'
import { tellOf } from './tell.ts'
import { takeTurns } from './turns.ts'
import type { Turn, Turns } from './turns.ts'

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
  /** The number that a call goes out from whose conversation goes by this one. */
  readonly callFrom: (number: string) => string
  /** What a call does whose turn it is. @throws {RangeError} its words do not fit */
  readonly outgoingCall: (row: DueRow, from: string, attemptId: string) => OutgoingCall
  /** Whether a text that the carrier's list does not hold may go out again without asking a person. */
  readonly mayResend: () => boolean
  /** The outbox stopped for, or recovered from, an account problem. */
  readonly pausedChanged: () => void
  /** Whether scheduled texts may leave from this laptop now. */
  readonly isOnDuty: () => boolean
  /** When the carrier last answered before the start (epoch ms); null where nobody knows. */
  readonly lastContactAt: () => number | null
}

/** Takes texts from the store to the carrier: once, in order, and never in a hurry that costs truth. */
export interface Outbox {
  readonly paused: PausedOutbox | null
  start(): void
  /** Something may be able to move: called after commits, on the link's return and when a time comes. */
  wake(): void
  /** Lets the outbox try again at once after an account problem was mended. */
  resume(): void
  /**
   * Takes no more texts and waits for the requests under way, at most `deadline` real milliseconds; then has the rest `cut`
   * off, and stores how far they got.
   */
  stop(deadline: number, cut: () => void): Promise<void>
}

/** Requests under way at once; the pacer, not this, keeps a sender's rate. */
export const mostAtOnce = 8
/** For so long at most ends of requests are gathered, in milliseconds. */
const gathered = 4
/** After a fault on this side (a full disk, a damaged installation) the next try comes this much later, in milliseconds. */
const restAfterFault = 2_000
const askAgainAfterFault = 60_000
/** The longest pause between two turns while a text waits, in milliseconds. */
const longestPause = 60_000
/** Twilio docs: ValidityPeriod is 1 to 36,000 s, and under 5 s is advised against. */
const validity = { shortest: 6, longest: 36_000 }
/** Real milliseconds for the end of requests that were cut off to reach the disk. */
const cutGrace = 500

/** What a turn found and did in the store. */
interface LookedThrough extends Turns {
  /** Epoch ms. */
  readonly now: number
  readonly over: PastOutage | null
  readonly held: readonly number[]
}

const noTurns: Turns = { turns: [], paceWait: Number.POSITIVE_INFINITY }

export function createOutbox(options: OutboxOptions): Outbox {
  const { store, carrier, link, clock, random, log } = options
  const underWay = new Set<Promise<void>>()
  let state: 'new' | 'running' | 'stopped' = 'new'
  let turning: 'no' | 'planned' | 'storing' = 'no'
  /** Somebody woke it while a turn was being stored. */
  let wokenMeanwhile = false
  let stored: Promise<void> = Promise.resolve()
  let timer: Timer | null = null
  /** Nothing leaves while it runs. Timers, not times: the laptop's clock may be set back. */
  let rest: Timer | null = null
  /** Ends of requests that reach the disk with the next turn. */
  let ends: (() => void)[] = []
  /** Runs while they are gathered, at most so long that nobody waits for them. */
  let gathering: Timer | null = null
  let asking = false
  const pause = createPause({ clock, wake, changed: options.pausedChanged })
  const outage = watchOutage(clock, options.lastContactAt())

  function wake(): void {
    if (state !== 'running') return
    if (turning === 'storing') wokenMeanwhile = true
    if (turning !== 'no') return
    turning = 'planned'
    setImmediate(turn)
  }

  /** Stores the ends of requests, what has changed for those that wait, and the turns of the next ones: all with one flush to disk. */
  function turn(): void {
    turning = 'no'
    if (state !== 'running') return
    turning = 'storing'
    timer?.cancel()
    timer = null
    const ended = takeEnds()
    for (const end of ended) end()
    stored = store
      .writeSoon((write) => lookThrough(write, ended.length))
      .then(begin)
      .catch((error: unknown) => {
        // The disk is full, say: nothing was lost, so try again soon.
        log.error('outbox-turn-failed', { error })
        if (state === 'running') planTurn(clock.now(), restAfterFault)
      })
      .finally(() => {
        turning = 'no'
        if (wokenMeanwhile) wake()
        wokenMeanwhile = false
      })
  }

  /** @returns those to be stored now: all, or none while they are still gathered */
  function takeEnds(): readonly (() => void)[] {
    if (gathering && isGathering()) return []
    gathering?.cancel()
    gathering = null
    const taken = ends
    ends = []
    return taken
  }

  /** Answers come in a row where many are under way: they are stored, and the next ones leave, together. */
  const isGathering = (): boolean => underWay.size > ends.length

  /** @param freed requests that are stored as ended in the same transaction */
  function lookThrough(write: Write, freed: number): LookedThrough {
    // Here, not as it was woken: the laptop may have slept since.
    outage.turnCame(write.now)
    const { over } = outage
    waitAgain(write)
    keepHere(write, carrier.account.messagingServiceSid !== null)
    wakeOversleepers(write)
    expireOverdue(write)
    if (options.isOnDuty()) promoteScheduled(write)
    // In the turn of the way out's return, before any of them leaves.
    const held = over === null ? [] : holdAfterOutage(write, over.since)
    if (link.state === 'online') countFromNow(write.db, write.now)
    const room = roomFor(freed)
    const { turns, paceWait } =
      room > 0 ? takeTurns(write, { ...options, room, account: carrier.account, met: pause.met }) : noTurns
    return { now: write.now, over, held, turns, paceWait }
  }

  function begin({ now, over, held, turns, paceWait }: LookedThrough): void {
    if (outage.over === over) outage.lookedThrough()
    for (const next of turns) track(deliver(next))
    if (held.length > 0) log.info('texts-held', { count: held.length })
    tellOf(store, log, held)
    if (state !== 'running') return
    ask(now)
    plan(now, paceWait)
  }

  function planTurn(now: number, delay: number): void {
    timer = clock.after(delay, wake)
    outage.turnPlanned(now + delay)
  }

  /** How many more may leave now. */
  function roomFor(freed: number): number {
    if (state !== 'running' || rest || store.isShort || link.state === 'offline' || link.state === 'captive') return 0
    if (pause.current) return pause.isResting || underWay.size > 0 ? 0 : 1
    return mostAtOnce - underWay.size + freed
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
        restFor(restAfterFault)
      },
    )
    underWay.add(tracked)
  }

  function restFor(span: number): void {
    if (state !== 'running') return
    rest ??= clock.after(span, () => {
      rest = null
      wake()
    })
  }

  async function deliver({ row, attemptId, statusCallback }: Turn): Promise<void> {
    let phase: AttemptPhase = 'connecting'
    // What the carrier holds until its time is of use from then on.
    const left = Math.floor((row.deadline - (row.hold_until ?? clock.now())) / 1000)
    const from = row.our_number ?? carrier.account.number
    const onPhase = (reached: AttemptPhase): void => {
      phase = reached
    }
    const request =
      row.channel === 'voice'
        ? makeCall(carrier, () => options.outgoingCall(row, options.callFrom(from), attemptId), onPhase)
        : carrier.send(
            {
              to: row.address,
              from,
              body: row.body,
              validityPeriod: Math.min(validity.longest, Math.max(validity.shortest, left)),
              statusCallback,
              ...(row.hold_until === null ? {} : { sendAt: row.hold_until }),
            },
            onPhase,
          )
    const outcome = await request
      // A fault of ours in mid-request proves nothing about the carrier.
      .catch((error: unknown): SendOutcome => ({
        kind: 'uncertain',
        details: error instanceof Error ? error.message : 'unknown fault',
      }))
    log.info('attempt-ended', { attempt: attemptId, outcome: outcome.kind, phase })
    const isForeign = outcome.kind === 'account-trouble' && isSenderRefused(outcome, row, carrier.account)
    const finished = { attemptId, phase, outcome, callbacksExpected: statusCallback !== null, isForeign }
    // Before the next turn, which may be stored with it.
    if (state === 'running' && !isForeign) answered(row, outcome)
    await withNextTurn(() =>
      commit(
        (write) => finish(write, row, finished, random),
        (write) => leaveUncertain(write, row, attemptId),
      ),
    )
  }

  /** Has the end of a request stored with the next turn, and ahead of it, so that its place and its conversation are free there. */
  function withNextTurn(storeEnd: () => Promise<void>): Promise<void> {
    if (state !== 'running') return storeEnd()
    return new Promise((resolve) => {
      ends.push(() => resolve(storeEnd()))
      if (!isGathering()) wake()
      else
        gathering ??= clock.after(gathered, () => {
          gathering = null
          wake()
        })
    })
  }

  /**
   * What the carrier answered must reach the disk: tried until it does. A crash before that leaves the text uncertain.
   * What the store refuses for another reason than its disk will never fit: `otherwise` is stored instead.
   */
  async function commit(work: (write: Write) => void, otherwise: (write: Write) => void): Promise<void> {
    let next = work
    for (;;) {
      try {
        await store.writeSoon(next)
        return
      } catch (error) {
        log.error('outcome-not-stored', { error })
        if (state === 'stopped') return
        if (next === work && !isTroubleOfDisk(error)) next = otherwise
        else await sleep(clock, restAfterFault)
      }
    }
  }

  function answered(row: DueRow, outcome: SendOutcome): void {
    switch (outcome.kind) {
      case 'account-trouble':
        pause.accountTrouble(row.message_seq, outcome.failure)
        return
      case 'accepted':
      case 'refused':
        pause.accountWorks()
        return
      case 'no-way-out':
        // Usually the link knows and waits for its return. Where it does not, the fault is on this side.
        if (link.state !== 'offline' && link.state !== 'captive') restFor(restAfterFault)
        return
      case 'wait':
      case 'uncertain':
        pause.provedNothing()
        return
      default:
        assertNever(outcome)
    }
  }

  /** Settles and follows up, one question to the carrier at a time. */
  function ask(now: number): void {
    if (asking || rest || link.state === 'offline' || link.state === 'captive') return
    const row = rowsInPhase(store.db, 'uncertain', now, 1)[0] ?? rowsInPhase(store.db, 'open', now, 1)[0]
    if (!row) return
    asking = true
    track(askAbout(row).finally(() => (asking = false)))
  }

  async function askAbout(row: OutboxRow): Promise<void> {
    try {
      if (row.phase === 'uncertain') await settleUncertain(store, carrier, row, options.mayResend)
      else await askAfter(store, carrier, row)
    } catch (error) {
      log.error('question-failed', { error })
      // One text that cannot be asked about must not keep the others from it.
      store.write((write) => updateOutbox(write.db, row.message_seq, { due_at: write.now + askAgainAfterFault }))
    }
  }

  /** No busy polling: sleeps until the next time that matters. What is due and cannot move is woken by what holds it. */
  function plan(now: number, paceWait: number): void {
    const times = [
      nextDueAt(store.db, 'ready', now),
      nextDueAt(store.db, 'scheduled', now),
      nextDueAt(store.db, 'uncertain', now),
      nextDueAt(store.db, 'open', now),
      nextDeadline(store.db),
      Number.isFinite(paceWait) ? now + paceWait : null,
      // What comes back from a request after a sleep is not to leave as if nothing had been.
      underWay.size > 0 ? now + longestPause : null,
    ].filter((time): time is number => time !== null)
    if (times.length === 0) return
    // A minute at most: the machine may sleep or its clock may jump.
    planTurn(now, Math.min(longestPause, Math.max(0, Math.min(...times) - now)))
  }

  /** Whether all requests under way have ended within so many real milliseconds. */
  async function settled(deadline: number): Promise<boolean> {
    if (underWay.size === 0) return true
    let giveUp: NodeJS.Timeout | undefined
    const isInTime = await Promise.race([
      Promise.all(underWay).then(() => true),
      new Promise<false>((resolve) => {
        giveUp = setTimeout(() => resolve(false), deadline)
      }),
    ])
    clearTimeout(giveUp)
    return isInTime
  }

  let unsubscribe: (() => void) | null = null

  return {
    get paused() {
      return pause.current
    },
    start() {
      const interrupted = store.write(recoverInterrupted)
      if (interrupted > 0) log.warn('requests-were-interrupted', { count: interrupted })
      state = 'running'
      outage.linkChanged(link.state)
      unsubscribe = link.onChange((next) => {
        outage.linkChanged(next)
        wake()
      })
      wake()
    },
    wake,
    resume: pause.mended,
    async stop(deadline, cut) {
      state = 'stopped'
      timer?.cancel()
      gathering?.cancel()
      rest?.cancel()
      pause.stop()
      unsubscribe?.()
      for (const end of ends.splice(0)) end()
      await stored
      if (await settled(deadline)) return
      // What never reached the wire goes back into the queue; the rest is uncertain, and said to be.
      cut()
      await settled(cutGrace)
    },
  }
}

/** The carrier's codes for a sender that is not ours, or not able to text. */
const senderRefused: ReadonlySet<number> = new Set([21_212, 21_603, 21_606])

/** Whether only the number this conversation was answered from is at fault, one we no longer have, and not our own. */
function isSenderRefused(
  { failure }: Extract<SendOutcome, { kind: 'account-trouble' }>,
  row: DueRow,
  account: Carrier['account'],
): boolean {
  const isOther = row.our_number !== null && row.our_number !== account.number && account.messagingServiceSid === null
  return isOther && failure.code !== null && senderRefused.has(failure.code)
}

/** Trouble that passes: the disk is full or does not answer, or another program holds the file. */
function isTroubleOfDisk(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|PROTOCOL)/.test(code)
}
