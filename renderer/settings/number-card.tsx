import { ArrowRight, Check, CircleAlert, CircleCheck, Minus, TriangleAlert } from 'lucide-react'
import type { NumberWebhooks, WebhookSetting } from '../../electron/ipc/contract/account-views.ts'
import { cx } from '../ui/cx.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { webhookWords } from '../words/webhooks.ts'
import styles from './number-card.module.css'

const words = webhookWords.numbers

interface NumberCardProps {
  readonly number: NumberWebhooks
  /** Whether there is an address that it could lead to. */
  readonly hasAddress: boolean
}

/** One number: each setting as it is at Twilio, and as it should be where that differs. */
export function NumberCard({ number, hasAddress }: NumberCardProps) {
  return (
    <section className={styles.card} aria-label={number.displayAddress}>
      <header className={styles.header}>
        <h4 className={styles.number} data-numeric>
          {number.displayAddress}
        </h4>
        <Verdict number={number} hasAddress={hasAddress} />
      </header>
      <dl>
        {number.settings.map((setting) => (
          <div key={setting.id} className={styles.setting}>
            <dt>{setting.name}</dt>
            <dd>
              <Value setting={setting} />
            </dd>
          </div>
        ))}
      </dl>
      {number.traps.length === 0 ? null : (
        <ul className={styles.traps}>
          {number.traps.map((trap) => (
            <li key={trap.id} className={styles.trap}>
              <TriangleAlert size={16} aria-hidden />
              {trap.words}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Verdict({ number, hasAddress }: NumberCardProps) {
  if (!number.inUse) {
    return (
      <span className={styles.verdict}>
        <Minus size={16} aria-hidden />
        {words.notInUse}
      </span>
    )
  }
  if (!hasAddress) {
    return (
      <span className={styles.verdict}>
        <Minus size={16} aria-hidden />
        {words.noAddress}
      </span>
    )
  }
  return number.right ? (
    <span className={cx(styles.verdict, styles.right)}>
      <CircleCheck size={16} aria-hidden />
      {words.right}
    </span>
  ) : (
    <span className={cx(styles.verdict, styles.wrong)}>
      <CircleAlert size={16} aria-hidden />
      {words.wrong}
    </span>
  )
}

function Value({ setting }: { readonly setting: WebhookSetting }) {
  const { present, wanted, state } = setting
  const differs = state === 'different' && wanted !== null
  return (
    <>
      <p className={styles.value}>
        {differs || wanted === null ? null : <Check size={16} aria-hidden className={styles.right} />}
        <span data-selectable>{present === '' ? words.empty : present}</span>
        {differs || wanted === null ? null : <VisuallyHidden>, {words.fine}</VisuallyHidden>}
      </p>
      {differs ? (
        <p className={cx(styles.value, styles.wanted)}>
          <ArrowRight size={16} aria-hidden />
          <span className={styles.fine}>{words.wanted}</span>
          <span data-selectable>{wanted === '' ? words.empty : wanted}</span>
        </p>
      ) : null}
    </>
  )
}
