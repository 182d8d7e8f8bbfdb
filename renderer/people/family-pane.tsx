import { useQuery } from '@tanstack/react-query'
import { Ban, HeartPulse, MessageSquare, Pencil, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FamilyFile, FamilyGuardian, FamilyPlayer } from '../../electron/ipc/contract/people-views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { peopleEditWords } from '../words/people-edit.ts'
import { DeleteFamilyDialog, FamilyRemoval } from './family-removal.tsx'
import { FamilyNotes } from './family-notes.tsx'
import styles from './family-pane.module.css'
import listStyles from './people-list.module.css'
import { GuardianDialog } from './guardian-dialog.tsx'
import { NoInformation } from './no-information.tsx'
import { openNumber } from './open-number.ts'
import { PlayerDialog } from './player-dialog.tsx'

const words = peopleEditWords.family

type Editing =
  | { readonly kind: 'player'; readonly player: FamilyPlayer | null }
  | { readonly kind: 'guardian'; readonly guardian: FamilyGuardian | null }

/** Beside the list: one family, to be read and changed. */
export function FamilyPane({ familyId, onClose }: { readonly familyId: number; onClose(): void }) {
  const [deleting, setDeleting] = useState(false)
  const query = useQuery({
    queryKey: ['people', 'family', familyId],
    queryFn: () => callHub('people.readFamily', { familyId }),
    retry: false,
  })
  const family = query.data
  const isGone = query.error !== null && asHubError(query.error).code === 'not-found'
  // Its last one was taken out, or it became another's.
  useEffect(() => {
    if (isGone && !deleting) onClose()
  }, [isGone, deleting, onClose])
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [familyId])
  const last = family?.players.find(({ lastName }) => lastName !== '')?.lastName ?? family?.guardians[0]?.lastName ?? ''
  return (
    <aside className={styles.pane} aria-label={words.label}>
      <header className={styles.head}>
        <h2 ref={head} tabIndex={-1}>
          {words.title(last)}
        </h2>
        <IconButton label={peopleEditWords.close} icon={<X size={20} aria-hidden />} onClick={onClose} />
      </header>
      <div className={styles.body}>
        {query.error !== null && !isGone ? (
          <ErrorNotice
            title={peopleEditWords.unreadable.title}
            details={asHubError(query.error).details ?? asHubError(query.error).message}
            onRetry={() => void query.refetch()}
          >
            {peopleEditWords.unreadable.meaning}
          </ErrorNotice>
        ) : family === undefined ? null : (
          <>
            <Family key={familyId} family={family} lastName={last} />
            <FamilyRemoval familyId={familyId} onDelete={() => setDeleting(true)} />
          </>
        )}
      </div>
      {deleting ? <DeleteFamilyDialog familyId={familyId} name={last} onClose={() => setDeleting(false)} /> : null}
    </aside>
  )
}

function Family({ family, lastName }: { readonly family: FamilyFile; readonly lastName: string }) {
  const { familyId, players, guardians } = family
  const [editing, setEditing] = useState<Editing | null>(null)
  const close = () => setEditing(null)
  return (
    <>
      <section className={styles.section} aria-label={words.players}>
        <h3>{words.players}</h3>
        {players.map((player) => (
          <Player key={player.id} player={player} onEdit={() => setEditing({ kind: 'player', player })} />
        ))}
        <div>
          <Button
            size="small"
            icon={<Plus size={16} aria-hidden />}
            onClick={() => setEditing({ kind: 'player', player: null })}
          >
            {words.addPlayer}
          </Button>
        </div>
      </section>
      <section className={styles.section} aria-label={words.guardians}>
        <h3>{words.guardians}</h3>
        {guardians.map((guardian) => (
          <Guardian
            key={guardian.id}
            guardian={guardian}
            players={players}
            onEdit={() => setEditing({ kind: 'guardian', guardian })}
          />
        ))}
        {family.formerNumbers.map(({ address, displayAddress, name }) => (
          <button
            key={`${address} ${name}`}
            type="button"
            className={listStyles.number}
            onClick={() => openNumber(address)}
          >
            <MessageSquare size={14} aria-hidden />
            {words.formerly(displayAddress, name)}
          </button>
        ))}
        <div>
          <Button
            size="small"
            icon={<Plus size={16} aria-hidden />}
            onClick={() => setEditing({ kind: 'guardian', guardian: null })}
          >
            {words.addGuardian}
          </Button>
        </div>
      </section>
      <FamilyNotes family={family} />
      {editing === null ? null : editing.kind === 'player' ? (
        <PlayerDialog familyId={familyId} player={editing.player} lastName={lastName} onClose={close} />
      ) : (
        <GuardianDialog familyId={familyId} players={players} guardian={editing.guardian} onClose={close} />
      )}
    </>
  )
}

