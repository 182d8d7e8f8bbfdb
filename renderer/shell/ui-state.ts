import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const screens = ['inbox', 'checkin', 'broadcasts', 'scheduled', 'people', 'settings'] as const
export type Screen = (typeof screens)[number]
export type DialogName =
  | 'palette'
  | 'help'
  | 'new-message'
  | 'away'
  | 'held'
  | 'walk-up'
  | 'duty'
  | 'handover'
  | 'ladders'

export interface UiState {
  readonly screen: Screen
  readonly conversationId: number | null
  readonly dialog: DialogName | null
  /** What "New message" starts with in its To field; null for empty. */
  readonly newMessageTo: string | null
  /** The family pane beside the thread; it folds away. */
  readonly familyOpen: boolean
  setScreen(screen: Screen): void
  /** Shows a conversation in the inbox, from wherever we are. */
  openConversation(conversationId: number): void
  /** Chooses or leaves a conversation without leaving the present screen. */
  setConversationId(conversationId: number | null): void
  openDialog(dialog: DialogName): void
  closeDialog(): void
  openNewMessage(to?: string | null): void
  setFamilyOpen(open: boolean): void
}

/** What this window shows. Nothing of the store lives here, only where the user is; it outlives a restart. */
export const useUi = create<UiState>()(
  persist(
    (set) => ({
      screen: 'inbox',
      conversationId: null,
      dialog: null,
      newMessageTo: null,
      familyOpen: true,
      setScreen: (screen) => set({ screen, dialog: null }),
      openConversation: (conversationId) => set({ screen: 'inbox', conversationId, dialog: null }),
      setConversationId: (conversationId) => set({ conversationId }),
      openDialog: (dialog) => set({ dialog }),
      closeDialog: () => set({ dialog: null, newMessageTo: null }),
      openNewMessage: (to = null) => set({ screen: 'inbox', dialog: 'new-message', newMessageTo: to }),
      setFamilyOpen: (familyOpen) => set({ familyOpen }),
    }),
    {
      name: 'ptp-ui',
      version: 1,
      partialize: ({ screen, conversationId, familyOpen }) => ({ screen, conversationId, familyOpen }),
    },
  ),
)
