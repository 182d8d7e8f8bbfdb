import type { KeyboardEvent, ReactNode } from 'react'
import type {
  Handover,
  HandoverConversation,
  HandoverPlayer,
  HandoverView,
} from '../../electron/ipc/contract/staff-views.ts'
import { useBroadcastsUi } from '../broadcasts/compose-state.ts'
import { useHubMinute } from '../lib/data.ts'
import { howLongAgo, spokenTime } from '../lib/time.ts'
import { useUi } from '../shell/ui-state.ts'
import { staffWords } from '../words/staff.ts'
import styles from './handover-dialog.module.css'

const words = staffWords.handover

/** The lines of the hand-over card, most serious first. */
export function HandoverRows({ card }: { readonly card: HandoverView }) {
  const now = useHubMinute()
  const go = useUi.getState()
  const { broadcasts, held, waiting, ladders, proposals } = card
  return (
    <>
      <Players title={words.missing} players={card.missing} now={now} />
      <Players title={words.late} players={card.late} now={now} />
      {ladders === 0 ? null : (
        <Group title={words.ladders} count={ladders} listed={ladders}>
          <Row label={words.laddersRow(ladders)} onOpen={() => go.openDialog('ladders')} />
        </Group>
      )}
      {proposals === 0 ? null : (
        <Group title={words.proposals} count={proposals} listed={proposals}>
          <Row label={words.proposalsRow(proposals)} onOpen={() => go.setScreen('checkin')} />
        </Group>
      )}
      <Conversations title={words.failed} conversations={card.failed} now={now} />
      <Conversations title={words.uncertain} conversations={card.uncertain} now={now} />
      {held === 0 ? null : (
        <Group title={words.held} count={held} listed={held}>
          <Row label={words.heldRow(held)} onOpen={() => go.openDialog('held')} />
        </Group>
      )}
      <Conversations title={words.nearStops} conversations={card.nearStops} now={now} />
      <Conversations title={words.needsReply} conversations={card.needsReply} now={now} />
      <Group title={words.broadcasts} count={broadcasts.count} listed={broadcasts.listed.length}>
        {broadcasts.listed.map(({ id, name, state, left }) => (
          <Row key={id} label={name} about={words.broadcast(state, left)} onOpen={() => showBroadcast(id)} />
        ))}
      </Group>
      {waiting === 0 ? null : (
        <Group title={words.waiting} count={waiting} listed={waiting}>
          <Row label={words.waitingRow(waiting)} onOpen={() => go.setScreen('inbox')} />
        </Group>
      )}
    </>
  )
}

function showBroadcast(id: string): void {
  useBroadcastsUi.getState().showReport(id)
  useUi.getState().setScreen('broadcasts')
}

interface PlayersProps {
  readonly title: string
  readonly players: Handover<HandoverPlayer>
  readonly now: number
}

function Players({ title, players, now }: PlayersProps) {
  return (
    <Group title={title} count={players.count} listed={players.listed.length}>
      {players.listed.map(({ playerId, name, camp, expectedAt }) => (
        <Row
          key={playerId}
          label={name}
          about={expectedAt === null ? camp : `${camp} · ${words.expected(spokenTime(expectedAt, now))}`}
          onOpen={() => useUi.getState().setScreen('checkin')}
        />
      ))}
    </Group>
  )
}

interface ConversationsProps {
  readonly title: string
  readonly conversations: Handover<HandoverConversation>
  readonly now: number
}

function Conversations({ title, conversations, now }: ConversationsProps) {
  return (
    <Group title={title} count={conversations.count} listed={conversations.listed.length}>
      {conversations.listed.map(({ conversationId, name, since }) => (
        <Row
          key={conversationId}
          label={name}
          about={howLongAgo(since, now)}
          onOpen={() => useUi.getState().openConversation(conversationId)}
        />
      ))}
    </Group>
  )
}

interface GroupProps {
  readonly title: string
  readonly count: number
  readonly listed: number
  readonly children: ReactNode
}

function Group({ title, count, listed, children }: GroupProps) {
  if (count === 0) return null
  return (
    <section>
      <h3 className={styles.heading}>
        {title} <span className={styles.count}>{count}</span>
      </h3>
      <ul className={styles.list} aria-label={title}>
        {children}
      </ul>
      {count > listed ? <p className={styles.more}>{words.more(count - listed)}</p> : null}
    </section>
  )
}

interface RowProps {
  readonly label: string
  readonly about?: string
  onOpen(): void
}

function Row({ label, about, onOpen }: RowProps) {
  return (
    <li>
      <button type="button" className={styles.row} onClick={onOpen} onKeyDown={walk}>
        <span className={styles.name}>{label}</span>
        {about === undefined ? null : <span className={styles.about}>{about}</span>}
      </button>
    </li>
  )
}

/** The arrows walk the lines of all groups. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const all = event.currentTarget.closest('[data-lines]')?.querySelectorAll<HTMLElement>('li button')
  if (step === undefined || all === undefined) return
  const lines = [...all]
  const next = lines[lines.indexOf(event.currentTarget) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
