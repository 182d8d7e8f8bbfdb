import { useQuery } from '@tanstack/react-query'
import { Users, X } from 'lucide-react'
import { memo } from 'react'
import type { ConversationView, FamilyView } from '../../electron/ipc/contract/views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './family-panel.module.css'

const words = inboxWords.family

interface FamilyPanelProps {
  readonly conversation: ConversationView
  onClose(): void
  /** Opens the conversation with another guardian. */
  onOpenAddress(address: string): void
}

/** Right: the children and adults behind the number. */
export const FamilyPanel = memo(function FamilyPanel({ conversation, onClose, onOpenAddress }: FamilyPanelProps) {
  const query = useQuery({
    queryKey: ['family', conversation.id],
    queryFn: () => callHub('people.family', { conversationId: conversation.id }),
  })
  return (
    <aside className={styles.panel} aria-label={words.label}>
      <header className={styles.header}>
        <h2>{words.label}</h2>
        <IconButton label={words.hide} icon={<X size={20} aria-hidden />} onClick={onClose} />
      </header>
      <div className={styles.body}>
        {query.isError ? (
          <ErrorNotice
            title={words.unreadable.title}
            details={asHubError(query.error).details ?? query.error.message}
            onRetry={() => void query.refetch()}
          >
            {words.unreadable.meaning}
          </ErrorNotice>
        ) : query.data === undefined ? (
          <div className={styles.loading}>
            <Skeleton rows={4} />
          </div>
        ) : (
          <Family family={query.data} address={conversation.address} onOpenAddress={onOpenAddress} />
        )}
      </div>
    </aside>
  )
})

function Family({
  family,
  address,
  onOpenAddress,
}: {
  readonly family: FamilyView
  readonly address: string
  onOpenAddress(address: string): void
}) {
  const { guardians, players } = family
  if (guardians.length === 0 && players.length === 0) {
    return (
      <EmptyState icon={<Users size={28} />} title={words.unknown.title} headingLevel={3}>
        {words.unknown.body}
      </EmptyState>
    )
  }
  return (
    <>
      {players.length === 0 ? null : (
        <section className={styles.section}>
          <h3 className={styles.heading}>{words.players}</h3>
          <ul className={styles.list}>
            {players.map((player) => (
              <li key={player.id} className={styles.person}>
                <div className={styles.line}>
                  <span className={styles.personName} data-selectable>
                    {player.name}
                  </span>
                  {player.group === null ? null : <span className={styles.group}>{player.group}</span>}
                </div>
                {player.birthYear === null ? null : <div className={styles.fact}>{words.born(player.birthYear)}</div>}
                {player.note === null || player.note === '' ? null : (
                  <div className={styles.note} data-selectable>
                    {player.note}
                  </div>
                )}
              </li>
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
