import { EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FamilyGuardian, FamilyPlayer } from '../../electron/ipc/contract/people-views.ts'
import { callHub, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import styles from './family-pane.module.css'
import { tellAct } from './people-act.ts'

const words = peopleEditWords.noInformation

interface NoInformationProps {
  readonly guardian: FamilyGuardian
  readonly players: readonly FamilyPlayer[]
}

/** Whom a guardian must not hear about (custody), and the way to say so. */
export function NoInformation({ guardian, players }: NoInformationProps) {
  const now = useHubMinute()
  const [asking, setAsking] = useState<FamilyPlayer | null>(null)
  const [reason, setReason] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // The reason is what is asked for next.
  useEffect(() => {
    if (asking !== null) field.current?.focus()
  }, [asking])
  const set = useAction(async (playerId: number, said: string | null) => {
    tellAct(
      await callHub('people.setNoInformation', {
        requestId: uuidV7(),
        guardianId: guardian.id,
        playerId,
        reason: said,
      }),
    )
    setAsking(null)
    setReason('')
  })
  return (
    <div className={styles.noInformation}>
      {players.map((player) => {
        const barred = guardian.noInformation.find(({ playerId }) => playerId === player.id)
        if (barred === undefined) {
          return asking?.id === player.id ? null : (
            <Button
              key={player.id}
              size="small"
              variant="quiet"
              icon={<EyeOff size={14} aria-hidden />}
              onClick={() => setAsking(player)}
            >
              {words.bar(player.firstName)}
            </Button>
          )
        }
        return (
          <div key={player.id} className={styles.line}>
            <span>
              <span className={styles.barred}>
                <EyeOff size={14} aria-hidden />
                {words.barred(player.firstName, barred.reason)}
              </span>
              <span className={styles.fact}> {words.since(barred.staff, spokenTime(barred.since, now))}</span>
            </span>
            <Button size="small" variant="quiet" disabled={set.busy} onClick={() => set.run(player.id, null)}>
              {words.lift}
            </Button>
          </div>
        )
      })}
      {asking === null ? null : (
        <form
          className={styles.bar}
          aria-label={words.bar(asking.firstName)}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '') set.run(asking.id, reason)
          }}
        >
          <p className={styles.name}>{words.bar(asking.firstName)}</p>
          <TextField
            label={words.reason}
            help={words.reasonHelp}
            error={set.error}
            maxLength={500}
            ref={field}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={styles.buttons}>
            <Button size="small" onClick={() => setAsking(null)}>
              {peopleEditWords.cancel}
            </Button>
            <Button size="small" variant="danger" type="submit" disabled={set.busy || reason.trim() === ''}>
              {words.confirm}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
