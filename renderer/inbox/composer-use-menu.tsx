import { useHubMinute } from '../lib/data.ts'
import { hubNow } from '../lib/clock.ts'
import { ChoiceMenu } from '../ui/choice-menu.tsx'
import type { Choice } from '../ui/choice-menu.tsx'
import { inboxWords } from '../words/inbox.ts'
import { UseButton } from './composer-use-button.tsx'
import { endOfDay, offeredMinutes, usual } from './composer-use.ts'
import type { Use } from './composer-use.ts'

const words = inboxWords.use

type Value = 'usual' | `${number}` | 'end-of-day' | 'time'

const choices: readonly Choice<Value>[] = [
  { value: 'usual', label: words.usual, help: words.usualHelp },
  ...offeredMinutes.map((minutes): Choice<Value> => ({ value: `${minutes}`, label: words.minutes(minutes) })),
  { value: 'end-of-day', label: words.endOfDay },
  { value: 'time', label: words.time },
]

interface UseMenuProps {
  readonly use: Use
  readonly open: boolean
  onOpenChange(open: boolean): void
  onChoose(use: Use): void
  /** A time of the clock is wanted. */
  onTime(): void
  finalFocus(): HTMLElement | null
}

/** "Of use until": the usual, a span from when the text is sent, the day, or a time. */
export function UseMenu({ use, open, onOpenChange, onChoose, onTime, finalFocus }: UseMenuProps) {
  const now = useHubMinute()
  const choose = (value: Value) => {
    if (value === 'time') onTime()
    else if (value === 'usual') onChoose(usual)
    else if (value === 'end-of-day') onChoose({ kind: 'until', at: endOfDay(hubNow()) })
    else onChoose({ kind: 'for', minutes: Number(value) })
  }
  return (
    <ChoiceMenu
      heading={words.heading}
      help={words.help}
      trigger={<UseButton use={use} />}
      choices={choices}
      value={valueOf(use, now)}
      open={open}
      onOpenChange={onOpenChange}
      onChoose={choose}
      finalFocus={finalFocus}
    />
  )
}

function valueOf(use: Use, now: number): Value {
  switch (use.kind) {
    case 'usual':
      return 'usual'
    case 'for':
      return `${use.minutes}`
    case 'until':
      return use.at === endOfDay(now) ? 'end-of-day' : 'time'
  }
}
