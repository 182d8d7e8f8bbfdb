import { ChevronDown } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import type { ButtonProps } from '../ui/button.tsx'
import { shellWords } from '../words/shell.ts'
import styles from './banner.module.css'

/** The button of the menu, and what holds its place until the menu is there. */
export function FailNextButton(props: Omit<ButtonProps, 'children' | 'size' | 'variant'>) {
  return (
    <Button {...props} size="small" variant="quiet">
      <span className={styles.menuLabel}>
        {shellWords.banners.failNext}
        <ChevronDown size={14} aria-hidden />
      </span>
    </Button>
  )
}
