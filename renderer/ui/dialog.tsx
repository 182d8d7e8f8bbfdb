import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { uiWords } from '../words/ui.ts'
import { cx } from './cx.ts'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  readonly open: boolean
  onOpenChange(open: boolean): void
  /** The dialog's name, and its heading unless `hideTitle`. */
  readonly title: string
  readonly hideTitle?: boolean
  readonly width?: 'narrow' | 'normal' | 'wide'
  /** Nothing in it takes the focus: it is scrolled by keyboard itself. */
  readonly isRead?: boolean
  /** `top`: near the top edge, for what is typed into; otherwise in the middle. */
  readonly place?: 'top' | 'middle'
  /** Where the focus goes first; the first control otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** Where the focus goes when the dialog closes; where it was before otherwise. */
  finalFocus?(): HTMLElement | null
  /** The row of buttons at the end. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A modal dialog: Escape and a click beside it close it, the focus stays in and returns where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  hideTitle = false,
  width = 'normal',
  place = 'middle',
  isRead = false,
  initialFocus,
  finalFocus,
  actions,
  children,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup
          className={cx(styles.popup, styles[width], place === 'top' && styles.top)}
          initialFocus={initialFocus}
          finalFocus={finalFocus}
          aria-label={hideTitle ? title : undefined}
        >
          {hideTitle ? null : (
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <IconButton
                label={uiWords.close}
                icon={<X size={20} aria-hidden />}
                onClick={() => onOpenChange(false)}
              />
            </header>
          )}
          <div
            className={hideTitle ? styles.bareBody : styles.body}
            {...(isRead ? { role: 'group', 'aria-label': title, tabIndex: 0 } : {})}
          >
            {children}
          </div>
          {actions === undefined ? null : <footer className={styles.actions}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
