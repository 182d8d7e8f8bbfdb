import type { ChangeBatch } from '../ipc/contract/changes.ts'
import type { Handlers } from '../ipc/contract/handlers.ts'
import type { Clock } from './clock.ts'
import type { CopierProcess } from './backup/copier.ts'
import type { InspectorProcess } from './diagnostics/inspection.ts'
import type { HubEnvironment } from './environment.ts'
import type { DebugSwitch, Log } from './log.ts'
import type { StoredMedia } from './media/stored.ts'
import type { HubNotification } from './notification.ts'
import type { Random } from './random.ts'
import type { KeychainProcess } from './secrets/os-keychain.ts'
import type { TunnelProcess } from './tunnel/types.ts'

/** What a host hands in. */
export interface HubOptions {
  readonly dataDir: string
  readonly host: 'electron' | 'browser'
  readonly version: string
  readonly platform: string
  readonly environment: HubEnvironment
  /** Folder with the numbered migrations. */
  readonly migrationsDir: string
  /** Shows a notification; what it may say was decided here. */
  readonly notify: (notification: HubNotification) => void
  readonly log: Log & Partial<DebugSwitch>
  /** Starts a program of ours in a process of its own. */
  readonly spawn: {
    readonly tunnel: () => TunnelProcess
    readonly keychain: () => KeychainProcess
    readonly inspector: () => InspectorProcess
    readonly copier: () => CopierProcess
  }
  /** Shows the system's own dialog to choose a folder or a copy; null where nothing was chosen. Absent: there is none. */
  readonly browse?: (what: 'folder' | 'copy') => Promise<string | null>
  /** Ends this hub and begins another one on the same folder, whose store is another now. Absent: the next start does. */
  readonly renew?: () => void
  readonly clock?: Clock
  readonly random?: Random
}

export type LinkHint = 'resume' | 'suspend' | 'online' | 'offline' | 'network-change'

/** The program: everything the app does, without a window. Hosted by Electron, by the browser host and by tests. */
export interface Hub {
  readonly handlers: Handlers
  /** An error reached the host that nobody took: where the store's disk or file is at fault, the hub looks after it. */
  storeFailed(error: unknown): void
  subscribe(listener: (batch: ChangeBatch) => void): () => void
  /** The webhook listener's address on this machine. */
  readonly webhookAddress: string | null
  /** Conversations that stand out as unread. */
  unreadCount(): number
  onUnreadCount(listener: () => void): () => void
  /** Whether the laptop should not fall asleep now: a broadcast runs, or these are camp hours and it was asked for. */
  keepsAwake(): boolean
  /** Texts that wait on this laptop to be taken by the carrier. */
  waitingCount(): number
  /** A picture or other media that is here, by the name the page knows it by; null where there is none. */
  media(id: string): StoredMedia | null
  /** Tells the screen under which name somebody kept a media; null: that could not be written. */
  mediaSaved(id: string, name: string | null): void
  /** Asks the screen to show a conversation, as after a click on its notification. */
  showConversation(id: number): void
  /** The machine slept, woke, or its network changed. */
  linkHint(kind: LinkHint): void
  /** Takes no more texts, waits for requests under way at most `deadline` ms, and closes everything. */
  stop(deadline: number): Promise<void>
}
