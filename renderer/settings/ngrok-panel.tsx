import { CircleAlert, CircleCheck, CirclePause, Clock, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import type { ReachView, TunnelView } from '../../electron/ipc/contract/reach-views.ts'
import { useVault } from '../lib/account.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { reconnectNow, setAuthtoken } from '../lib/reach.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { useAction } from '../ui/use-action.ts'
import { webhookWords } from '../words/webhooks.ts'
import { domainProblem } from './ngrok-domain.ts'
import { SecretField } from './secret-field.tsx'
import { SettingText } from './setting-text.tsx'
import { VaultPanel } from './vault-panel.tsx'
import styles from './webhooks-tab.module.css'

const words = webhookWords.ngrok

/** The ngrok authtoken and domain, and how the tunnel stands. */
export function NgrokPanel({ reach }: { readonly reach: ReachView }) {
  const { authtoken, tunnel } = reach
  const { ngrokDomain } = useSettings()
  const [typed, setTyped] = useState<string | null>(null)
  const vault = useVault()
  const save = useAction(async (token: string | null) => {
    await setAuthtoken(token)
    setTyped(null)
  })
  const reconnect = useAction(reconnectNow)
  const canSave = typed !== null && typed.trim() !== ''
  const trySave = () => {
    if (canSave) save.run(typed)
  }
  const needsVault = vault?.kind === 'needs-choice' || vault?.kind === 'locked' || vault?.kind === 'unreadable'
  return (
    <>
      <Tunnel
        tunnel={tunnel}
        hasToken={authtoken.set}
        action={
          <Button disabled={reconnect.busy || !authtoken.set} onClick={() => reconnect.run()}>
            {words.reconnect}
          </Button>
        }
      />
      {reconnect.error === null ? null : <p className={styles.error}>{reconnect.error}</p>}
      <SecretField
        label={words.token}
        help={authtoken.fromEnvironment ? words.tokenFromEnvironment : words.tokenHelp}
        error={needsVault ? null : save.error}
        stored={authtoken}
        value={typed}
        covered
        fixed={authtoken.fromEnvironment}
        onValueChange={setTyped}
        onEnter={trySave}
      />
      {needsVault && (typed !== null || save.error !== null) ? <VaultPanel onReady={trySave} /> : null}
      {authtoken.fromEnvironment || (authtoken.set && typed === null) ? null : (
        <div className={styles.buttons}>
          <Button variant="primary" disabled={!canSave || save.busy} onClick={trySave}>
            {words.save}
          </Button>
          {authtoken.set ? (
            <Button disabled={save.busy} onClick={() => save.run(null)}>
              {words.remove}
            </Button>
          ) : null}
        </div>
      )}
      <SettingText
        label={words.domain}
        help={words.domainHelp}
        value={ngrokDomain}
        maxLength={200}
        placeholder="camp-texts.ngrok-free.app"
        check={domainProblem}
        patch={(value) => ({ ngrokDomain: value })}
      />
    </>
  )
}

interface TunnelProps {
  readonly tunnel: TunnelView
  readonly hasToken: boolean
  readonly action: React.ReactNode
}

function Tunnel({ tunnel, hasToken, action }: TunnelProps) {
  const now = useHubMinute()
  return (
    <div className={styles.tunnel}>
      <div className={styles.tunnelWords} role="status">
        {lineOf(tunnel, hasToken, now)}
      </div>
      {action}
    </div>
  )
}

function lineOf(tunnel: TunnelView, hasToken: boolean, now: number) {
  switch (tunnel.kind) {
    case 'off':
      return (
        <p className={cx(styles.line, styles.quiet)}>
          <CirclePause size={18} aria-hidden />
          {hasToken ? words.off : words.needsToken}
        </p>
      )
    case 'connecting':
      return (
        <p className={styles.line}>
          <LoaderCircle size={18} aria-hidden className={styles.turning} />
          {words.connecting}
        </p>
      )
    case 'waiting':
      return (
        <>
          <p className={cx(styles.line, styles.attention)}>
            <Clock size={18} aria-hidden />
            {words.waiting}
          </p>
          <p className={styles.under}>
            {tunnel.reason} {tunnel.remedy}
          </p>
        </>
      )
    case 'up':
      return (
        <>
          <p className={cx(styles.line, styles.ok)}>
            <CircleCheck size={18} aria-hidden />
            {words.up(spokenTime(tunnel.since, now))}
          </p>
          <p className={styles.under} data-selectable>
            {tunnel.url}
          </p>
        </>
      )
    case 'degraded':
      return (
        <>
          <p className={cx(styles.line, styles.attention)}>
            <Clock size={18} aria-hidden />
            {words.degraded}
          </p>
          <p className={styles.under} data-selectable>
            {tunnel.url}
          </p>
        </>
      )
    case 'stopped':
      return (
        <>
          <p className={cx(styles.line, styles.failed)}>
            <CircleAlert size={18} aria-hidden />
            <strong>{`${words.stopped} ${tunnel.reason}`}</strong>
          </p>
          <p className={styles.under}>{tunnel.remedy}</p>
        </>
      )
  }
}
