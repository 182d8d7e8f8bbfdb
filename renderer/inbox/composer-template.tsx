import { NotepadText } from 'lucide-react'
import { lazy, memo, Suspense } from 'react'
import { keysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import type { TemplatePickerProps } from '../templates/template-picker.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { templateUseWords } from '../words/template-use.ts'
import styles from './composer.module.css'

// Not every text is one of the usual ones: the first screen does not wait for it.
const Picker = lazy(() =>
  import('../templates/template-picker.tsx').then((module) => ({ default: module.TemplatePicker })),
)

interface TemplateButtonProps {
  readonly isOpen: boolean
  readonly disabled: boolean
  onToggle(): void
}

/** Opens the templates above the box. */
export const TemplateButton = memo(function TemplateButton({ isOpen, disabled, onToggle }: TemplateButtonProps) {
  useCommand('message.template', onToggle, !disabled)
  return (
    <IconButton
      label={templateUseWords.pick}
      hintKeys={keysFor('message.template')}
      icon={<NotepadText size={18} aria-hidden />}
      className={styles.schedule}
      aria-expanded={isOpen}
      disabled={disabled}
      onClick={onToggle}
    />
  )
})

/** The templates, once they are wanted. */
export function TemplatePanel(props: TemplatePickerProps) {
  return (
    <Suspense fallback={null}>
      <Picker {...props} />
    </Suspense>
  )
}
