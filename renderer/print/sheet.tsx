import { Fragment } from 'react'
import type { SheetCamp, SheetPlayer, SheetView } from '../../electron/ipc/contract/proposals-views.ts'
import { campClock } from '../lib/camp-time.ts'
import { printWords as words } from '../words/print.ts'
import styles from './sheet.module.css'

/** So many lines are left for who stands on no list. */
const walkUps = 5

/** Today's list as it is printed: boxes to tick, numbers, allergies, and who may pick up. */
export function Sheet({ sheet }: { readonly sheet: SheetView }) {
  const { camps, at, zone } = sheet
  const printed = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(
    at,
  )
  return (
    <div className={styles.sheet}>
      {camps.length === 0 ? (
        <p>
          {words.nobody} {words.printed(printed)}
        </p>
      ) : null}
      {camps.map((camp) => (
        <section key={camp.campId} className={styles.camp}>
          <header className={styles.head}>
            <h1>{camp.name}</h1>
            <p>
              {words.hours(dayClock(camp.beginsAt), dayClock(camp.endsAt))} · {words.count(countOf(camp))} ·{' '}
              <strong>{words.printed(printed)}</strong>
              {sheet.campName === '' ? null : ` · ${sheet.campName}`}
            </p>
          </header>
          <table className={styles.table}>
            <colgroup>
              <col className={styles.box} />
              <col className={styles.box} />
              <col className={styles.player} />
              <col className={styles.medical} />
              <col className={styles.guardians} />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">{words.columns.in}</th>
                <th scope="col">{words.columns.out}</th>
                <th scope="col">{words.columns.player}</th>
                <th scope="col">{words.columns.medical}</th>
                <th scope="col">{words.columns.guardians}</th>
                <th scope="col">{words.columns.pickUp}</th>
              </tr>
            </thead>
            {camp.groups.map((group) => (
              <tbody key={group.name ?? ''}>
                <tr className={styles.group}>
                  <th scope="rowgroup" colSpan={6}>
                    {group.name ?? words.noGroup} · {words.count(group.players.length)}
                  </th>
                </tr>
                {group.players.map((player) => (
                  <Line key={player.playerId} player={player} zone={zone} />
                ))}
              </tbody>
            ))}
            <tbody className={styles.walkUps}>
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={6}>
                  {words.walkUps}
                </th>
              </tr>
              {Array.from({ length: walkUps }, (_, index) => (
                <tr key={index}>
                  <Box ticked={false} />
                  <Box ticked={false} />
                  <td colSpan={4}>{'\u00a0'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  )
}

function Line({ player, zone }: { readonly player: SheetPlayer; readonly zone: string }) {
  const { state } = player
  return (
    <tr>
      <Box ticked={state === 'here' || state === 'picked-up'} />
      <Box ticked={state === 'picked-up'} />
      <td>
        <strong>{player.lastName === '' ? player.firstName : `${player.lastName}, ${player.firstName}`}</strong>
        <span className={styles.about}>
          {[player.field, stateOf(player, zone)].filter((part) => part !== null && part !== '').join(' · ')}
        </span>
      </td>
      <td className={styles.alert}>{player.medical}</td>
      <td>
        {player.guardians.map((guardian, index) => (
          <div key={index}>
            {guardian.role === null ? guardian.name : `${guardian.name} (${guardian.role})`}{' '}
            {guardian.numbers.map((number) => (
              <span key={number} className={styles.number}>
                {number}{' '}
              </span>
            ))}
          </div>
        ))}
      </td>
      <td>
        {player.mayPickUp.join(', ')}
        {player.mustNotPickUp.map((name) => (
          <Fragment key={name}>
            {' '}
            <strong className={styles.mustNot}>
              {words.mustNot} {name}
            </strong>
          </Fragment>
        ))}
      </td>
    </tr>
  )
}

function Box({ ticked }: { readonly ticked: boolean }) {
  return (
    <td>
      <span className={styles.tick}>{ticked ? '✓' : ''}</span>
    </td>
  )
}

function stateOf({ state, stateAt }: SheetPlayer, zone: string): string {
  const time = stateAt === null ? '' : campClock(stateAt, zone)
  switch (state) {
    case 'here':
    case 'late':
    case 'picked-up':
      return words.states[state](time)
    case 'absent':
      return words.states.absent
    case 'expected':
    case 'missing':
      return ''
  }
}

/** Minutes after midnight as a clock shows them. */
function dayClock(minutes: number): string {
  return campClock(Date.UTC(2000, 0, 1, 0, minutes), 'UTC')
}

function countOf(camp: SheetCamp): number {
  return camp.groups.reduce((sum, group) => sum + group.players.length, 0)
}