function Player({ player, onEdit }: { readonly player: FamilyPlayer; onEdit(): void }) {
  const name = `${player.firstName} ${player.lastName}`.trim()
  return (
    <div className={styles.person}>
      <div className={styles.line}>
        <span className={styles.name} data-selectable>
          {name}
        </span>
        <IconButton label={words.edit(name)} icon={<Pencil size={18} aria-hidden />} onClick={onEdit} />
      </div>
      {player.enrolments.map(({ camp, group, field, days }) => (
        <span key={camp} className={styles.fact}>
          {[camp, group, field, days].filter((part) => part !== null).join(' · ')}
        </span>
      ))}
      {player.birthYear === null && player.tags.length === 0 ? null : (
        <span className={styles.fact}>
          {[player.birthYear === null ? '' : words.born(player.birthYear), ...player.tags]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      )}
      {player.note === null ? null : (
        <span className={styles.note} data-selectable>
          <HeartPulse size={14} aria-hidden />
          {player.note}
        </span>
      )}
      {player.pickUpNames.map(({ name: who, allowed }) => (
        <span key={who} className={allowed ? styles.fact : styles.barred}>
          {allowed ? null : <Ban size={14} aria-hidden />}
          {`${who}: ${allowed ? words.mayPickUp : words.mustNotPickUp}`}
        </span>
      ))}
    </div>
  )
}

interface GuardianProps {
  readonly guardian: FamilyGuardian
  readonly players: readonly FamilyPlayer[]
  onEdit(): void
}

function Guardian({ guardian, players, onEdit }: GuardianProps) {
  const name = `${guardian.firstName} ${guardian.lastName}`.trim()
  return (
    <div className={styles.person}>
      <div className={styles.line}>
        <span>
          <span className={styles.name} data-selectable>
            {name}
          </span>{' '}
          <span className={styles.fact}>{guardian.role ?? ''}</span>
        </span>
        <IconButton
          label={words.edit(name === '' ? words.nobody : name)}
          icon={<Pencil size={18} aria-hidden />}
          onClick={onEdit}
        />
      </div>
      {guardian.numbers.map(({ address, displayAddress, warning }) => (
        <div key={address}>
          <button
            type="button"
            className={listStyles.number}
            aria-label={words.text(name, displayAddress)}
            onClick={() => openNumber(address)}
          >
            <MessageSquare size={14} aria-hidden />
            {displayAddress}
          </button>
          {warning === null ? null : <span className={styles.warning}>{warning}</span>}
        </div>
      ))}
      {guardian.email === null ? null : (
        <span className={styles.fact} data-selectable>
          {guardian.email}
        </span>
      )}
      {guardian.pickUp.map(({ playerId, allowed }) => (
        <span key={playerId} className={allowed ? styles.fact : styles.barred}>
          {allowed ? null : <Ban size={14} aria-hidden />}
          {`${allowed ? words.mayPickUp : words.mustNotPickUp}: ${players.find(({ id }) => id === playerId)?.firstName ?? ''}`}
        </span>
      ))}
      <NoInformation guardian={guardian} players={players} />
    </div>
  )
}
