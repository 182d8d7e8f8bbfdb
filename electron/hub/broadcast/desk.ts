import { recordActivity } from '../../../db/activity.ts'
import {
  findBroadcast,
  lastWithBodies,
  openBroadcasts,
  pauseLateBroadcasts,
  touchesBroadcast,
  updateBroadcast,
} from '../../../db/broadcasts.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import type { BroadcastDraft } from '../../ipc/contract/broadcast-views.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import { CallFailure } from '../failure.ts'
import { hasWaitedLong, longestWait } from '../outbox/wait.ts'
import type { Touched, Write } from '../store.ts'
import { withdrawPlanned } from './acts.ts'
import { endBroadcast, feedOutbox, isDone, roomAhead } from './feed.ts'
import { draftOf, noteBroadcast, writeLedger } from './ledger.ts'
import type { NewBroadcast } from './ledger.ts'
import { planBroadcast } from './plan.ts'
import type { BroadcastPlan, PlanContext } from './plan.ts'

/** Looks again after so many ms while something is open: the line may be there now, or time may have passed. */
const pace = 1_000
/** After a commit that may have made room: with others of its kind, in milliseconds. */
const soon = 20
/** Within this time the same broadcast is taken for a mistake until a person says otherwise; milliseconds. */
const repeatWindow = 10 * 60_000

/** What a person asks to be sent. */
export interface BroadcastOrder extends NewBroadcast {
  /** The earlier broadcast with the same words that staff were asked about, and repeat nevertheless. */
  readonly repeats: string | null
  /** The planned broadcast that it takes the place of. */
  readonly inPlaceOf?: string | null
}

export type BroadcastBegun =
  | { readonly kind: 'started'; readonly row: BroadcastRow }
  | { readonly kind: 'repeat'; readonly earlier: BroadcastRow }

/** Runs a store's broadcasts: plans them, keeps their ledgers, and feeds the outbox from them. */
export interface BroadcastDesk extends DayDesk {
  plan(draft: BroadcastDraft): BroadcastPlan
  /**
   * Begins a broadcast, or plans it for its time. A repeat with the same id returns the first result.
   * @throws {CallFailure} nobody would get it, its text is wrong, nothing can be texted yet, or what it takes the place of has begun
   */
  begin(order: BroadcastOrder): Promise<BroadcastBegun>
  /** A broadcast was paused, resumed, canceled or moved: looks at once. */
  look(): void
  /** Something is being sent, or is about to be: the laptop should stay awake. */
  readonly isBusy: boolean
}

