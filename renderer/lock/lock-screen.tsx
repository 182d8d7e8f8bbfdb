import { Lock } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LockScreenView } from '../../electron/ipc/contract/staff-views.ts'
import { linkIsDown } from '../inbox/state-display.ts'
import { asHubError, callHub, useAppState, useHubMinute } from '../lib/data.ts'
import { looksLikePin, useLockScreen } from '../lib/staff.ts'
import { spokenTime } from '../lib/time.ts'
import { applyTheme } from '../shell/theme.ts'
import { useUi } from '../shell/ui-state.ts'
import { ForgottenPin } from '../staff/forgotten-pin.tsx'
import { NewPinAsked } from '../staff/new-pin-asked.tsx'
import { PinField } from '../staff/pin-field.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Select } from '../ui/select.tsx'
import { useAction } from '../ui/use-action.ts'
import { staffWords } from '../words/staff.ts'
import styles from './lock-screen.module.css'

const words = staffWords.lock

/** The cover: how much is urgent, and a PIN that opens it. */
export function LockScreen({ since }: { readonly since: number }) {
  const { counts, connection, settings } = useAppState()
  const now = useHubMinute()
  const cover = useLockScreen(`${counts.failed} ${counts.needsReply} ${connection.waiting} ${connection.held} ${now}`)
  useEffect(() => applyTheme(settings.theme), [settings.theme])
  return (
    <main className={styles.cover}>
      <section className={styles.card} aria-labelledby="lock-title">
        <header className={styles.head}>
          <Lock size={24} aria-hidden />
          <h1 id="lock-title" className={styles.title}>
            {words.title}
          </h1>
        </header>
        <p className={styles.since}>{words.since(spokenTime(since, now))}</p>
        {cover.data === undefined ? null : <Urgent cover={cover.data} isOffline={linkIsDown(connection.link)} />}
        {cover.data !== undefined ? (
          <Opening cover={cover.data} reread={() => void cover.refetch()} />
        ) : cover.error === null ? null : (
          <ErrorNotice
            title={words.unreadable}
            details={asHubError(cover.error).message}
            onRetry={() => void cover.refetch()}
          />
        )}
      </section>
    </main>
  )
}

/** "3 missing · 2 failed": what cannot wait, naming nobody. */
function Urgent({ cover, isOffline }: { readonly cover: LockScreenView; readonly isOffline: boolean }) {
  const serious = [
    cover.director > 0 ? words.director(cover.director) : null,
    cover.missing > 0 ? words.missing(cover.missing) : null,
    cover.failed > 0 ? words.failed(cover.failed) : null,
  ].filter((part) => part !== null)
  const others = [
    cover.uncertain > 0 ? words.uncertain(cover.uncertain) : null,
    cover.held > 0 ? words.held(cover.held) : null,
    cover.late > 0 ? words.late(cover.late) : null,
    cover.needsReply > 0 ? words.needsReply(cover.needsReply) : null,
    isOffline ? words.offline : null,
  ].filter((part) => part !== null)
  return (
    <div role="status" aria-label={words.urgent} className={styles.counts}>
      {serious.length === 0 ? null : <p className={styles.urgent}>{serious.join(' · ')}</p>}
      {others.length === 0 ? null : <p>{others.join(' · ')}</p>}
      {serious.length + others.length === 0 ? <p>{words.nothing}</p> : null}
    </div>
  )
}

function Opening({ cover, reread }: { readonly cover: LockScreenView; reread(): void }) {
  const { onDutyId, passphraseHelps, people } = cover
  const helpers = people.filter((one) => one.hasPin)
  const [chosen, setChosen] = useState<number | null>(null)
  const [pin, setPin] = useState('')
  const [forgot, setForgot] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const member =
    helpers.find((one) => one.id === chosen) ?? helpers.find((one) => one.id === onDutyId) ?? helpers[0] ?? null
  useEffect(() => field.current?.focus(), [])
  const open = useAction(async () => {
    if (member === null) return
    try {
      if (!looksLikePin(pin)) throw new Error(staffWords.pin.shape)
      await callHub('staff.unlock', { staffId: member.id, pin })
      // Somebody else takes over: what waits is the first thing they see.
      if (member.id !== onDutyId) useUi.getState().openDialog('handover')
    } catch (error) {
      setPin('')
      field.current?.focus()
      throw error
    }
  })
  if (member === null) return <p>{words.unreadable}</p>
  return (
    <div className={styles.form}>
      <NewPinAsked people={people} />
      <Select
        label={words.who}
        value={String(member.id)}
        options={helpers.map((one) => ({ value: String(one.id), label: one.name }))}
        onValueChange={(value) => {
          setChosen(Number(value))
          setPin('')
          field.current?.focus()
        }}
      />
      <PinField ref={field} value={pin} error={open.error} onValueChange={setPin} onEnter={() => open.run()} />
      <div className={styles.actions}>
        <Button variant="primary" disabled={open.busy} onClick={() => open.run()}>
          {words.open}
        </Button>
        <Button variant="quiet" aria-expanded={forgot} onClick={() => setForgot(!forgot)}>
          {staffWords.forgot.button}
        </Button>
      </div>
      {forgot ? (
        <ForgottenPin
          key={member.id}
          member={member}
          people={people}
          passphraseHelps={passphraseHelps}
          onDone={reread}
        />
      ) : null}
    </div>
  )
}
