import { countConversations, findConversation } from '../../db/conversations.ts'
import { findMessageBySeq } from '../../db/messages.ts'
import { closeStore, openStore } from '../../db/open.ts'
import type { Db } from '../../db/open.ts'
import { countHeld } from '../../db/held.ts'
import { countToCome } from '../../db/broadcasts.ts'
import { countWaiting } from '../../db/outbox.ts'
import type { Change } from '../ipc/contract/changes.ts'
import type { LadderWants } from '../ipc/contract/ladder-views.ts'
import type { ConnectionView, ConversationCounts, Settings, TunnelState } from '../ipc/contract/views.ts'
import { readMark } from './away/record.ts'
import type { Clock, Timer } from './clock.ts'
import { openDay } from './day/day.ts'
import type { Day } from './day/day.ts'
import { textFrom } from './consent/senders.ts'
import { connectLine } from './line.ts'
import type { ArrivalKind, CaughtUpText, Line, LineOptions } from './line.ts'
import type { Log } from './log.ts'
import { createHeldTeller } from './outbox/held-teller.ts'
import { heldView } from './outbox/held-view.ts'
import type { Random } from './random.ts'
import { createSearchIndexer } from './search-indexer.ts'
import { createStaleTeller } from './stale-teller.ts'
import { createStore } from './store.ts'
import type { Store, Touched } from './store.ts'
import type { StoreWatch } from './store-trouble/watch.ts'
import { createTeller } from './teller.ts'
import type { TouchedViews } from './teller.ts'
import { conversationView, messageView } from './views.ts'

/** The screen is told of the last contact once in so many ms. */
const contactPace = 1_000
/** What waits is counted once in so many ms: thousands of commits in a row, as of a broadcast, would count thousands each. */
const countPace = 100

export interface WorkspaceOptions {
  /** Path of the store. */
  readonly file: string
  readonly migrationsDir: string
  readonly backupsDir: string
  /** Folder that fetched pictures go to. */
  readonly mediaDir: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly defaultCountry: () => string
  readonly settings: () => Settings
  /** Hears what the disk or the file refuses; absent: nobody does. */
  readonly watch?: StoreWatch
  /** What changed, after each commit. */
  readonly publish: (changes: readonly Change[]) => void
  /** An inbound text, or a call that nobody took, was stored; `words` are its own, or say what it is without any. */
  readonly textArrived: (conversationId: number, words: string, kind: ArrivalKind) => void
  /** Texts that arrived while nobody could reach this laptop were stored, oldest first. */
  readonly textsCaughtUp: (texts: readonly CaughtUpText[]) => void
  /** A ladder newly wants a person. */
  readonly laddersWant: (wants: keyof LadderWants, players: number) => void
}

/** One store with all that works on it. The hub has one for live and, while it is wanted, one for practice. */
export interface Workspace {
  readonly store: Store
  /** Folder with the files of its media. */
  readonly mediaDir: string
  readonly line: Line | null
  /** What goes on by itself on a camp's day. */
  readonly day: Day
  /** Connects an account; the one before must have been disconnected. */
  connect(options: LineOptions): Line
  /** Ends the work with the account; texts wait in the store. */
  disconnect(deadline: number): Promise<void>
  counts(): ConversationCounts
  connection(rejectedWebhooks: number, practiceNetworkDown: boolean): ConnectionView
  /** Tells the screen of the connection's present state. */
  connectionChanged(): void
  stop(deadline: number): Promise<void>
}

