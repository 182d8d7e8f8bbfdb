import {
  CircleHelp,
  Clock3,
  GraduationCap,
  Hourglass,
  LaptopMinimal,
  Phone,
  PhoneOff,
  RadioTower,
  ScanEye,
  UserRound,
  Wifi,
  WifiOff,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AppState, ConnectionView, LinkState, TunnelState } from '../../electron/ipc/contract/views.ts'
import { linkIsDown } from '../inbox/state-display.ts'
import { useAppState, useReachable } from '../lib/data.ts'
import { askForDuty, useDuty } from '../lib/duty.ts'
import { cx } from '../ui/cx.ts'
import { dutyWords } from '../words/duty.ts'
import { heldWords } from '../words/held.ts'
import { shellWords } from '../words/shell.ts'
import { aboutSpan } from '../words/spans.ts'
import styles from './status-line.module.css'
import { exactTime } from './exact-time.ts'
import { useUi } from './ui-state.ts'

const words = shellWords.status

/** Milliseconds; the same as under the composer. */
const worthSaying = 10_000

type Meaning = 'plain' | 'ok' | 'waiting' | 'attention' | 'failed'

interface ItemProps {
  readonly icon: LucideIcon
  readonly meaning?: Meaning
  readonly hint: string
  readonly className?: string
  readonly children: string
  /** Said where there is room. */
  readonly more?: string | null
}

function Item({ icon: Icon, meaning = 'plain', hint, className, children, more = null }: ItemProps) {
  return (
    <span className={cx(styles.item, styles[meaning], className)} data-hint={hint}>
      <Icon size={14} aria-hidden />
      <span className={styles.words}>
        {children}
        {more === null ? null : <span className={styles.more}>{more}</span>}
      </span>
    </span>
  )
}

const linkIcons: Readonly<Record<LinkState, LucideIcon>> = {
  unknown: CircleHelp,
  online: Wifi,
  offline: WifiOff,
  captive: WifiOff,
}
const linkMeanings: Readonly<Record<LinkState, Meaning>> = {
  unknown: 'plain',
  online: 'ok',
  offline: 'attention',
  captive: 'attention',
}
const tunnelMeanings: Readonly<Record<TunnelState, Meaning>> = {
  none: 'plain',
  'own-address': 'ok',
  practice: 'ok',
  up: 'ok',
  down: 'attention',
}

/**
 * What is known about the way to Twilio, always in the same places. `bannerHidesPractice`: a more serious banner is up, so the
 * line itself says that this is practice. It is a status that does not interrupt: what matters is said by the banners.
 */
export function StatusLine({ bannerHidesPractice }: { readonly bannerHidesPractice: boolean }) {
  const state = useAppState()
  const reachable = useReachable()
  const { connection } = state
  return (
    <div className={styles.line} role="status" aria-live="off" aria-label={words.name}>
      {!reachable ? (
        <Item icon={WifiOff} meaning="failed" hint={shellWords.banners.hubLost} className={styles.link}>
          {words.hubLost}
        </Item>
      ) : state.mode === 'not-set-up' && connection.link === 'unknown' ? (
        <Item icon={CircleHelp} hint={words.notAskedHint} className={styles.link}>
          {words.notAsked}
        </Item>
      ) : (
        <Item
          icon={linkIcons[connection.link]}
          meaning={linkMeanings[connection.link]}
          hint={words.linkHint[connection.link]}
          className={styles.link}
        >
          {words.link[connection.link]}
        </Item>
      )}
      <Item
        icon={RadioTower}
        meaning={tunnelMeaning(connection)}
        hint={tunnelHint(connection)}
        className={styles.tunnel}
      >
        {words.tunnel[connection.tunnel]}
      </Item>
      <TwilioItem state={state} />
      <QueueItem connection={connection} />
      <Item icon={Clock3} hint={words.lastContactHint} className={styles.contact}>
        {connection.lastContactAt === null
          ? words.noContact
          : words.lastContact(exactTime(connection.lastContactAt, state.now))}
      </Item>
      <span className={styles.space} />
      {state.mode === 'practice' && bannerHidesPractice ? (
        <Item icon={GraduationCap} meaning="attention" hint={words.practiceHint} className={styles.practice}>
          {words.practice}
        </Item>
      ) : null}
      <DutyItem state={state} />
    </div>
  )
}

