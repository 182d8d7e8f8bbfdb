import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { AwayView } from '../../electron/ipc/contract/away-views.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import { asHubError, callHub, reportError } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow, readAtStart } from './connect.ts'

interface AwaySnapshot {
  /** Null where this laptop was never away. */
  readonly away: AwayView | null
  readonly error: HubError | null
}

const store = createStore<AwaySnapshot>(() => ({ away: null, error: null }))
let changes = 0

/** Reads it anew: what changed while nobody looked was not told. */
export async function readAway(): Promise<void> {
  const before = changes
  try {
    const away = await callHub('away.summary', {})
    // A change that came meanwhile is newer.
    if (changes === before) store.setState({ away, error: null })
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) {
      if (change.type !== 'away') continue
      changes += 1
      store.setState({ away: change.away, error: null })
    }
  },
  readAgain(fresh) {
    if (fresh) store.setState({ away: null, error: null })
    void readAway()
  },
})
readAtStart(() => void readAway())

/** What happened the last time this laptop was away; null where it never was. */
export function useAway(): AwayView | null {
  return useStore(store, (snapshot) => snapshot.away)
}

export function useAwayError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

/** Whether something happened that nobody has seen yet. */
export function isNews(away: AwayView | null): boolean {
  if (away === null || away.dismissed) return false
  const { texts, wentOut, willGoOut, expired, failed } = away
  return texts + wentOut.count + willGoOut.count + expired.count + failed.count > 0
}

/** Somebody has seen it. */
export function dismissAway(): void {
  callHub('away.dismiss', {}).then(
    (away) => store.setState({ away, error: null }),
    (error: unknown) => reportError('away.dismiss', error),
  )
}
