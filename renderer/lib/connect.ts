import type { Change, ChangeBatch, Room } from '../../electron/ipc/contract/changes.ts'
import type { AppState } from '../../electron/ipc/contract/views.ts'
import { appStore, patchAppState } from './app-store.ts'
import { forgetAhead } from './ahead.ts'
import { asHubError, callHub } from './bridge.ts'
import { setHubClock } from './clock.ts'
import { makeFeed } from './feed.ts'
import { queryClient } from './query-client.ts'

/** A part of the screen's data that follows the hub. */
export interface Follower {
  /** Applies the changes of one batch; must notify its own listeners at most once. */
  apply(changes: readonly Change[]): void
  /** Reads again what it shows: the feed broke, or another mode is shown (`fresh`: nothing shown so far holds). */
  readAgain(fresh: boolean): void
}

const followers: Follower[] = []
const wantedListeners = new Set<(conversationId: number) => void>()

/** Adds a store to those that follow the hub. */
export function follow(follower: Follower): void {
  followers.push(follower)
}

/** Hears which conversation the user asked for outside the page, by clicking a notification. */
export function onConversationWanted(listener: (conversationId: number) => void): () => void {
  wantedListeners.add(listener)
  return () => wantedListeners.delete(listener)
}

const starters: (() => Promise<void> | void)[] = []

/**
 * Runs when the hub is first asked for its state, right behind that question: what is read then is newer than the feed's
 * position, so that no change is missed, and a start waits for one answer instead of three in a row. A promise tells when what
 * the first frame shows was read.
 */
export function readAtStart(starter: () => Promise<void> | void): void {
  starters.push(starter)
}

const changeListeners = new Set<(changes: readonly Change[]) => void>()

/** Hears every applied batch, after the stores: for sounds and announcements, never for data. */
export function onApplied(listener: (changes: readonly Change[]) => void): () => void {
  changeListeners.add(listener)
  return () => changeListeners.delete(listener)
}

/** What a room's change makes old besides the room itself: a proposal ends with a check-in, a family's day is the board's. */
const alsoStale: { readonly [Name in Room]?: readonly string[] } = {
  board: ['proposals', 'family-day'],
  people: ['proposals', 'family-day', 'family'],
}

function apply(batch: ChangeBatch): void {
  const patch: {
    -readonly [Key in 'counts' | 'connection' | 'settings' | 'mode' | 'lock' | 'storeTrouble']?: NonNullable<
      ReturnType<typeof appStore.getState>['state']
    >[Key]
  } = {}
  let patched = false
  for (const change of batch.changes) {
    switch (change.type) {
      case 'counts':
        patch.counts = change.counts
        patched = true
        break
      case 'connection':
        patch.connection = change.connection
        patched = true
        break
      case 'settings':
        patch.settings = change.settings
        patched = true
        break
      case 'mode':
        patch.mode = change.mode
        patched = true
        break
      case 'lock':
        patch.lock = change.lock
        patched = true
        break
      case 'store-trouble':
        patch.storeTrouble = change.trouble
        patched = true
        break
      case 'show-conversation':
        for (const listener of wantedListeners) listener(change.conversationId)
        break
      case 'stale':
        for (const room of change.rooms)
          for (const key of [room, ...(alsoStale[room] ?? [])]) void queryClient.invalidateQueries({ queryKey: [key] })
        break
      case 'message':
      case 'conversation':
      case 'account':
      case 'account-checks':
      case 'away':
      case 'backup':
      case 'board':
      case 'diagnostics':
      case 'duty':
      case 'held':
      case 'media-saved':
      case 'reach':
      case 'roster':
      case 'test-text':
      case 'webhooks':
        // Their stores follow by themselves.
        break
    }
  }
  if (patched) patchAppState(patch)
  for (const follower of followers) follower.apply(batch.changes)
  for (const listener of changeListeners) listener(batch.changes)
}

/** Which store was read last: another mode is another store, and so is one that was put back from a copy. */
let lastStore: string | null = null
const storeOf = ({ mode, restoredAt }: Pick<AppState, 'mode' | 'restoredAt'>): string => `${mode} ${restoredAt ?? ''}`
let reading = 0

/** Reads the app's state and everything shown. A later call makes an earlier one void. */
async function readEverything(): Promise<void> {
  reading += 1
  const mine = reading
  feed.hold()
  try {
    const state = await callHub('system.state', {})
    if (mine !== reading) return
    setHubClock(state.now, state.clockRate)
    const first = lastStore === null
    const store = storeOf(state)
    const fresh = !first && lastStore !== store
    lastStore = store
    appStore.setState({ state, error: null })
    feed.start(state.feed)
    if (first) return
    for (const follower of followers) follower.readAgain(fresh)
    // Answers of another store are not even shown for a moment.
    await (fresh ? queryClient.resetQueries() : queryClient.invalidateQueries())
  } catch (error) {
    if (mine !== reading) return
    // Once something is on screen it stays; the next reconnect reads again.
    if (appStore.getState().state === null) appStore.setState({ error: asHubError(error) })
    else retrySoon()
  }
}

let retryTimer: ReturnType<typeof setTimeout> | undefined

function retrySoon(): void {
  clearTimeout(retryTimer)
  retryTimer = setTimeout(() => void readEverything(), 1_000)
}

const feed = makeFeed(apply, () => void readEverything())
let connected: Promise<unknown> | null = null

/** Starts following the hub, once; resolves when what the first frame shows was read, or could not be. */
export function connectToHub(): Promise<unknown> {
  connected ??= connect()
  return connected
}

function connect(): Promise<unknown> {
  window.ptp.onChanges((batch) => feed.receive(batch))
  let reachableBefore = true
  window.ptp.onReachable((reachable) => {
    if (reachable === reachableBefore) return
    reachableBefore = reachable
    appStore.setState({ reachable })
    if (reachable) void readEverything()
  })
  const readings = [readEverything(), ...starters.map(async (starter) => starter())]
  forgetAhead()
  return Promise.all(readings)
}

/** Reads everything again, for a "Try again" after a failed start. */
export function reconnectToHub(): void {
  appStore.setState({ error: null })
  void readEverything()
}
