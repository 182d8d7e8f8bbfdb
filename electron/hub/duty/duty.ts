import type { Change } from '../../ipc/contract/changes.ts'
import type { DutyView, OtherLaptop } from '../../ipc/contract/duty-views.ts'
import type { AccountMemory } from '../account/memory.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { DutyRecord } from './record.ts'
import type { WhereTextsGo } from './where-texts-go.ts'

export interface DutyOptions {
  readonly clock: Clock
  readonly log: Log
  readonly memory: AccountMemory
  /** When a text of this laptop's own was last taken by the carrier (epoch ms); null where none was. */
  readonly lastOwnText: () => number | null
  readonly publish: (changes: readonly Change[]) => void
  /** This laptop has gone on duty: what waited for that may run. */
  readonly wentOnDuty: () => void
}

/** Whether this laptop looks after the live number. */
export interface Duty {
  readonly view: DutyView
  /** What runs by itself (schedules, reminders, automations) runs only while this holds; what a person sends always goes. */
  isOnDuty(): boolean
  /** The live line goes by this number of ours. */
  connected(number: string): void
  /** Texts from our number that this laptop did not send were found. @param times when they were sent, epoch ms */
  sentElsewhere(times: readonly number[]): void
  /** The numbers' settings were read at Twilio. */
  settingsRead(where: WhereTextsGo): void
  /** A person here has pointed the numbers at this laptop. */
  pointedHere(): void
  takeOver(): DutyView
  stepBack(): DutyView
  stop(): void
}

/**
 * For so long after its last act a laptop keeps the duty that a person gave it while others text by hand; one that was closed
 * or unused for longer stands back. A laptop that is new to a number counts what others did in so long before. Milliseconds.
 */
const keepsFor = 2 * 3_600_000

export function createDuty(options: DutyOptions): Duty {
  const { clock, log, memory, publish } = options
  let record = memory.read('duty')
  let isStopped = false

  function isOnDuty(): boolean {
    return record === null || record.stand === 'first' || record.stand === 'taken'
  }

  function view(): DutyView {
    return { onDuty: isOnDuty(), other: record?.other ?? null, asks: record?.stand === 'asking' }
  }

  function change(next: DutyRecord): DutyView {
    if (JSON.stringify(next) === JSON.stringify(record)) return view()
    const was = { onDuty: isOnDuty(), told: JSON.stringify(view()) }
    memory.keep('duty', next)
    record = next
    const now = view()
    if (was.onDuty !== now.onDuty) log.info('duty-changed', { stand: next.stand, reason: next.other?.reason ?? null })
    if (!isStopped && was.told !== JSON.stringify(now)) publish([{ type: 'duty', duty: now }])
    if (!was.onDuty && now.onDuty) options.wentOnDuty()
    return now
  }

  function fresh(number: string): DutyRecord {
    return {
      number,
      stand: 'first',
      since: clock.now() - keepsFor,
      other: null,
      knownAddress: null,
      awaitsAddress: false,
    }
  }

  /** Another laptop was seen. Whoever is on duty stands back until a person decides. */
  function standBack(known: DutyRecord, other: OtherLaptop): void {
    change({ ...known, other, stand: isOnDuty() ? 'asking' : known.stand })
  }

  function taken(known: DutyRecord): DutyRecord {
    return { ...known, stand: 'taken', since: clock.now(), other: null }
  }

  return {
    get view() {
      return view()
    },
    isOnDuty,
    connected(number) {
      if (record?.number !== number) change(fresh(number))
    },
    sentElsewhere(times) {
      if (record === null) return
      const lastAct = Math.max(record.since, options.lastOwnText() ?? 0)
      const at = Math.max(...times)
      if (at <= lastAct || at <= (record.other?.at ?? 0)) return
      const other: OtherLaptop = { reason: 'texts', at }
      // In a camp with two laptops the other one answers parents, too; that alone is no reason to ask each time.
      if (record.stand === 'taken' && at <= lastAct + keepsFor) change({ ...record, other })
      // That texts come in elsewhere weighs more than what went out.
      else if (record.other?.reason !== 'address') standBack(record, other)
    },
    settingsRead(where) {
      if (record === null) return
      switch (where.kind) {
        case 'here': {
          const settled: DutyRecord = { ...record, knownAddress: null, awaitsAddress: false }
          // Somebody has led the texts back here: what was asked about is over.
          const isOver = record.other?.reason === 'address'
          change(
            isOver ? { ...settled, other: null, stand: record.stand === 'asking' ? 'first' : record.stand } : settled,
          )
          return
        }
        case 'elsewhere':
          if (record.awaitsAddress) change({ ...record, knownAddress: where.address, awaitsAddress: false })
          else if (record.knownAddress !== where.address) {
            const known = { ...record, knownAddress: where.address }
            standBack(known, { reason: 'address', at: clock.now() })
          }
          return
        case 'unknown':
      }
    },
    pointedHere() {
      if (record !== null) change({ ...taken(record), knownAddress: null, awaitsAddress: false })
    },
    takeOver() {
      if (record === null) return view()
      return change({ ...taken(record), awaitsAddress: record.knownAddress === null })
    },
    stepBack() {
      return record === null ? view() : change({ ...record, stand: 'left' })
    },
    stop() {
      isStopped = true
    },
  }
}