/** What waits here; texts that wait for a look lead to it. */
function QueueItem({ connection }: { readonly connection: ConnectionView }) {
  const { waiting, held } = connection
  if (held > 0) {
    return (
      <button type="button" className={styles.choose} onClick={() => useUi.getState().openDialog('held')}>
        <Item icon={ScanEye} meaning="attention" hint={heldWords.waitingHint} className={styles.held}>
          {waiting > held ? words.waitingAndHeld(waiting - held, heldWords.waiting(held)) : heldWords.waiting(held)}
        </Item>
      </button>
    )
  }
  const span = spanShown(connection)
  return (
    <Item
      icon={Hourglass}
      meaning={waiting > 0 ? 'waiting' : 'plain'}
      hint={waitingHint(connection)}
      className={styles.queue}
      more={span === null ? null : ` · ${span}`}
    >
      {words.waiting(waiting)}
    </Item>
  )
}

/** Who writes here and, in live mode, whether this laptop is on duty; where another one is known, it leads to the choice. */
function DutyItem({ state }: { readonly state: AppState }) {
  const duty = useDuty()
  const name = state.settings.staffName
  if (state.mode !== 'live') {
    return (
      <StaffButton>
        <Item icon={UserRound} hint={words.onDutyHint} className={styles.duty}>
          {name === '' ? words.noOneOnDuty : words.onDuty(name)}
        </Item>
      </StaffButton>
    )
  }
  if (duty !== null && !duty.onDuty) {
    return (
      <DutyButton>
        <Item icon={LaptopMinimal} meaning="attention" hint={dutyWords.status.offHint} className={styles.offDuty}>
          {dutyWords.status.off}
        </Item>
      </DutyButton>
    )
  }
  const isAlone = duty === null || duty.other === null
  const item = (
    <Item
      icon={UserRound}
      hint={isAlone ? dutyWords.status.onHint : dutyWords.status.onBesideHint}
      className={styles.duty}
    >
      {name === '' ? dutyWords.status.on : words.onDuty(name)}
    </Item>
  )
  return isAlone ? <StaffButton>{item}</StaffButton> : <DutyButton>{item}</DutyButton>
}

function StaffButton({ children }: { readonly children: ReactNode }) {
  return (
    <button type="button" className={styles.choose} onClick={() => useUi.getState().openDialog('duty')}>
      {children}
    </button>
  )
}

function DutyButton({ children }: { readonly children: ReactNode }) {
  return (
    <button type="button" className={styles.choose} onClick={askForDuty}>
      {children}
    </button>
  )
}

/** What leaves within seconds needs no estimate; what waits for the internet or takes its time does. */
function spanShown({ link, leaving, paused }: ConnectionView): string | null {
  const { count, takes } = leaving
  if (count === 0 || takes === null || paused !== null) return null
  return linkIsDown(link) || takes > worthSaying ? aboutSpan(takes) : null
}

function waitingHint(connection: ConnectionView): string {
  const { waiting, leaving } = connection
  const span = spanShown(connection)
  const others = waiting > leaving.count && leaving.count > 0 ? words.leavingHint(leaving.count) : ''
  return `${words.waitingHint}.${others}${span === null ? '' : words.spanHint}`
}

/** Without a way out no webhook comes either, whatever stands ready for it. */
function tunnelMeaning({ link, tunnel }: ConnectionView): Meaning {
  const meaning = tunnelMeanings[tunnel]
  return meaning === 'ok' && link !== 'online' ? 'plain' : meaning
}

function tunnelHint({ tunnel, rejectedWebhooks }: ConnectionView): string {
  return words.tunnelHint[tunnel] + (rejectedWebhooks > 0 ? words.rejected(rejectedWebhooks) : '')
}

function TwilioItem({ state }: { readonly state: AppState }) {
  const { paused } = state.connection
  if (paused !== null) {
    return (
      <Item icon={PhoneOff} meaning="failed" hint={paused.reason}>
        {words.twilio.paused}
      </Item>
    )
  }
  return (
    <Item
      icon={state.mode === 'not-set-up' ? PhoneOff : Phone}
      meaning={state.mode === 'not-set-up' ? 'attention' : 'plain'}
      hint={state.ourNumber ?? shellWords.notSetUp.what}
    >
      {state.mode === 'live' ? words.twilio.live(state.ourNumber) : words.twilio[state.mode]}
    </Item>
  )
}

/** The line before anything is known: its place is kept. */
export function EmptyStatusLine() {
  return <div className={styles.line} role="status" aria-live="off" aria-label={words.name} />
}
