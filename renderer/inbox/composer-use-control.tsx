import { lazy, memo, Suspense, useRef, useState } from 'react'
import { useCommand } from '../keys/use-command.ts'
import { UseButton } from './composer-use-button.tsx'
import type { Use } from './composer-use.ts'
import styles from './composer-use.module.css'

// The menu's machinery is large: the first screen does not wait for it.
const UseMenu = lazy(() => import('./composer-use-menu.tsx').then((module) => ({ default: module.UseMenu })))

interface UseControlProps {
  readonly use: Use
  readonly disabled?: boolean
  onChoose(use: Use): void
  onTime(): void
  /** Where the focus goes when a choice was made. */
  finalFocus(): HTMLElement | null
}

/** The control of "Of use until", in the composer's bar and in "New message". */
export const UseControl = memo(function UseControl({
  use,
  disabled = false,
  onChoose,
  onTime,
  finalFocus,
}: UseControlProps) {
  const place = useRef<HTMLSpanElement>(null)
  const [open, setOpen] = useState(false)
  // As if by its own key, so that the arrows begin at the first choice.
  useCommand('message.useUntil', () => place.current?.querySelector('button')?.click(), !disabled)
  const waiting = (
    <UseButton use={use} aria-haspopup="menu" aria-expanded={open} disabled={disabled} onClick={() => setOpen(!open)} />
  )
  return (
    <span ref={place} className={styles.control}>
      {disabled ? (
        waiting
      ) : (
        <Suspense fallback={waiting}>
          <UseMenu
            use={use}
            open={open}
            onOpenChange={setOpen}
            onChoose={onChoose}
            onTime={onTime}
            finalFocus={finalFocus}
          />
        </Suspense>
      )}
    </span>
  )
})
