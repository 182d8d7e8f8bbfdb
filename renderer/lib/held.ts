import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { HeldBecause, HeldView, HeldWhich } from '../../electron/ipc/contract/held-views.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { asHubError, callHub } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow, readAtStart } from './connect.ts'
import { addToLook } from './held-look.ts'
import type { Look } from './held-look.ts'
import { uuidV7 } from './uuid.ts'

interface HeldSnapshot {
  /** Null until it was read. */
  readonly held: HeldView | null
  readonly error: HubError | null
  /** While somebody looks: every text that was shown, and what became of it. */
  readonly look: Look | null
  readonly became: ReadonlyMap<string, MessageView>
}

const store = createStore<HeldSnapshot>(() => ({ held: null, error: null, look: null, became: new Map() }))
let changes = 0

function take(held: HeldView): void {
  changes += 1
  store.setState(({ look }) => ({ held, error: null, look: look && addToLook(look, held) }))
}

/** Reads it anew: what changed while nobody looked was not told. */
export async function readHeld(): Promise<void> {
  const before = changes
  try {
    const held = await callHub('held.list', {})
    // A change that came meanwhile is newer.
    if (changes === before) take(held)
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

follow({
  apply(batch: readonly Change[]) {
    const { look, became } = store.getState()
    let next: Map<string, MessageView> | null = null
    for (const change of batch) {
      if (change.type === 'held') take(change.held)
      else if (change.type === 'message' && look?.ids.has(change.message.id)) {
        next ??= new Map(became)
        next.set(change.message.id, change.message)
      }
    }
    if (next) store.setState({ became: next })
  },
  readAgain(fresh) {
    if (fresh) store.setState({ held: null, error: null, look: null, became: new Map() })
    void readHeld()
  },
})
readAtStart(() => void readHeld())

/** The texts that wait for a person's look; null until they were read. */
export function useHeld(): HeldView | null {
  return useStore(store, (snapshot) => snapshot.held)
}

export function useHeldError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

/** What is looked at: it keeps its place until the look is over, whatever becomes of it. */
export function useLook(): Look | null {
  return useStore(store, (snapshot) => snapshot.look)
}

/** What became of a text that was shown; undefined where nothing has been heard. */
export function useBecame(messageId: string): MessageView | undefined {
  return useStore(store, (snapshot) => snapshot.became.get(messageId))
}

/** Somebody begins to look. The returned function ends it. */
export function beginLook(): () => void {
  const { held } = store.getState()
  store.setState({ look: addToLook(null, held), became: new Map() })
  void readHeld()
  return () => store.setState({ look: null, became: new Map() })
}

/** "Send". */
export async function releaseHeld(which: HeldWhich): Promise<void> {
  take(await callHub('held.release', { requestId: uuidV7(), which }))
}

/** "Drop". */
export async function dropHeld(which: HeldWhich): Promise<void> {
  take(await callHub('held.drop', { requestId: uuidV7(), which }))
}

/** "Undo" of a drop. */
export async function takeBackDrop(messageId: string, because: HeldBecause): Promise<void> {
  take(await callHub('held.takeBack', { requestId: uuidV7(), messageId, because }))
}
