import { Ban, EyeOff, UserRoundCheck } from 'lucide-react'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import type { FamilyDayPlayer } from '../../electron/ipc/contract/proposals-views.ts'
import type { PlayerView } from '../../electron/ipc/contract/views.ts'
import { campClock } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { useProposalsOf } from '../lib/proposals.ts'
import { Button } from '../ui/button.tsx'
import { inboxWords } from '../words/inbox.ts'
import { proposalWords } from '../words/proposals.ts'
import { DayMark } from './day-mark.tsx'
import { FamilyActs } from './family-acts.tsx'
import { askPickUp } from './pick-up-ask.tsx'
import styles from './family-player.module.css'

const words = proposalWords.day

interface FamilyPlayerProps {
  readonly player: PlayerView
  /** Undefined while the roster changes under the panel. */
  readonly day: FamilyDayPlayer | undefined
  /** The lines of today's board of everybody in the panel. */
  readonly familyRows: readonly BoardRow[]
}

/** A player in the panel: today's state, what can be put down, who may take the child home and who must not hear of it. */
export function FamilyPlayer({ player, day, familyRows }: FamilyPlayerProps) {
  return (
    <li className={styles.player} aria-label={player.name}>
      <div className={styles.line}>
        <span className={styles.name} data-selectable>
          {player.name}
        </span>
        {player.group === null ? null : <span className={styles.fact}>{player.group}</span>}
      </div>
      {day === undefined ? null : <NoInformation day={day} player={player.name} />}
      {day === undefined || day.rows.length === 0 ? (
        <div className={styles.fact}>{words.notToday}</div>
      ) : (
        day.rows.map((row) => (
          <Today key={row.campId} row={row} familyRows={familyRows} several={day.rows.length > 1} />
        ))
      )}
      {player.birthYear === null ? null : <div className={styles.fact}>{inboxWords.family.born(player.birthYear)}</div>}
      {player.note === null || player.note === '' ? null : (
        <div className={styles.note} data-selectable>
          {player.note}
        </div>
      )}
      {day === undefined || day.tags.length === 0 ? null : (
        <ul className={styles.tags}>
          {day.tags.map((tag) => (
            <li key={tag} className={styles.tag}>
              {tag}
            </li>
          ))}
        </ul>
      )}
      {day === undefined ? null : <PickUps day={day} player={player} />}
    </li>
  )
}

function Today({
  row,
  familyRows,
  several,
}: {
  readonly row: BoardRow
  readonly familyRows: readonly BoardRow[]
  readonly several: boolean
}) {
  const { timeZone } = useSettings()
  return (
    <div>
      <div className={styles.state}>
        <DayMark state={row.state} word />
        <span className={styles.fact} data-numeric>
          {[several ? row.camp : '', detailsOf(row, timeZone)].filter((part) => part !== '').join(' · ')}
        </span>
      </div>
      <FamilyActs row={row} familyRows={familyRows} zone={timeZone} />
    </div>
  )
}

function detailsOf(row: BoardRow, zone: string): string {
  const clock = (at: number): string => campClock(at, zone)
  switch (row.state) {
    case 'expected':
      return words.by(clock(row.expectedAt))
    case 'late':
      return words.at(clock(row.expectedAt))
    case 'missing':
      return row.missingAt === null ? '' : words.since(clock(row.missingAt), '')
    case 'here':
      return row.arrivedAt === null ? '' : words.since(clock(row.arrivedAt), row.arrivedBy ?? '')
    case 'picked-up':
      return row.leftAt === null ? '' : words.gone(clock(row.leftAt), row.pickedUpBy ?? '')
    case 'absent':
      return row.note ?? ''
  }
}

/** Loud where somebody reads at this very number. */
function NoInformation({ day, player }: { readonly day: FamilyDayPlayer; readonly player: string }) {
  return (
    <>
      {day.barred.map((one) => (
        <div
          key={one.name}
          className={one.here ? styles.barredHere : styles.barred}
          role={one.here ? 'alert' : undefined}
        >
          <EyeOff size={16} aria-hidden />
          <span>
            {one.here ? words.barredHere(one.name, player) : words.barredElse(one.name)}
            {one.reason === '' ? null : <span className={styles.reason}> {one.reason}</span>}
          </span>
        </div>
      ))}
    </>
  )
}

function PickUps({ day, player }: { readonly day: FamilyDayPlayer; readonly player: PlayerView }) {
  const { pickUps } = useProposalsOf(player.id)
  const players = [{ id: player.id, name: player.name }]
  const may = day.adults.filter(({ mayPickUp }) => mayPickUp === true)
  const mustNot = day.adults.filter(({ mayPickUp }) => mayPickUp === false)
  return (
    <>
      {may.length === 0 ? null : (
        <p className={styles.may}>
          <UserRoundCheck size={16} aria-hidden />
          <span>
            <span className={styles.fact}>{words.mayPickUp}: </span>
            {may.map(nameOf).join(', ')}
          </span>
        </p>
      )}
      {mustNot.length === 0 ? null : (
        <p className={styles.mustNot}>
          <Ban size={16} aria-hidden />
          <span>
            {words.mustNot}: <strong>{mustNot.map(nameOf).join(', ')}</strong>
          </span>
        </p>
      )}
      {pickUps.map((change) => (
        <Button
          key={change.id}
          size="small"
          variant="quiet"
          className={styles.quiet}
          icon={<UserRoundCheck size={16} aria-hidden />}
          onClick={() =>
            askPickUp({ players: change.players, name: change.name, proposalIds: [], changeId: change.id })
          }
        >
          {change.state === 'confirmed'
            ? proposalWords.row.pickUpHolds(change.name)
            : proposalWords.row.pickUpOpen(change.name)}
        </Button>
      ))}
      {day.rows.length === 0 ? null : (
        <Button
          size="small"
          variant="quiet"
          className={styles.quiet}
          onClick={() => askPickUp({ players, name: '', proposalIds: [], changeId: null })}
        >
          {proposalWords.pickUp.open}
        </Button>
      )}
    </>
  )
}

function nameOf({ name, role }: FamilyDayPlayer['adults'][number]): string {
  return role === null ? name : `${name} (${role})`
}
