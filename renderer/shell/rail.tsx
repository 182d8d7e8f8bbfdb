import { CalendarClock, ClipboardCheck, CloudLightning, MessageSquare, Megaphone, Settings, Users } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useKeysFor } from '../keys/bindings.ts'
import { runCommand } from '../keys/use-command.ts'
import type { CommandId } from '../keys/commands.ts'
import { cx } from '../ui/cx.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { shellWords } from '../words/shell.ts'
import styles from './rail.module.css'
import { useUi } from './ui-state.ts'
import type { Screen } from './ui-state.ts'

interface Place {
  readonly screen: Screen
  readonly label: string
  readonly command: CommandId
  readonly icon: LucideIcon
}

const words = shellWords.rail

const places: readonly Place[] = [
  { screen: 'inbox', label: words.inbox, command: 'go.inbox', icon: MessageSquare },
  { screen: 'checkin', label: words.checkin, command: 'go.checkin', icon: ClipboardCheck },
  { screen: 'broadcasts', label: words.broadcasts, command: 'go.broadcasts', icon: Megaphone },
  { screen: 'scheduled', label: words.scheduled, command: 'go.scheduled', icon: CalendarClock },
  { screen: 'people', label: words.people, command: 'go.people', icon: Users },
  { screen: 'settings', label: words.settings, command: 'go.settings', icon: Settings },
]

/** The way between the screens. */
export function Rail({ unread }: { readonly unread: number }) {
  return (
    <nav className={styles.rail} aria-label={words.name}>
      <ul className={styles.list}>
        {places.slice(0, -1).map((place) => (
          <RailLink key={place.screen} place={place} unread={place.screen === 'inbox' ? unread : 0} />
        ))}
        <WeatherButton />
        {places.slice(-1).map((place) => (
          <RailLink key={place.screen} place={place} unread={0} />
        ))}
      </ul>
    </nav>
  )
}

/** One press from any screen: everyone here, and the weather's words. */
function WeatherButton() {
  const keys = useKeysFor('weather.open')
  return (
    <li className={cx(styles.item, styles.low)}>
      <button
        type="button"
        className={styles.link}
        data-hint={words.weatherHint}
        data-hint-keys={keys === '' ? undefined : keys}
        onClick={() => runCommand('weather.open')}
      >
        <CloudLightning size={22} aria-hidden />
        <span className={styles.label}>{words.weather}</span>
      </button>
    </li>
  )
}

function RailLink({ place, unread }: { readonly place: Place; readonly unread: number }) {
  const current = useUi((ui) => ui.screen === place.screen)
  const keys = useKeysFor(place.command)
  const Icon = place.icon
  return (
    <li className={styles.item}>
      <a
        href={`#${place.screen}`}
        className={styles.link}
        aria-current={current ? 'page' : undefined}
        aria-describedby={unread > 0 ? `${place.screen}-unread` : undefined}
        data-hint={keys === '' ? undefined : place.label}
        data-hint-keys={keys === '' ? undefined : keys}
        draggable={false}
      >
        <Icon size={22} aria-hidden />
        <span className={styles.label}>{place.label}</span>
      </a>
      {unread > 0 ? (
        <span className={styles.badge}>
          <span data-numeric aria-hidden>
            {words.badge(unread)}
          </span>
          <VisuallyHidden>
            <span id={`${place.screen}-unread`}>{words.unread(unread)}</span>
          </VisuallyHidden>
        </span>
      ) : null}
    </li>
  )
}
