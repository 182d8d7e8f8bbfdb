import { useAppState } from '../lib/data.ts'
import { TextField } from '../ui/text-field.tsx'
import { settingsWords } from '../words/settings.ts'
import { CopyButton } from './copy-button.tsx'
import { publicUrlProblem } from './public-url.ts'
import { Facts, Later, Section } from './section.tsx'
import { SettingText } from './setting-text.tsx'
import styles from './webhooks-tab.module.css'

const words = settingsWords.webhooks

/** Where Twilio's console is told to send incoming texts. */
const incomingPath = '/twilio/sms'

export function WebhooksTab() {
  const { mode, webhookAddress, settings } = useAppState()
  const base = settings.publicUrl === '' ? webhookAddress : settings.publicUrl.replace(/\/+$/, '')
  const address = base === null ? '' : base + incomingPath
  return (
    <>
      <Section intro={words.what}>
        <div className={styles.address}>
          <TextField
            label={words.address}
            help={
              settings.publicUrl !== ''
                ? words.addressHelp
                : mode === 'practice'
                  ? words.addressPractice
                  : words.addressLocal
            }
            value={address}
            placeholder={words.notListening}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton text={address} className={styles.copy} />
        </div>
        <SettingText
          label={words.publicUrl}
          help={words.publicUrlHelp}
          value={settings.publicUrl}
          maxLength={300}
          placeholder="https://"
          check={publicUrlProblem}
          patch={(publicUrl) => ({ publicUrl })}
        />
        <Facts facts={[{ name: words.listening, value: webhookAddress ?? words.notListening }]} />
      </Section>
      <Later>{words.later}</Later>
    </>
  )
}
