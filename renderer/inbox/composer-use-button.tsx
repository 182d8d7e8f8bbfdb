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
  const shown = over ? words.overShort(timeOf(use, now)) : inWords(use, now)
  return (
    <Button
      {...rest}
      size="small"
      variant="quiet"
      aria-label={words.name(shown)}
      hint={words.help}
      icon={<Timer size={16} aria-hidden />}
      className={cx(styles.chip, over && styles.over, className)}
    >
      {shown}
    </Button>
  )
}

function timeOf(use: Use, now: number): string {
  return use.kind === 'until' ? spokenTime(use.at, now) : ''
}

function inWords(use: Use, now: number): string {
  switch (use.kind) {
    case 'usual':
      return words.usual
    case 'for':
      return words.minutes(use.minutes)
    case 'until':
      return use.at === endOfDay(now) ? words.endOfDay : words.until(spokenTime(use.at, now))
  }
}
