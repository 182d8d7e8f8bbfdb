import { callHub } from '../lib/data.ts'
import { useAction } from '../ui/use-action.ts'
import { templateUseWords } from '../words/template-use.ts'
import styles from './composer.module.css'

interface PlainButtonProps {
  readonly text: string
  onWrite(text: string): void
}

/** Beside the note of what makes a text costlier: says the same in plain characters. */
export function PlainButton({ text, onWrite }: PlainButtonProps) {
  const write = useAction(async () => {
    onWrite(await callHub('templates.plain', { body: text }))
  })
  return (
    <button
      type="button"
      className={styles.plain}
      aria-label={templateUseWords.plainLabel}
      data-hint={templateUseWords.plainHint}
      disabled={write.busy}
      // The box keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => write.run()}
    >
      {templateUseWords.plain}
    </button>
  )
}
