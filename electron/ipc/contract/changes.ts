import type { AccountView, CheckView, WebhooksView } from './account-views.ts'
import type { BoardRow } from './board-views.ts'
import type { BackupView } from './backup-views.ts'
import type { DiagnosticsView } from './diagnostics-views.ts'
import type { DutyView } from './duty-views.ts'
import type { ReachView } from './reach-views.ts'
import type { AwayView } from './away-views.ts'
import type { StoreTroubleView } from './store-views.ts'
import type { HeldView } from './held-views.ts'
import type { LockView } from './staff-views.ts'
import type { RosterState } from './roster-views.ts'
import type {
  ConnectionView,
  ConversationCounts,
  ConversationView,
  FeedPosition,
  MessageView,
  Mode,
  Settings,
} from './views.ts'

/** Parts of what the screen shows that are read whole again when they changed. */
export const rooms = [
  'board',
  'proposals',
  'people',
  'staff',
  'activity',
  'templates',
  'broadcasts',
  'scheduled',
  'automations',
  'consent',
  'ladders',
] as const

export type Room = (typeof rooms)[number]

/** What the screen can hear. Each is published after the commit that made it, and carries the whole new view. */
export type Change =
  | { readonly type: 'message'; readonly message: MessageView }
  | { readonly type: 'conversation'; readonly conversation: ConversationView }
  | { readonly type: 'counts'; readonly counts: ConversationCounts }
  | { readonly type: 'connection'; readonly connection: ConnectionView }
  | { readonly type: 'settings'; readonly settings: Settings }
  /** How webhooks reach this laptop has changed. */
  | { readonly type: 'reach'; readonly reach: ReachView }
  | { readonly type: 'mode'; readonly mode: Mode }
  /** The window is covered, or (null) open again. */
  | { readonly type: 'lock'; readonly lock: LockView | null }
  /** The disk or the data file is in trouble, or (null) no more. */
  | { readonly type: 'store-trouble'; readonly trouble: StoreTroubleView | null }
  /** What happened while this laptop was away. */
  | { readonly type: 'away'; readonly away: AwayView }
  /** The texts that wait for a person's look. */
  | { readonly type: 'held'; readonly held: HeldView }
  /** A copy was made or begun, or what is known of the copies has changed. */
  | { readonly type: 'backup'; readonly backup: BackupView }
  /** A roster's import goes on, or came to its end. */
  | { readonly type: 'roster'; readonly roster: RosterState }
  | { readonly type: 'account'; readonly account: AccountView }
  /** A test of the account goes on: the whole checklist so far. */
  | { readonly type: 'account-checks'; readonly checks: readonly CheckView[]; readonly testing: boolean }
  /** How the test text fares, whatever store is shown. */
  | { readonly type: 'test-text'; readonly message: MessageView }
  | { readonly type: 'webhooks'; readonly webhooks: WebhooksView }
  /** Another laptop was seen on the live number, or who looks after it has changed. */
  | { readonly type: 'duty'; readonly duty: DutyView }
  /** A check stands otherwise, or the log's switch does. */
  | { readonly type: 'diagnostics'; readonly diagnostics: DiagnosticsView }
  /** All rows of these players on the day's board are these now; null: the whole board is to be read again. */
  | {
      readonly type: 'board'
      readonly day: string
      readonly players: readonly number[] | null
      readonly rows: readonly BoardRow[]
    }
  /** What is shown of these rooms is old: whoever shows it reads it again. */
  | { readonly type: 'stale'; readonly rooms: readonly Room[] }
  /** What came with a message was kept as a file under this name; null: the file could not be written. */
  | { readonly type: 'media-saved'; readonly id: string; readonly name: string | null }
  /** The user asked for a conversation outside the page, by clicking a notification. */
  | { readonly type: 'show-conversation'; readonly conversationId: number }

/** Changes of one turn of the hub. A gap in `seq` or another `epoch` makes the screen read everything again. */
export interface ChangeBatch extends FeedPosition {
  readonly changes: readonly Change[]
}
