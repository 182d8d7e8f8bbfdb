import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SupportFile } from '../../electron/ipc/contract/diagnostics-views.ts'
import { readReport, saveSupportFile, setDebug } from '../lib/diagnostics.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { useAction } from '../ui/use-action.ts'
import { diagnosticsWords } from '../words/diagnostics.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './diagnostics-tab.module.css'
import { Section } from './section.tsx'

const words = diagnosticsWords.help

/** How long "Copied" stays, in milliseconds. */
const copiedTime = 2_500

/** What is handed to whoever helps, with nothing private in it; and the log's switch. */
export function SupportSection({ debug }: { readonly debug: boolean }) {
  const [copied, setCopied] = useState(false)
  const [file, setFile] = useState<SupportFile | null>(null)
  const copy = useAction(async () => {
    await navigator.clipboard.writeText(await readReport())
    setCopied(true)
  })
  const save = useAction(async () => setFile(await saveSupportFile()))
  const debugging = useAction(setDebug)
  const error = copy.error ?? save.error
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), copiedTime)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Section title={words.title} intro={words.what}>
      <div className={styles.buttons}>
        <Button
          disabled={copy.busy}
          icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          onClick={() => copy.run()}
        >
          <span aria-live="polite">{copied ? words.copied : words.copyReport}</span>
        </Button>
        <Button disabled={save.busy} onClick={() => save.run()}>
          {words.save}
        </Button>
      </div>
      <div role="status" className={styles.saved}>
        {error === null ? null : <span className={styles.error}>{error}</span>}
        {file === null ? null : (
          <>
            <span>{words.saved}</span>
            <span className={styles.path} data-selectable>
              {file.path}
            </span>
            <CopyButton text={file.path} label={words.copyPath} />
          </>
        )}
      </div>
      <Switch
        label={words.debug}
        help={debugging.error ?? words.debugHelp}
        checked={debug}
        onCheckedChange={(on) => debugging.run(on)}
      />
    </Section>
  )
}
