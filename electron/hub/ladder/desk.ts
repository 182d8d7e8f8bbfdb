import { casesThatWant, hasStepOf, listLadders, openCases } from '../../../db/ladders.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import type { Line } from '../line.ts'
import type { Write } from '../store.ts'
import { lookAtLadders } from './look.ts'
import type { LookAround } from './look.ts'

/** While a ladder is on nobody looks away for longer (ms): the laptop may sleep, or its clock be set. */
const longestPause = 60_000
/** What keeps texts here is looked after so often (ms). */
const whileKept = 5_000
/** A tick at the board, or many in a row, is looked at after this (ms). */
const soon = 150
/** A timer that fires this much late (ms of this machine) says that the laptop slept, or that its clock was set. */
const slack = 20_000

/** What wants a person, the most urgent first. */
const urgency = ['director', 'call', 'look'] as const

/** The ladders of one store, climbing by themselves. */
export interface LadderDesk extends DayDesk {
  /** A ladder was set otherwise: what fell due before that is looked at first. */
  changed(): void
  /** Runs a person's act with how texts leave now. */
  act<Value>(work: (write: Write, around: Pick<LookAround, 'way'>) => Value): Value
}

/** What ladders know of the way out. */
export interface LadderLine extends Pick<Line, 'isOnDuty'> {
  readonly account: Pick<Line['account'], 'number'>
  readonly link: Pick<Line['link'], 'state'>
}

export interface LadderDeskParts extends Pick<DayParts, 'store' | 'clock' | 'log' | 'publish' | 'laddersWant'> {
  readonly settings: () => Pick<Settings, 'campName'>
  /** The account's line; null before set-up. */
  readonly line: () => LadderLine | null
}

/** Opens the ladders of a store. Nothing is looked at while none is on. */
export function openLadderDesk(parts: LadderDeskParts): LadderDesk {
  const { store, clock, log } = parts
  let timer: Timer | null = null
  let planned = Number.POSITIVE_INFINITY
  let sureSince = clock.now()
  let lookedAt = clock.now()
  let isStopped = false
  /** What wanted a person when that was last looked at: the banner has it, and what is new is told besides. */
  let known = casesThatWant(store.db)

  function way(): LookAround['way'] {
    const line = parts.line()
    if (line === null) return 'not-set-up'
    if (!line.isOnDuty()) return 'not-on-duty'
    if (line.link.state !== 'online') return 'no-internet'
    return sender(line.account.number)
  }

  const sender = (ourNumber: string) => ({ ourNumber, campName: parts.settings().campName })

  function plan(delay: number): void {
    if (isStopped) return
    timer?.cancel()
    planned = clock.now() + delay
    timer = clock.after(delay, look)
  }

  /** Many ticks in a row put nothing off. */
  function planSoon(): void {
    const wait = planned - clock.now()
    if (timer === null || wait > soon || wait < 0) plan(soon)
  }

  /** Says what newly wants a person, the most urgent of it. */
  function tellOfWanted(): void {
    const wanted = casesThatWant(store.db)
    const fresh = wanted.filter((one) => !known.some(({ id, wants }) => id === one.id && wants === one.wants))
    known = wanted
    const most = urgency.find((wants) => fresh.some((one) => one.wants === wants))
    if (most !== undefined) parts.laddersWant(most, wanted.filter(({ wants }) => wants === most).length)
  }

  function look(): void {
    timer = null
    const now = clock.now()
    const around = way()
    // Neither a night under the lid, nor a clock that was set, nor an outage may make up for what it kept: it asks first.
    if (now - planned > slack * clock.rate || now < lookedAt || typeof around === 'string') sureSince = now
    lookedAt = now
    let next: number | null = now + longestPause
    try {
      next = store.write((write) => lookAtLadders(write, { way: around, sureSince }))
    } catch (error) {
      log.error('ladders-not-looked-at', { error })
    }
    tellOfWanted()
    if (next !== null) plan(Math.min(next - now, typeof around === 'string' ? whileKept : longestPause))
  }

  if (listLadders(store.db).some(({ enabled }) => enabled === 1) || openCases(store.db).length > 0) planSoon()
  return {
    committed({ players, stale, messages }) {
      // How a rung's text stands is shown with it.
      if (timer !== null && hasStepOf(store.db, [...messages])) parts.publish([{ type: 'stale', rooms: ['ladders'] }])
      if (players.size > 0 || stale.has('board') || stale.has('people') || stale.has('ladders')) {
        // Where none is on, only what is set otherwise can change that.
        if (timer !== null || stale.has('ladders')) planSoon()
      }
    },
    changed() {
      sureSince = clock.now()
      planSoon()
    },
    act(work) {
      const line = parts.line()
      // A person's word goes out from whichever laptop it is given at, and waits for the internet like any text of theirs.
      return store.write((write) => work(write, { way: line === null ? 'not-set-up' : sender(line.account.number) }))
    },
    stop() {
      isStopped = true
      timer?.cancel()
      return Promise.resolve()
    },
  }
}
