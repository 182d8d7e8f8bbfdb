import { PhoneForwarded } from 'lucide-react'
import type { ThenCall } from '../lib/messages.ts'
import { dontCall } from '../lib/messages.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { voiceWords } from '../words/voice.ts'
import styles from './then-call-note.module.css'

/** Under a text whose words a voice is to say: when, and the way to leave it at the text. */
export function ThenCallNote({ messageId, plan }: { readonly messageId: string; readonly plan: ThenCall }) {
  const stop = useAction(() => dontCall(messageId))
  return (
    <p className={styles.note}>
      <PhoneForwarded size={16} aria-hidden />
      <span>{voiceWords.thenCall.planned(plan)}</span>
      <Button size="small" variant="quiet" onClick={() => stop.run()} disabled={stop.busy}>
        {voiceWords.thenCall.dont}
      </Button>
      {stop.error === null ? null : <span role="alert">{stop.error}</span>}
    </p>
  )
}
