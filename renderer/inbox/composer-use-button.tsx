import { Timer } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './composer-use.module.css'
import { endOfDay, isOver } from './composer-use.ts'
import type { Use } from './composer-use.ts'

const words = inboxWords.use

interface UseButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label'> {
  readonly use: Use
  readonly ref?: Ref<HTMLButtonElement>
}

/** A quiet clock while the usual holds; says what was chosen when it does not. */
export function UseButton({ use, className, ...rest }: UseButtonProps) {
  const now = useHubMinute()
  if (use.kind === 'usual') {
    return (
      <IconButton
        {...rest}
        label={words.name(`${words.usual}, ${words.usualHelp.toLowerCase()}`)}
        icon={<Timer size={18} aria-hidden />}
        className={cx(styles.icon, className)}
      />
    )
  }
  const over = isOver(use, now)
  const { name, shown } = wordsOf(use, now)
  return (
    <Button
      {...rest}
      size="small"
      variant="quiet"
      aria-label={words.name(over ? words.overShort(name) : name)}
      hint={over ? words.over : words.help}
      icon={<Timer size={16} aria-hidden />}
      className={cx(styles.chip, over && styles.over, className)}
    >
      {shown}
    </Button>
  )
}

/** What was chosen, in full and as short as can be; the long words hold the short ones, for those who speak to their screen. */
function wordsOf(use: Exclude<Use, { kind: 'usual' }>, now: number): { readonly name: string; readonly shown: string } {
  if (use.kind === 'for') return { name: words.minutes(use.minutes), shown: words.minutes(use.minutes) }
  if (use.at === endOfDay(now)) return { name: words.endOfDay, shown: words.endOfDay }
  const time = spokenTime(use.at, now)
  return { name: time, shown: time }
}
