import { PhoneIncoming, PhoneMissed, Voicemail } from 'lucide-react'
import type { CallView, MessageView } from '../../electron/ipc/contract/views.ts'
import { clockTime } from '../lib/time.ts'
import { voiceWords } from '../words/voice.ts'
import styles from './call-line.module.css'

const icons = { voicemail: Voicemail, taken: PhoneIncoming } as const

/** A call that came in: whether it was taken, missed, or left something on tape. */
export function CallLine({ message, call }: { readonly message: MessageView; readonly call: CallView }) {
  const Icon = call.outcome === 'voicemail' || call.outcome === 'taken' ? icons[call.outcome] : PhoneMissed
  return (
    <>
      <p className={styles.call}>
        <Icon size={18} aria-hidden />
        <span className={styles.word}>{callWord(message, call)}</span>
        {call.duration === null || call.duration === 0 ? null : (
          <span data-numeric>{voiceWords.length(call.duration)}</span>
        )}
      </p>
      {call.removedAfter === null ? null : <p className={styles.removed}>{voiceWords.removed(call.removedAfter)}</p>}
    </>
  )
}

/** The state of a call in words; what is not known is not said. */
export function callWord(message: MessageView, call: CallView): string {
  if (call.againAt !== null) return voiceWords.again(clockTime(call.againAt), call.outcome)
  return voiceWords.state(call) ?? (message.direction === 'out' ? voiceWords.spoken : voiceWords.callIn.missed)
}
