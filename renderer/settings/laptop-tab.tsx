import type { ReactNode } from 'react'
import type { NotificationPrivacy, Theme } from '../../electron/ipc/contract/views.ts'
import { useKeysFor } from '../keys/bindings.ts'
import { useAppState } from '../lib/data.ts'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { Switch } from '../ui/switch.tsx'
import { settingsWords } from '../words/settings.ts'
import styles from './laptop-tab.module.css'
import { PracticeSection } from './practice-section.tsx'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import type { Saving } from './use-setting.ts'
import { useSaving } from './use-setting.ts'

const words = settingsWords.laptop

const themes: readonly Theme[] = ['system', 'light', 'dark', 'sunlight']
const privacies: readonly NotificationPrivacy[] = ['name-and-text', 'name', 'nothing']

export function LaptopTab() {
  const { settings, host } = useAppState()
  const theme = useSaving()
  const privacy = useSaving()
  const sounds = useSaving()
  const alarm = useSaving()
  const tray = useSaving()
  const awake = useSaving()
  const themeKeys = useKeysFor('theme.next')
  return (
    <>
      <Section title={words.appearance}>
        <Choice
          label={words.theme}
          help={themeKeys === '' ? words.themeHelp : `${words.themeHelp} ${themeKeys} ${words.nextTheme}`}
          saving={theme}
        >
          <SegmentedRadio
            label={words.theme}
            value={settings.theme}
            segments={themes.map((value) => ({ value, label: words.themes[value] }))}
            onValueChange={(value) => theme.save({ theme: value })}
          />
        </Choice>
      </Section>
      <Section title={words.notifications}>
        <Choice label={words.privacy} help={words.privacyHelp} saving={privacy}>
          <SegmentedRadio
            label={words.privacy}
            value={settings.notificationPrivacy}
            segments={privacies.map((value) => ({ value, label: words.privacies[value] }))}
            onValueChange={(value) => privacy.save({ notificationPrivacy: value })}
          />
        </Choice>
        <Switch
          label={words.sounds}
          help={sounds.error ?? words.soundsHelp}
          checked={settings.sounds}
          aside={<SavedMark shown={sounds.saved} />}
          onCheckedChange={(value) => sounds.save({ sounds: value })}
        />
        <Switch
          label={words.alarm}
          help={alarm.error ?? words.alarmHelp}
          checked={settings.alarmSound}
          aside={<SavedMark shown={alarm.saved} />}
          onCheckedChange={(value) => alarm.save({ alarmSound: value })}
        />
      </Section>
      <Section title={words.closing}>
        <Switch
          label={words.tray}
          help={tray.error ?? (host === 'electron' ? words.trayHelp : words.trayBrowser)}
          checked={settings.keepInTray}
          disabled={host !== 'electron'}
          aside={<SavedMark shown={tray.saved} />}
          onCheckedChange={(value) => tray.save({ keepInTray: value })}
        />
        <Switch
          label={words.awake}
          help={awake.error ?? (host === 'electron' ? words.awakeHelp : words.awakeBrowser)}
          checked={settings.keepAwake}
          disabled={host !== 'electron'}
          aside={<SavedMark shown={awake.saved} />}
          onCheckedChange={(value) => awake.save({ keepAwake: value })}
        />
      </Section>
      <PracticeSection />
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly help: string
  readonly saving: Saving
  readonly children: ReactNode
}

function Choice({ label, help, saving, children }: ChoiceProps) {
  return (
    <div className={styles.choice}>
      <div className={styles.top}>
        <span className={styles.label} aria-hidden>
          {label}
        </span>
        <SavedMark shown={saving.saved} />
      </div>
      {children}
      <p className={saving.error === null ? styles.help : styles.error}>{saving.error ?? help}</p>
    </div>
  )
}