/** The first thing read of a store may meet damage: a store that is given up must not stay open. */
function readOrClose<Value>(db: Db, read: (db: Db) => Value): Value {
  try {
    return read(db)
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens a store and what works on it. @throws {StoreError} where the store cannot be opened. */
export function openWorkspace(
  options: WorkspaceOptions,
  describeConnection: (workspace: Workspace) => ConnectionView,
): Workspace {
  const { clock, random, log } = options
  const db = openStore({ ...options, now: clock.now() })
  const store = createStore(db, clock, committed, options.watch?.guard(db), () => options.settings().timeZone)
  let line: Line | null = null
  let tunnel: () => TunnelState = () => 'none'
  let lastCounts = readOrClose(db, countConversations)
  let lastConnection = ''
  /** When the carrier last answered before this start. */
  let lastContactBefore: number | null = null
  let isClosed = false
  let countedAt = Number.NEGATIVE_INFINITY
  let countSoon: Timer | null = null

  const held = createHeldTeller({
    db,
    clock,
    view: () => heldView(db, options.defaultCountry()),
    changed: (view) => tell(() => options.publish([{ type: 'held', held: view }])),
  })

  const stale = createStaleTeller(clock, (rooms) => tell(() => options.publish([{ type: 'stale', rooms }])))

  const teller = createTeller(clock, (views) => tell(() => publishTouched(views)))

  /** What was committed stays committed, whatever becomes of telling it. */
  function committed(touched: Touched): void {
    if (touched.wakeOutbox) line?.outbox.wake()
    if (touched.wakeMedia) line?.media.wake()
    tell(() => line?.away.touched(touched))
    tell(() => held.touched())
    tell(() => day.committed(touched))
    stale.touched(touched.stale)
    indexer.committed(touched)
    teller.committed(touched)
    // What of a broadcast is still to come counts among what waits here.
    if (touched.stale.has('broadcasts')) tell(tellOfContact)
  }

  /** Whoever is told may fail at hearing it; what is told of has happened all the same. */
  function tell(work: () => void): void {
    try {
      work()
    } catch (error) {
      log.error('change-not-told', { error })
    }
  }

  /** Reads the new views and publishes them together. */
  function publishTouched(touched: TouchedViews): void {
    const changes: Change[] = []
    const conversations = new Set(touched.conversations)
    for (const seq of touched.messages) {
      const row = findMessageBySeq(db, seq)
      if (!row) continue
      conversations.add(row.conversation_id)
      changes.push({ type: 'message', message: messageView(row) })
    }
    for (const id of conversations) {
      const row = findConversation(db, id)
      if (row) changes.push({ type: 'conversation', conversation: conversationView(row, options.defaultCountry()) })
    }
    const counts = countConversations(db)
    if (
      counts.unread !== lastCounts.unread ||
      counts.needsReply !== lastCounts.needsReply ||
      counts.failed !== lastCounts.failed
    ) {
      lastCounts = counts
      changes.push({ type: 'counts', counts })
    }
    options.publish([...changes, ...pacedConnectionChange()])
  }

  /** What waits is counted for it, which takes the longer the more there is. */
  function tellOfContact(): void {
    if (!isClosed) options.publish(pacedConnectionChange())
  }

  /** The first of many at once, and the last. */
  function pacedConnectionChange(): readonly Change[] {
    if (countSoon) return []
    const since = clock.now() - countedAt
    if (since < 0 || since >= countPace) {
      countedAt = clock.now()
      return connectionChange()
    }
    countSoon = clock.after(countPace - since, () => {
      countSoon = null
      countedAt = clock.now()
      workspace.connectionChanged()
    })
    return []
  }

  function connectionChange(): readonly Change[] {
    const connection = describeConnection(workspace)
    // The last contact moves with every answer; the screen hears of it at `contactPace`.
    const contact = Math.floor((connection.lastContactAt ?? 0) / contactPace)
    const text = JSON.stringify({ ...connection, lastContactAt: contact })
    if (text === lastConnection) return []
    lastConnection = text
    return [{ type: 'connection', connection }]
  }

  const indexer = createSearchIndexer(store, clock, log)

  const day = openDay({
    store,
    mediaDir: options.mediaDir,
    clock,
    random,
    log,
    settings: options.settings,
    publish: (changes) => tell(() => options.publish(changes)),
    laddersWant: (wants, players) => tell(() => options.laddersWant(wants, players)),
    line: () => line,
  })

  const workspace: Workspace = {
    store,
    day,
    mediaDir: options.mediaDir,
    get line() {
      return line
    },
    counts: () => (lastCounts = countConversations(db)),
    connect(lineOptions) {
      tunnel = lineOptions.tunnel
      lastContactBefore = readMark(db)?.at ?? null
      textFrom(store, lineOptions.account)
      line = connectLine(
        {
          store,
          clock,
          random,
          log,
          mediaDir: options.mediaDir,
          textArrived: (conversationId, body, kind) => tell(() => options.textArrived(conversationId, body, kind)),
          textsCaughtUp: (texts) => tell(() => options.textsCaughtUp(texts)),
          awayChanged: (away) => tell(() => options.publish([{ type: 'away', away }])),
          defaultCountry: options.defaultCountry,
          settings: options.settings,
          changed: () => workspace.connectionChanged(),
          answered: () => tell(tellOfContact),
        },
        lineOptions,
      )
      line.start()
      return line
    },
    async disconnect(deadline) {
      const ended = line
      line = null
      await ended?.stop(deadline)
      workspace.connectionChanged()
    },
    connection: (rejectedWebhooks, practiceNetworkDown) => ({
      link: line?.link.state ?? 'unknown',
      tunnel: tunnel(),
      lastContactAt: line?.link.lastProofAt ?? lastContactBefore,
      // A broadcast feeds the outbox by the handful: the rest of it waits here as well.
      waiting: countWaiting(db) + countToCome(db),
      leaving: line?.leaving() ?? { count: 0, takes: null },
      held: countHeld(db),
      paused: line?.outbox.paused ?? null,
      rejectedWebhooks,
      practiceNetworkDown,
    }),
    connectionChanged() {
      // A request that is cut off by the stop may still speak of the link.
      if (!isClosed) tell(() => options.publish(connectionChange()))
    },
    async stop(deadline) {
      await day.stop()
      await line?.stop(deadline)
      countSoon?.cancel()
      stale.stop()
      indexer.stop()
      teller.stop()
      held.stop()
      isClosed = true
      options.watch?.forget(db)
      closeStore(db)
    },
  }
  return workspace
}
