import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { reportError } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { settingsWords } from '../words/settings.ts'
import styles from './copy-button.module.css'

interface CopyButtonProps {
  readonly text: string
  readonly label?: string
  readonly className?: string | undefined
}

/** Puts a text on the clipboard and says so for a moment. */
export function CopyButton({ text, label = settingsWords.copy, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <div className={className}>
      <Button
        className={styles.button}
        disabled={text === ''}
        icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            (error: unknown) => reportError('copy', error),
          )
        }}
      >
        <span aria-live="polite">{copied ? settingsWords.copied : label}</span>
      </Button>
    </div>
  )
}
