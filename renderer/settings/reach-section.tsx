import type { ReachView } from '../../electron/ipc/contract/reach-views.ts'
import type { Settings } from '../../electron/ipc/contract/views.ts'
import { useSettings } from '../lib/data.ts'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { webhookWords } from '../words/webhooks.ts'
import { Notice } from './notice.tsx'
import { NgrokPanel } from './ngrok-panel.tsx'
import { publicUrlProblem } from './public-url.ts'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import { SettingText } from './setting-text.tsx'
import { useSaving } from './use-setting.ts'
import styles from './webhooks-tab.module.css'

const words = webhookWords.reach
type Way = Settings['reachBy']
const ways: readonly Way[] = ['ngrok', 'own-address', 'nothing']

interface ReachSectionProps {
  readonly reach: ReachView
  /** The listener's own address on this laptop. */
  readonly listener: string | null
}

/** The three ways to be reached, and what each needs. */
export function ReachSection({ reach, listener }: ReachSectionProps) {
  const { reachBy, publicUrl } = useSettings()
  const choice = useSaving()
  const fromEnvironment = reach.source === 'environment' || reach.authtoken.fromEnvironment
  const shown: Way = reach.source === 'ngrok' ? 'ngrok' : reachBy
  return (
    <Section title={words.title}>
      {fromEnvironment ? <Notice meaning="info" title={words.fromEnvironment} /> : null}
      <div className={styles.choice}>
        <div className={styles.choiceTop}>
          <span className={styles.label} aria-hidden>
            {words.name}
          </span>
          <SavedMark shown={choice.saved} />
        </div>
        <SegmentedRadio
          label={words.name}
          value={shown}
          segments={ways.map((value) => ({ value, label: words.ways[value], disabled: fromEnvironment }))}
          onValueChange={(value) => choice.save({ reachBy: value })}
        />
        <p className={choice.error === null ? styles.help : styles.error}>{choice.error ?? words.helps[shown]}</p>
      </div>
      {shown === 'ngrok' ? <NgrokPanel reach={reach} /> : null}
      {shown === 'own-address' ? (
        <>
          <SettingText
            label={webhookWords.publicAddress.label}
            help={webhookWords.publicAddress.help}
            value={publicUrl}
            maxLength={300}
            placeholder="https://"
            check={publicUrlProblem}
            patch={(value) => ({ publicUrl: value })}
          />
          {listener === null ? null : (
            <p className={styles.help} data-selectable>
              {words.listening(listener)}
            </p>
          )}
        </>
      ) : null}
    </Section>
  )
}
