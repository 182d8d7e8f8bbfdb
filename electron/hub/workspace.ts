import { countConversations, findConversation } from '../../db/conversations.ts'
import { findMessageBySeq } from '../../db/messages.ts'
import { closeStore, openStore } from '../../db/open.ts'
import { countWaiting } from '../../db/outbox.ts'
import type { Change } from '../ipc/contract/changes.ts'
import type { ConnectionView, ConversationCounts, TunnelState } from '../ipc/contract/views.ts'
import { knowAccountKind } from './carrier/account-kind.ts'
import { createCarrier } from './carrier/twilio-carrier.ts'
import type { Carrier, CarrierAccount } from './carrier/types.ts'
import type { Clock, Timer } from './clock.ts'
import type { WebhookAccount } from './inbound/types.ts'
import { receiveText } from './inbound/receive.ts'
import { createLink } from './link/link.ts'
import { createProbe } from './link/probe.ts'
import type { Link } from './link/types.ts'
import type { Log } from './log.ts'
import { hearCallback } from './outbox/carrier-word.ts'
import { createOutbox } from './outbox/outbox.ts'
import type { Outbox } from './outbox/outbox.ts'
import { createPacer } from './outbox/pacer.ts'
import type { Random } from './random.ts'
import { createStore } from './store.ts'
import type { Store, Touched } from './store.ts'
import { conversationView, messageView } from './views.ts'

/** The screen is told of the last contact once in so many ms. */
const contactPace = 1_000
const warmUpAfter = 3_000

export interface WorkspaceOptions {
  /** Path of the store. */
  readonly file: string
  readonly migrationsDir: string
  readonly backupsDir: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly defaultCountry: () => string
  /** What changed, after each commit. */
  readonly publish: (changes: readonly Change[]) => void
  /** An inbound text was stored. */
  readonly textArrived: (conversationId: number, body: string) => void
}

/** What an account adds to a store: the way out, the outbox, and where its webhooks go. */
export interface Line {
  readonly account: CarrierAccount
  readonly carrier: Carrier
  readonly link: Link
  readonly outbox: Outbox
  readonly webhooks: WebhookAccount
}

export interface LineOptions {
  readonly account: CarrierAccount
  /** Public base URL of the webhook listener, or null while there is none. */
  readonly publicUrl: () => string | null
  readonly tunnel: () => TunnelState
  /** Whether the account is full, not trial: its list holds every text as it was sent. Absent: the carrier is asked. */
  readonly isFullAccount?: boolean
  /** Segments per second of the sender. */
  readonly rate: number
}

/** One store with all that works on it. The hub has one for live and, while it is wanted, one for practice. */
export interface Workspace {
  readonly store: Store
  readonly line: Line | null
  connect(options: LineOptions): Line
  counts(): ConversationCounts
  connection(rejectedWebhooks: number, practiceNetworkDown: boolean): ConnectionView
  /** Tells the screen of the connection's present state. */
  connectionChanged(): void
  stop(deadline: number): Promise<void>
}

/** Opens a store and what works on it. @throws {StoreError} where the store cannot be opened. */
export function openWorkspace(
  options: WorkspaceOptions,
  describeConnection: (workspace: Workspace) => ConnectionView,
): Workspace {
  const { clock, random, log } = options
  const db = openStore({ ...options, now: clock.now() })
  const store = createStore(db, clock, committed)
  let line: Line | null = null
  let tunnel: () => TunnelState = () => 'none'
  let lastCounts = countConversations(db)
  let lastConnection = ''
  let isClosed = false
  let warmUp: Timer | null = null

  /** What was committed stays committed, whatever becomes of telling it. */
  function committed(touched: Touched): void {
    if (touched.wakeOutbox) line?.outbox.wake()
    tell(() => publishTouched(touched))
  }

  /** Whoever is told may fail at hearing it; what is told of has happened all the same. */
  function tell(work: () => void): void {
    try {
      work()
    } catch (error) {
      log.error('change-not-told', { error })
    }
  }

  /** Reads the new views once per commit and publishes them together. */
  function publishTouched(touched: Touched): void {
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
    options.publish([...changes, ...connectionChange()])
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

  const workspace: Workspace = {
    store,
    get line() {
      return line
    },
    counts: () => (lastCounts = countConversations(db)),
    connect({ account, publicUrl, isFullAccount, rate, ...rest }) {
      tunnel = rest.tunnel
      const link = createLink({ clock, random, log, probe: createProbe({ account, clock }) })
      const carrier = createCarrier({ account, clock, link, log })
      const kind = knowAccountKind(carrier, clock)
      const outbox = createOutbox({
        store,
        carrier,
        link,
        clock,
        random,
        pacer: createPacer(rate),
        log,
        statusCallback: (attemptId) => {
          const base = publicUrl()
          return base === null ? null : `${base}/twilio/status?a=${attemptId}`
        },
        mayResend: () => account.messagingServiceSid === null && (isFullAccount ?? kind.isFull()),
        pausedChanged: () => workspace.connectionChanged(),
      })
      const webhooks: WebhookAccount = {
        accountSid: account.accountSid,
        authTokens: [account.authToken],
        publicUrl,
        sink: {
          text: async (text) => {
            const received = await store.writeSoon((write) => receiveText(write, text))
            if (received) tell(() => options.textArrived(received.conversationId, text.body))
          },
          status: ({ errorMessage, ...update }) =>
            store.writeSoon((write) => hearCallback(write, { ...update, errorText: errorMessage })),
        },
      }
      link.onChange(() => workspace.connectionChanged())
      link.onProof(() => workspace.connectionChanged())
      // The SDK takes 90 to 200 ms to load: in a quiet moment after the start, not when the first text leaves.
      warmUp = clock.after(warmUpAfter, () => carrier.warmUp())
      line = { account, carrier, link, outbox, webhooks }
      link.start()
      outbox.start()
      return line
    },
    connection: (rejectedWebhooks, practiceNetworkDown) => ({
      link: line?.link.state ?? 'unknown',
      tunnel: tunnel(),
      lastContactAt: line?.link.lastProofAt ?? null,
      waiting: countWaiting(db),
      paused: line?.outbox.paused ?? null,
      rejectedWebhooks,
      practiceNetworkDown,
    }),
    connectionChanged() {
      // A request that is cut off by the stop may still speak of the link.
      if (!isClosed) tell(() => options.publish(connectionChange()))
    },
    async stop(deadline) {
      warmUp?.cancel()
      const { outbox, link, carrier } = line ?? {}
      await outbox?.stop(deadline, () => carrier?.close())
      link?.stop()
      carrier?.close()
      isClosed = true
      closeStore(db)
    },
  }
  return workspace
}
