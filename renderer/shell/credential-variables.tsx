import { shellWords } from '../words/shell.ts'
import styles from './credential-variables.module.css'

const words = shellWords.notSetUp

const variables: readonly { readonly name: string; readonly meaning: string }[] = [
  { name: 'PTP_TWILIO_ACCOUNT_SID', meaning: words.sid },
  { name: 'PTP_TWILIO_AUTH_TOKEN', meaning: words.token },
  { name: 'PTP_TWILIO_NUMBER', meaning: words.number },
]

/** The environment variables that give the app its Twilio account. */
export function CredentialVariables() {
  return (
    <dl className={styles.list}>
      {variables.map(({ name, meaning }) => (
        <div key={name} className={styles.row}>
          <dt>
            <code data-selectable>{name}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
