import { useQuery } from '@tanstack/react-query'
import type { AutomationView } from '../../electron/ipc/contract/automation-views.ts'
import { campTime } from '../lib/camp-time.ts'
import { asHubError, callHub, useHubMinute, useSettings } from '../lib/data.ts'
import { automationWords } from '../words/automations.ts'
import styles from './automations.module.css'

const words = automationWords.dry

/** Whom it would text and how, and who is left out and why. */
export function DryRunPane({ automation }: { readonly automation: AutomationView }) {
  const { id, name } = automation
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const dry = useQuery({
    queryKey: ['automations', 'dry-run', id, automation.templateId, automation.settings],
    queryFn: () => callHub('automations.dryRun', { id }),
    // The board moves on while it is open; it is tried anew each time.
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <section className={styles.pane} aria-label={words.label(name)}>
      {dry.error !== null ? (
        <p className={styles.failed} role="alert">
          {automationWords.failed} {asHubError(dry.error).message}
        </p>
      ) : dry.data === undefined ? (
        <p role="status">{words.reading}</p>
      ) : (
        <>
          <p role="status" className={styles.would}>
            {dry.data.nobody ??
              words.would(
                dry.data.families,
                dry.data.count,
                dry.data.at === null ? null : campTime(dry.data.at, now, zone),
              )}
          </p>
          <ul className={styles.texts}>
            {dry.data.texts.map((text, index) => (
              <li key={index}>
                <span className={styles.to}>
                  {text.to}
                  {text.players.length === 0 ? '' : `, ${words.about(text.players.join(', '))}`}
                </span>
                <span dir="auto">{text.body}</span>
              </li>
            ))}
          </ul>
          {dry.data.count > dry.data.texts.length ? <p>{words.more(dry.data.count - dry.data.texts.length)}</p> : null}
          {dry.data.leftOutCount === 0 ? null : (
            <>
              <p className={styles.would}>{words.left(dry.data.leftOutCount)}</p>
              <ul className={styles.texts}>
                {dry.data.leftOut.map((one, index) => (
                  <li key={index}>
                    <span className={styles.to}>
                      {[one.name, one.players.length === 0 ? '' : words.about(one.players.join(', '))]
                        .filter((part) => part !== '')
                        .join(', ')}
                    </span>
                    <span>{one.reason}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  )
}
