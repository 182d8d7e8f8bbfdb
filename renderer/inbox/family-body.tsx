import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FamilyDayView } from '../../electron/ipc/contract/proposals-views.ts'
import type { ConversationView, FamilyView } from '../../electron/ipc/contract/views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { inboxWords } from '../words/inbox.ts'
import { FamilyNotesOf } from './family-notes-of.tsx'
import styles from './family-panel.module.css'
import { FamilyPlayer } from './family-player.tsx'

const words = inboxWords.family

interface FamilyBodyProps {
  readonly conversation: ConversationView
  /** Shown until the family was read. */
  readonly waits: ReactNode
  onOpenAddress(address: string): void
}

/** The family at a number and its day: the players, what can be put down for each, the guardians, and what staff noted. */
export function FamilyBody({ conversation: { id, address }, waits, onOpenAddress }: FamilyBodyProps) {
  const family = useQuery({
    queryKey: ['family', id],
    queryFn: () => callHub('people.family', { conversationId: id }),
  })
  const day = useQuery({
    queryKey: ['family-day', id],
    queryFn: () => callHub('family.day', { conversationId: id }),
  })
  const failed = family.isError ? family : day.isError ? day : null
  if (failed !== null)
    return (
      <ErrorNotice
        title={words.unreadable.title}
        details={asHubError(failed.error).details ?? asHubError(failed.error).message}
        onRetry={() => {
          void family.refetch()
          void day.refetch()
        }}
      >
        {words.unreadable.meaning}
      </ErrorNotice>
    )
  if (family.data === undefined || day.data === undefined) return waits
  return <Family family={family.data} day={day.data} address={address} onOpenAddress={onOpenAddress} />
}

function Family({
  family: { guardians, players },
  day,
  address,
  onOpenAddress,
}: {
  readonly family: FamilyView
  readonly day: FamilyDayView
  readonly address: string
  onOpenAddress(address: string): void
}) {
  if (guardians.length === 0 && players.length === 0) {
    return (
      <EmptyState icon={<Users size={28} />} title={words.unknown.title} headingLevel={3}>
        {words.unknown.body}
      </EmptyState>
    )
  }
  const rows = day.players.flatMap((one) => one.rows)
  const families = [...new Set(day.players.map(({ familyId }) => familyId))]
  return (
    <>
      {players.length === 0 ? null : (
        <section className={styles.section}>
          <h3 className={styles.heading}>{words.players}</h3>
          <ul className={styles.list}>
            {players.map((player) => (
              <FamilyPlayer
                key={player.id}
                player={player}
                day={day.players.find(({ playerId }) => playerId === player.id)}
                familyRows={rows}
              />
            ))}
          </ul>
        </section>
      )}
      {guardians.length === 0 ? null : (
        <section className={styles.section}>
          <h3 className={styles.heading}>{words.guardians}</h3>
          <ul className={styles.list}>
            {guardians.map((guardian) => (
              <li key={guardian.id}>
                {guardian.address === address ? (
                  <div className={styles.guardian} aria-current="true">
                    <GuardianLines guardian={guardian} />
                  </div>
                ) : (
                  <button
                    type="button"
                    className={styles.guardian}
                    data-hint={words.text(guardian.name)}
                    onClick={() => onOpenAddress(guardian.address)}
                  >
                    <GuardianLines guardian={guardian} />
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {families.map((familyId) => (
        <FamilyNotesOf key={familyId} familyId={familyId} />
      ))}
    </>
  )
}

function GuardianLines({ guardian }: { readonly guardian: FamilyView['guardians'][number] }) {
  return (
    <>
      <span className={styles.line}>
        <span className={styles.personName}>{guardian.name}</span>
        {guardian.role === null ? null : <span className={styles.group}>{guardian.role}</span>}
      </span>
      <span className={styles.fact} data-selectable data-numeric>
        {guardian.displayAddress}
      </span>
    </>
  )
}
