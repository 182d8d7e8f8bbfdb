import { readSettings, writeSetting } from '../../db/settings.ts'
import type { Settings } from '../ipc/contract/views.ts'
import type { Store } from './store.ts'

/** What holds until somebody chooses otherwise. */
export const defaultSettings: Settings = {
  theme: 'system',
  defaultCountry: 'US',
  notificationPrivacy: 'name',
  sounds: true,
  alarmSound: true,
  keepAwake: false,
  keepInTray: true,
  staffName: '',
  campName: '',
  reachBy: 'own-address',
  ngrokDomain: '',
  publicUrl: '',
  segmentsPerSecond: 0,
  timeZone: new Intl.DateTimeFormat('en').resolvedOptions().timeZone,
  quietFrom: 21 * 60,
  quietUntil: 8 * 60,
  callsGreeting: '',
  callsClosedGreeting: '',
  callsForwardTo: '',
  callsFrom: 8 * 60,
  callsUntil: 18 * 60,
  callTries: 3,
  callVoice: 'woman',
  voicemailDays: 0,
  voicemailKeptAtTwilio: true,
  pricePerSegment: 0.0079,
  lockAfter: 0,
  keyBindings: {},
}

/** What staff chose on this laptop. It is kept in the live store, whatever mode is shown. */
export interface SettingsRoom {
  readonly current: Settings
  /** Which mode the user asked for last; null when nobody has chosen yet. */
  readonly chosenMode: 'practice' | 'live' | null
  update(patch: Partial<Settings>): Settings
  chooseMode(mode: 'practice' | 'live'): void
}

export function openSettings(store: Store): SettingsRoom {
  const stored = readSettings(store.db)
  let current: Settings = { ...defaultSettings, ...pickKnown(stored) }
  let chosenMode: SettingsRoom['chosenMode'] = asMode(stored['mode'])
  return {
    get current() {
      return current
    },
    get chosenMode() {
      return chosenMode
    },
    update(patch) {
      const given = Object.entries(patch).filter(([, value]) => value !== undefined)
      store.write(({ db, now }) => {
        for (const [key, value] of given) writeSetting(db, key, value, now)
      })
      current = { ...current, ...Object.fromEntries(given) }
      return current
    },
    chooseMode(mode) {
      store.write(({ db, now }) => writeSetting(db, 'mode', mode, now))
      chosenMode = mode
    },
  }
}

/** Stored settings that this version knows, by name and by kind. */
function pickKnown(stored: Readonly<Record<string, unknown>>): Partial<Settings> {
  const known = Object.entries(defaultSettings).filter(
    ([key, value]) => key in stored && typeof stored[key] === typeof value,
  )
  return Object.fromEntries(known.map(([key]) => [key, stored[key]])) as Partial<Settings>
}

function asMode(value: unknown): SettingsRoom['chosenMode'] {
  return value === 'practice' || value === 'live' ? value : null
}
