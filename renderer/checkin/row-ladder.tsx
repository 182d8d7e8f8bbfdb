import { CircleHelp, MessageSquare, MessageSquareReply, Phone, Siren } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import type { LadderCase } from '../../electron/ipc/contract/ladder-views.ts'
import { campClock } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { useLadderOf } from '../lib/ladders.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { ladderWords } from '../words/ladders.ts'
import styles from './row-ladder.module.css'

export interface RowLadderProps {
  readonly playerId: number
  readonly campId: number
}

const words = ladderWords.row

interface Line {
  readonly icon: LucideIcon
  readonly tone: 'quiet' | 'attention' | 'failed'
  readonly words: string
  /** What comes next, or keeps it. */
  readonly next: string | null
}

/** What the ladder of a player who did not arrive, or was not picked up, has done and waits for; nothing where none runs. */
export const RowLadder = memo(function RowLadder({ playerId, campId }: RowLadderProps) {
  const one = useLadderOf(playerId, campId)
  const { timeZone } = useSettings()
  if (one === undefined) return null
  const line = lineOf(one, (at) => campClock(at, timeZone))
  if (line === null) return null
  const Icon = line.icon
  const all = line.next === null ? line.words : `${line.words} · ${line.next}`
  if (one.wants !== null) {
    return (
      <Button
        size="small"
        variant="quiet"
        className={cx(styles.wants, styles[line.tone])}
        icon={<Icon size={15} aria-hidden />}
        hint={all}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          useUi.getState().openDialog('ladders')
        }}
      >
        {line.words}
      </Button>
    )
  }
  return (
    <span className={cx(styles.line, styles[line.tone])} data-hint={all}>
      <Icon size={15} aria-hidden />
      <span className={styles.lines}>
        <span>{line.words}</span>
        {line.next === null ? null : <span className={styles.next}>{line.next}</span>}
      </span>
    </span>
  )
})

function lineOf(one: LadderCase, clock: (at: number) => string): Line | null {
  if (one.state === 'stopped' || one.state === 'ended') {
    return one.why === 'answered'
      ? { icon: MessageSquareReply, tone: 'attention', words: words.answered, next: null }
      : null
  }
  if (one.wants === 'director') return { icon: Siren, tone: 'failed', words: words.director, next: null }
  if (one.wants === 'call') return { icon: Phone, tone: 'attention', words: words.call, next: nextOf(one, clock) }
  if (one.wants === 'look') return { icon: CircleHelp, tone: 'attention', words: words.asks, next: null }
  const called = one.steps.filter(({ doneAt }) => doneAt !== null).at(-1)
  const texted = one.steps.filter(({ outcome }) => outcome === 'sent').at(-1)
  const next = nextOf(one, clock)
  if (called?.doneAt) return { icon: Phone, tone: 'quiet', words: words.calledAt(clock(called.doneAt)), next }
  if (texted !== undefined) {
    const failed = texted.message === 'failed' || texted.message === 'expired'
    const at = clock(texted.at)
    return {
      icon: MessageSquare,
      tone: failed ? 'failed' : 'quiet',
      words: failed ? words.failed(at) : words.texted(at),
      next,
    }
  }
  return next === null ? null : { icon: MessageSquare, tone: 'quiet', words: next, next: null }
}

function nextOf({ next, why }: LadderCase, clock: (at: number) => string): string | null {
  if (why === 'no-internet' || why === 'not-on-duty' || why === 'not-set-up') return words.waits[why]
  return next === null ? null : words.next[next.act](clock(next.at))
}
