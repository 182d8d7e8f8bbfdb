import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { AccountView } from '../../electron/ipc/contract/account-views.ts'
import { Button } from '../ui/button.tsx'
import { twilioWords as words } from '../words/twilio.ts'
import { Notice } from './notice.tsx'
import styles from './twilio-tab.module.css'
import type { SaveOutcome } from './use-credentials.ts'

interface SaveOutcomeNoticeProps {
  readonly account: AccountView
  readonly busy: boolean
  readonly outcome: SaveOutcome | null
  onKeep(): void
}

/** Beside the button how it goes; below it what went wrong, in a place of its own. */
export function SaveOutcomeNotice({ account, busy, outcome, onKeep }: SaveOutcomeNoticeProps) {
  return (
    <>
      <p className={styles.progress} role="status">
        {busy ? (
          <>
            <LoaderCircle size={16} aria-hidden className={styles.turning} />
            {words.testing}
          </>
        ) : (
          <Word account={account} outcome={outcome} />
        )}
      </p>
      {busy || outcome === null ? null : (
        <div className={styles.outcome} role="alert">
          <Trouble account={account} outcome={outcome} onKeep={onKeep} />
        </div>
      )}
    </>
  )
}

function Word({ account, outcome }: Pick<SaveOutcomeNoticeProps, 'account' | 'outcome'>) {
  if (outcome?.kind === 'invalid') {
    return (
      <span className={styles.fault}>
        <CircleAlert size={16} aria-hidden />
        {words.invalid}
      </span>
    )
  }
  if (outcome?.kind === 'kept-untested') return <>{words.keptUntested}</>
  if (outcome?.kind !== 'saved') return null
  return (
    <>
      <CircleCheck size={16} aria-hidden className={styles.ok} />
      {account.source === 'environment' ? words.testedOnly : words.saved}
    </>
  )
}

interface TroubleProps {
  readonly account: AccountView
  readonly outcome: SaveOutcome
  onKeep(): void
}

function Trouble({ account, outcome, onKeep }: TroubleProps) {
  switch (outcome.kind) {
    case 'saved':
    case 'kept-untested':
    case 'invalid':
      return null
    case 'blocked':
      return <p className={styles.fault}>{words.notSaved}</p>
    case 'refused':
      return (
        <Notice meaning="failed" title={words.refused}>
          <p>{outcome.reason}</p>
        </Notice>
      )
    case 'no-answer': {
      const isKept = account.source !== null
      return (
        <Notice
          meaning="attention"
          title={isKept ? words.notAnsweredStored : words.notAnswered}
          actions={
            account.source === 'environment' ? undefined : <Button onClick={onKeep}>{words.keepUntested}</Button>
          }
        >
          <p>{outcome.reason}</p>
        </Notice>
      )
    }
    case 'error':
      return (
        <Notice meaning="failed" title={words.notSaved}>
          <p>{outcome.reason}</p>
        </Notice>
      )
  }
}