export function openBroadcastDesk(parts: DayParts, busyChanged: () => void = () => undefined): BroadcastDesk {
  const { store, clock, log } = parts
  let timer: Timer | null = null
  /** When it fires (epoch ms). */
  let lookAt = 0
  let tellTimer: Timer | null = null
  let isStopped = false
  let isBusy = false
  /** Broadcasts whose ledgers are being written. */
  const preparing = new Map<string, Promise<void>>()

  function context(now = clock.now()): PlanContext {
    const { timeZone, campName } = parts.settings()
    return { now, zone: timeZone, campName, ourNumber: parts.line()?.account.number ?? null }
  }

  const plan = (draft: BroadcastDraft): BroadcastPlan => planBroadcast(store.db, draft, context())

  /** At the latest after so many ms: what comes in between puts nothing off. */
  function lookSoon(delay: number): void {
    const dueAt = clock.now() + delay
    if (isStopped || (timer !== null && lookAt <= dueAt && lookAt >= dueAt - pace)) return
    timer?.cancel()
    lookAt = dueAt
    timer = clock.after(delay, look)
  }

  function look(): void {
    timer?.cancel()
    timer = null
    if (isStopped || !store.db.open) return
    try {
      const open = openBroadcasts(store.db)
      const isActive = open.some(({ state }) => state === 'running' || state === 'preparing')
      if (isActive !== isBusy) {
        isBusy = isActive
        busyChanged()
      }
      if (open.length === 0) return
      for (const row of open) step(row)
    } catch (error) {
      // The disk is full, say: nothing was lost, so look again.
      log.error('broadcasts-not-looked-at', { error })
    }
    lookSoon(pace)
  }

  function step(row: BroadcastRow): void {
    switch (row.state) {
      case 'scheduled':
        if (row.send_at !== null && row.send_at <= clock.now()) startScheduled(row)
        return
      case 'preparing':
        if (!preparing.has(row.id)) store.write((write) => leaveCutOff(write, row))
        return
      case 'running':
        feed(row)
        return
      case 'paused':
      case 'canceled':
      case 'done':
    }
  }

  function feed(row: BroadcastRow): void {
    const line = parts.line()
    // Without a way out nothing more is queued: what waits here could still be canceled, and is looked at as one.
    if (line === null || store.isShort || line.link.state === 'offline' || line.link.state === 'captive') return
    if (hasWaitedLong(row.went_on_at, clock.now())) {
      store.write((write) => {
        const paused = pauseLateBroadcasts(write.db, {
          longest: write.now - longestWait,
          ahead: write.now + longestWait,
        })
        if (paused.length > 0) write.stale('broadcasts')
      })
      if (findBroadcast(store.db, row.id)?.state !== 'running') return
    }
    const room = roomAhead(store)
    if (room > 0) {
      const from = { ourNumber: line.account.number, callTries: parts.settings().callTries }
      const isOut = store.write((write) => feedOutbox(write, row, from, room), true)
      if (!isOut) return
    }
    // Read before it is written: most looks change nothing.
    if (isDone(store, row.id)) store.write((write) => endBroadcast(write, row.id))
  }

  function startScheduled(row: BroadcastRow): void {
    // The laptop that looks after the number sends what is planned; this one would, should it be asked to.
    if (parts.line()?.isOnDuty() !== true || preparing.has(row.id)) return
    if (hasWaitedLong(row.send_at, clock.now())) {
      store.write((write) => {
        updateBroadcast(write.db, row.id, { state: 'paused', why: 'waited' })
        write.stale('broadcasts')
      })
      return
    }
    store.write((write) => {
      updateBroadcast(write.db, row.id, { state: 'preparing' })
      write.stale('broadcasts')
      write.stale('scheduled')
    })
    void prepare(row.id, plan(draftOf(row)), row.name, row.author).catch(() => undefined)
  }

  /** The app ended before the ledger was whole: nobody was texted, and who would be is another question now. */
  function leaveCutOff(write: Write, row: BroadcastRow): void {
    updateBroadcast(write.db, row.id, { state: 'canceled', why: 'cut-off', ended_at: write.now })
    write.stale('broadcasts')
  }

  function prepare(id: string, planned: BroadcastPlan, name: string, author: string | null): Promise<void> {
    const work = writeLedger(store, id, planned)
      .then((isWhole) => {
        if (!isWhole) return
        const words = `Broadcast started: ${name}, ${planned.texts.length} texts`
        store.write((write) => recordActivity(write.db, { staff: author ?? '', kind: 'broadcast', words }, write.now))
      })
      .finally(() => {
        preparing.delete(id)
        lookSoon(0)
      })
    preparing.set(id, work)
    // Whoever waits for it hears of its failure; nobody has to.
    work.catch((error: unknown) => log.error('broadcast-not-prepared', { error }))
    return work
  }

  /** Screens read their broadcasts again when texts of one have moved on. */
  function tellSoon(): void {
    tellTimer ??= clock.after(pace / 4, () => {
      tellTimer = null
      if (!isStopped) parts.publish([{ type: 'stale', rooms: ['broadcasts'] }])
    })
  }

  // In a turn of its own: the store is being opened, and its settings are read after it.
  lookSoon(0)

  return {
    plan,
    look: () => lookSoon(0),
    get isBusy() {
      return isBusy
    },
    async begin(order) {
      const known = findBroadcast(store.db, order.id)
      if (known) {
        await preparing.get(order.id)
        return { kind: 'started', row: findBroadcast(store.db, order.id) ?? known }
      }
      if (parts.line() === null)
        throw new CallFailure('unavailable', 'No text can go out before Twilio is set up. Settings → Twilio says how.')
      const now = clock.now()
      const earlier = lastWithBodies(store.db, JSON.stringify(order.draft.bodies), now - repeatWindow)
      if (earlier && earlier.id !== order.repeats && earlier.id !== order.inPlaceOf) return { kind: 'repeat', earlier }
      if (order.sendAt !== null && order.sendAt <= now)
        throw new CallFailure('invalid', 'The time to send it has passed already.')
      const planned = plan(order.draft)
      const [fault] = planned.faults
      if (fault) throw new CallFailure('invalid', fault.words)
      // Who is here at its time is asked then.
      if (planned.texts.length === 0 && order.sendAt === null)
        throw new CallFailure('conflict', 'Nobody would get this text. The list of who is left out says why.')
      store.write((write) => {
        if (order.inPlaceOf != null) withdrawPlanned(write, order.inPlaceOf)
        noteBroadcast(write, order)
      })
      if (order.sendAt === null) {
        isBusy = true
        busyChanged()
        await prepare(order.id, planned, order.name, order.author)
      } else lookSoon(0)
      const row = findBroadcast(store.db, order.id)
      if (!row) throw new CallFailure('internal', 'The broadcast was not kept.')
      return { kind: 'started', row }
    },
    committed(touched: Touched) {
      if (isStopped) return
      if (isBusy && touched.wakeOutbox) lookSoon(soon)
      if (touched.messages.size > 0 && tellTimer === null && touchesBroadcast(store.db, [...touched.messages]))
        tellSoon()
    },
    async stop() {
      isStopped = true
      timer?.cancel()
      tellTimer?.cancel()
      await Promise.allSettled(preparing.values())
    },
  }
}
