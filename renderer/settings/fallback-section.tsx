import type { FallbackGuide } from '../../electron/ipc/contract/account-views.ts'
import { TextArea } from '../ui/text-area.tsx'
import { webhookWords } from '../words/webhooks.ts'
import { CheckList } from './check-list.tsx'
import { CopyButton } from './copy-button.tsx'
import { Section } from './section.tsx'
import styles from './webhooks-tab.module.css'

const words = webhookWords.fallback

interface FallbackSectionProps {
  readonly fallback: FallbackGuide
  /** Whether the numbers were read, so that the check says something. */
  readonly known: boolean
}

/** What Twilio answers by itself while this laptop is off: how to set it up, and whether it is. */
export function FallbackSection({ fallback, known }: FallbackSectionProps) {
  return (
    <Section title={words.title} intro={words.intro}>
      {known ? <CheckList checks={[fallback.check]} /> : null}
      <ol className={styles.steps}>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Twiml label={words.sms} text={fallback.smsTwiml} copy={words.copySms} />
      <Twiml label={words.voice} text={fallback.voiceTwiml} copy={words.copyVoice} />
    </Section>
  )
}

function Twiml({ label, text, copy }: { readonly label: string; readonly text: string; readonly copy: string }) {
  return (
    <div className={styles.twiml}>
      <TextArea
        label={label}
        value={text}
        readOnly
        rows={text.split('\n').length + 2}
        className={styles.code}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={text} label={copy} className={styles.copyTwiml} />
    </div>
  )
}
