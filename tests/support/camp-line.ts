import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ensureConversation } from '../../db/conversations.ts'
import { attemptsOf } from '../../db/attempts.ts'
import { findMessage } from '../../db/messages.ts'
import type { MessageRow } from '../../db/messages.ts'
import type { Clock } from '../../electron/hub/clock.ts'
import { newId } from '../../electron/hub/ids.ts'
import { startListener } from '../../electron/hub/inbound/listener.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { queueText } from '../../electron/hub/outbox/compose.ts'
import type { TextToQueue } from '../../electron/hub/outbox/compose.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import type { PhoneBehaviour } from '../../electron/hub/practice/voice/types.ts'
import type { PracticeAccount, PracticeTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { defaultSettings } from '../../electron/hub/settings.ts'
import { openWorkspace } from '../../electron/hub/workspace.ts'
import type { Workspace } from '../../electron/hub/workspace.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { Settings } from '../../electron/ipc/contract/views.ts'
import type { AttemptRow } from '../../db/attempts.ts'
import { migrationsDir } from './test-store.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface CampLineOptions {
  readonly clock: Clock
  /** Twilio's own, where it differs from the laptop's. */
  readonly twilioClock?: Clock
  readonly timing?: Partial<PracticeTiming>
  /** Whether the carrier can reach our webhooks. */
  readonly reachable?: boolean
  /** `asked`: the carrier is asked for it, as it is for a live account. */
  readonly isFullAccount?: boolean | 'asked'
  readonly account?: Partial<PracticeAccount>
  /** Texts leave by this Messaging Service of the account; absent: by its number. */
  readonly messagingServiceSid?: string
  /** How phones that are called behave. */
  readonly phones?: PhoneBehaviour
  readonly settings?: Partial<Settings>
  /** Segments a second; absent: as fast as it goes. */
  readonly rate?: number
  /** Hears changes before the test's own list does. */
  readonly publish?: (changes: readonly Change[]) => void
}

/** A real store, outbox, SDK and webhook listener in front of a simulated Twilio: all but the screen. */
export interface CampLine {
  readonly workspace: Workspace
  readonly twilio: PracticeCarrier
  readonly changes: Change[]
  /** What somebody was notified of, in order: the words of each text, or what became of a call. */
  readonly told: string[]
  /** Queues a text to a number, as the screen does; returns its id. */
  text(address: string, body: string, noUseAfter?: number): string
  /** Queues a text that a call is to follow; returns its id. */
  textThenCall(address: string, body: string, plan: NonNullable<TextToQueue['thenCall']>): string
  /** Queues words to be spoken to a number; returns the message's id. */
  call(address: string, body: string, mostCalls?: number, language?: string): string
  message(id: string): MessageRow
  attempts(id: string): readonly AttemptRow[]
  /** Cuts the power: what was committed by now is there afterwards, and nothing later, on the same carrier. */
  crash(): Promise<void>
  /** Ends the hub's side without any courtesy to requests under way, and opens it again on the same store and carrier. */
  restart(whileClosed?: () => void | Promise<void>): Promise<void>
  /** Ends all of it before the test does. */
  stop(): Promise<void>
}

export async function campLine(options: CampLineOptions): Promise<CampLine> {
  const { clock, reachable = true, isFullAccount = true } = options
  const folder = temporaryFolder()
  const twilio = await startPracticeCarrier({
    clock: options.twilioClock ?? clock,
    random: seededRandom(1),
    file: null,
    account: { ...practiceAccount, ...options.account },
    parents: null,
    ...(options.phones ? { phones: options.phones } : {}),
    timing: { ...promptTiming, ...options.timing },
  })
  const changes: Change[] = []
  const told: string[] = []
  let file = join(folder, 'hub.db')
  let crashes = 0
  let workspace = open()
  const listener = await startListener({
    port: 0,
    accounts: () => (workspace.line ? [workspace.line.webhooks] : []),
    clock,
    log: silentLog,
    onRejected: () => undefined,
  })
  connect()
  twilio.setInboundUrl(reachable ? `${listener.address}/twilio/sms` : null)
  twilio.setVoiceUrl(reachable ? `${listener.address}/twilio/voice` : null)
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> => (stopped ??= stopAll())
  onTestFinished(stop)

  async function stopAll(): Promise<void> {
    await workspace.stop(0)
    // Before the listener, which would wait for webhooks that are under way until a clock that stands still cuts them off.
    await twilio.stop()
    await listener.stop()
  }

  function open(): Workspace {
    const opened: Workspace = openWorkspace(
      {
        file,
        migrationsDir,
        backupsDir: join(folder, 'backups'),
        mediaDir: join(folder, 'media'),
        clock,
        random: seededRandom(2),
        log: silentLog,
        defaultCountry: () => 'US',
        settings: () => ({ ...defaultSettings, ...options.settings }),
        publish(published) {
          options.publish?.(published)
          changes.push(...published)
        },
        textArrived: (_conversationId, said) => told.push(said),
        textsCaughtUp: (texts) => told.push(...texts.map(({ body }) => body)),
        laddersWant: () => undefined,
      },
      (self) => self.connection(0, false),
    )
    return opened
  }

  function connect(): void {
    workspace.connect({
      account: { ...twilio.account, messagingServiceSid: options.messagingServiceSid ?? null },
      publicUrl: () => (reachable ? listener.address : null),
      tunnel: () => (reachable ? 'practice' : 'none'),
      ...(isFullAccount === 'asked' ? {} : { isFullAccount }),
      rate: () => options.rate ?? Number.POSITIVE_INFINITY,
    })
  }

  function queue(address: string, body: string, text: Partial<TextToQueue>): string {
    const id = newId(clock.now())
    workspace.store.write((write) => {
      const conversationId = ensureConversation(write.db, 'phone', address, null, write.now)
      queueText(write, {
        id,
        conversationId,
        body,
        author: null,
        origin: 'person',
        replaces: null,
        noUseAfter: null,
        ourNumber: twilio.account.number,
        segments: 1,
        ...text,
      })
    })
    return id
  }

  function message(id: string): MessageRow {
    const row = findMessage(workspace.store.db, id)
    if (!row) throw new Error(`No message ${id}`)
    return row
  }

  return {
    get workspace() {
      return workspace
    },
    twilio,
    changes,
    told,
    text: (address, body, noUseAfter) => queue(address, body, { noUseAfter: noUseAfter ?? null }),
    textThenCall: (address, body, thenCall) => queue(address, body, { thenCall }),
    call: (address, body, mostCalls = 3, language = 'en') =>
      queue(address, body, { segments: 0, call: { language, mostCalls } }),
    message,
    attempts: (id) => attemptsOf(workspace.store.db, message(id).seq),
    async crash() {
      const before = workspace
      crashes += 1
      const copy = join(folder, `hub-${crashes}.db`)
      for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
      file = copy
      // The old one writes into a file that nobody reads any more, and its requests are cut off.
      await before.stop(0)
      workspace = open()
      connect()
    },
    async restart(whileClosed) {
      await workspace.stop(0)
      await whileClosed?.()
      workspace = open()
      connect()
    },
    stop,
  }
}
