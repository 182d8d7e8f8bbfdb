import { create } from 'zustand'
import type { Audience, BroadcastDraft, BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { useUi } from '../shell/ui-state.ts'
import { broadcastWords } from '../words/broadcasts.ts'

/** What a new broadcast begins with. */
export interface ComposeStart {
  /** `weather`: everyone here and the weather's template, in one press. */
  readonly kind: 'plain' | 'weather'
  readonly draft?: BroadcastDraft
  readonly name?: string
  /** The broadcast that is said again, or that was not answered. */
  readonly againOf?: string
  /** The planned broadcast that is changed, and when it was to begin (epoch ms). */
  readonly inPlaceOf?: { readonly id: string; readonly sendAt: number | null }
  /** What a given audience is called. */
  readonly audienceLabel?: string
  /** Who gets it, in place of the draft's; without a draft the words are written anew. */
  readonly audience?: Audience
  /** It is spoken on calls. */
  readonly spoken?: boolean
}

interface BroadcastsUi {
  /** Which tab shows. */
  readonly tab: 'broadcasts' | 'templates'
  /** What is being written; null: the list, or a report, shows. A new object is a new beginning. */
  readonly composing: ComposeStart | null
  /** Whose report shows; null: none. */
  readonly reportOf: string | null
  setTab(tab: 'broadcasts' | 'templates'): void
  compose(start: ComposeStart): void
  showReport(id: string): void
  showList(): void
}

/** Where the user is among broadcasts. It lasts as long as the window does, so that a look elsewhere loses no words. */
export const useBroadcastsUi = create<BroadcastsUi>()((set) => ({
  tab: 'broadcasts',
  composing: null,
  reportOf: null,
  setTab: (tab) => set({ tab }),
  compose: (composing) => set({ tab: 'broadcasts', composing, reportOf: null }),
  showReport: (reportOf) => set({ tab: 'broadcasts', composing: null, reportOf }),
  showList: () => set({ tab: 'broadcasts', composing: null, reportOf: null }),
}))

/** Begins a broadcast from wherever the user is. */
export function startBroadcast(start: ComposeStart): void {
  useBroadcastsUi.getState().compose(start)
  useUi.getState().setScreen('broadcasts')
}

/** Changes a broadcast that waits for its time. */
export function editPlanned({ id, sendAt, draft, name }: BroadcastView): void {
  const audienceLabel = broadcastWords.compose.before
  startBroadcast({ kind: 'plain', draft, name, inPlaceOf: { id, sendAt }, audienceLabel })
}

/** Shows the templates from wherever the user is. */
export function openTemplates(): void {
  useBroadcastsUi.getState().setTab('templates')
  useUi.getState().setScreen('broadcasts')
}
