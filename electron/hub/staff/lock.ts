import { readSettings, writeSetting } from '../../../db/settings.ts'
import type { LockView } from '../../ipc/contract/staff-views.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store.ts'

const key = 'lockedSince'
const minute = 60_000

export interface LockOptions {
  /** The live store: the lock holds whatever store is shown. */
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Minutes without anybody at the laptop after which it locks by itself; 0: never. */
  readonly lockAfter: () => number
  /** Whether somebody could open it again. */
  readonly canLock: () => boolean
  /** It was locked, or opened. `alone`: it locked by itself. */
  readonly changed: (lock: LockView | null, alone: boolean) => void
}

/** The cover over the window. It is kept, so that neither a reload nor a restart takes it off. */
export interface Lock {
  /** Null while it is open. */
  readonly view: LockView | null
  lock(): LockView
  open(): void
  /** Somebody is at the laptop. */
  touched(): void
  /** The time after which it locks by itself may be another one. */
  settingsChanged(): void
  stop(): void
}

export function createLock({ store, clock, log, lockAfter, canLock, changed }: LockOptions): Lock {
  const stored = readSettings(store.db)[key]
  // Where nobody has a PIN any more (the team came from a copy), nothing could open it.
  let since: number | null = typeof stored === 'number' && canLock() ? stored : null
  let touchedAt = clock.now()
  let timer: Timer | null = null

  function keep(next: number | null): void {
    store.write(({ db, now }) => writeSetting(db, key, next, now))
    since = next
  }

  function view(): LockView | null {
    return since === null ? null : { since }
  }

  function lock(alone: boolean): LockView {
    const locked = view()
    if (locked) return locked
    const made = { since: clock.now() }
    keep(made.since)
    wait()
    changed(made, alone)
    return made
  }

  /** @returns whether it is locked: a disk that takes no note of it would not take a PIN's either */
  function lockByItself(): boolean {
    try {
      lock(true)
      return true
    } catch (error) {
      log.error('not-locked', { error })
      return false
    }
  }

  function wait(): void {
    timer?.cancel()
    timer = null
    const span = lockAfter() * minute
    if (span === 0 || since !== null) return
    const idle = clock.now() - touchedAt
    // A clock that was set back begins anew.
    if (idle < 0) touchedAt = clock.now()
    timer = clock.after(Math.max(0, span - Math.max(0, idle)), () => {
      timer = null
      const isDue = clock.now() - touchedAt >= lockAfter() * minute
      if (isDue && lockAfter() > 0 && canLock() && lockByItself()) return
      // Nobody could open it: looked at again once the time has passed anew.
      if (isDue) touchedAt = clock.now()
      wait()
    })
  }

  wait()
  return {
    get view() {
      return view()
    },
    lock: () => lock(false),
    open() {
      if (since === null) return
      keep(null)
      touchedAt = clock.now()
      wait()
      changed(null, false)
    },
    touched() {
      // The timer looks at it when its time has come.
      touchedAt = clock.now()
    },
    settingsChanged: wait,
    stop() {
      timer?.cancel()
      timer = null
    },
  }
}
