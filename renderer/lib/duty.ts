import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { DutyView, TakenOver } from '../../electron/ipc/contract/duty-views.ts'
import { callHub, reportError } from './bridge.ts'
import { follow, readAtStart } from './connect.ts'

interface DutySnapshot {
  /** Null until read. */
  readonly duty: DutyView | null
  /** Somebody wants to decide who is on duty, without being asked. */
  readonly opened: boolean
}

const store = createStore<DutySnapshot>(() => ({ duty: null, opened: false }))
let changes = 0

function take(duty: DutyView): void {
  changes += 1
  store.setState({ duty })
}

function read(): void {
  const before = changes
  callHub('duty.state', {}).then(
    (duty) => {
      // A change that came meanwhile is newer.
      if (changes === before) take(duty)
    },
    (error: unknown) => reportError('duty.state', error),
  )
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) if (change.type === 'duty') take(change.duty)
  },
  readAgain: read,
})
readAtStart(read)

/** Whether this laptop looks after the live number; null until read. */
export function useDuty(): DutyView | null {
  return useStore(store, (snapshot) => snapshot.duty)
}

/** Whether the choice between "Take over here" and "Leave it" is to be shown. */
export function useDutyAsked(): boolean {
  return useStore(store, (snapshot) => snapshot.opened || snapshot.duty?.asks === true)
}

/** Shows the choice to whoever asks for it. */
export function askForDuty(): void {
  store.setState({ opened: true })
}

/** Tells what is left to be done. */
export async function takeOverDuty(): Promise<TakenOver['next']> {
  const { duty, next } = await callHub('duty.takeOver', {})
  take(duty)
  store.setState({ opened: false })
  return next
}

export async function stepBackFromDuty(): Promise<void> {
  take(await callHub('duty.stepBack', {}))
  store.setState({ opened: false })
}
