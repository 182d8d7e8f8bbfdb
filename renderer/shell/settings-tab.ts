import { create } from 'zustand'
import { useUi } from './ui-state.ts'

export const settingsTabs = [
  'twilio',
  'webhooks',
  'voice',
  'camp',
  'staff',
  'activity',
  'laptop',
  'keyboard',
  'data',
  'diagnostics',
] as const
export type SettingsTab = (typeof settingsTabs)[number]

/** Which tab of the settings is open; lasts as long as the window. */
export const useSettingsTab = create<{ readonly tab: SettingsTab; setTab(tab: SettingsTab): void }>()((set) => ({
  tab: 'camp',
  setTab: (tab) => set({ tab }),
}))

/** Shows the settings at a tab, from anywhere. */
export function openSettings(tab: SettingsTab): void {
  useSettingsTab.getState().setTab(tab)
  useUi.getState().setScreen('settings')
}
