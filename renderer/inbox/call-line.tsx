import { MessageSquareReply, PhoneIncoming, PhoneMissed, Voicemail } from 'lucide-react'
import type { CallView, MessageView } from '../../electron/ipc/contract/views.ts'
import { keysFor } from '../keys/bindings.ts'
import { canRun, runCommand, useCommandsVersion } from '../keys/use-command.ts'
import { clockTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { voiceWords } from '../words/voice.ts'
import styles from './call-line.module.css'

const icons = { voicemail: Voicemail, missed: PhoneMissed } as const

/** A call that came in: how far it is, and whether it was taken, missed, or left something on tape. */
export function CallLine({ message, call }: { readonly message: MessageView; readonly call: CallView }) {
  const Icon = call.outcome === 'voicemail' || call.outcome === 'missed' ? icons[call.outcome] : PhoneIncoming
  return (
    <>
      <div className={styles.call}>
        <Icon size={18} aria-hidden />
        <span className={styles.word}>{callWord(message, call)}</span>
        {call.duration === null || call.duration === 0 ? null : (
          <span data-numeric>{voiceWords.length(call.duration)}</span>
        )}
        {isMissedCall(message) ? <TextBackButton /> : null}
      </div>
      {call.removedAfter === null ? null : <p className={styles.removed}>{voiceWords.removed(call.removedAfter)}</p>}
    </>
  )
}

/** Answers a missed call by a text; not there where they cannot be texted. */
function TextBackButton() {
  useCommandsVersion()
  if (!canRun('message.textBack')) return null
  return (
    <Button
      size="small"
      className={styles.textBack}
      icon={<MessageSquareReply size={16} aria-hidden />}
      hint={voiceWords.textBack}
      hintKeys={keysFor('message.textBack')}
      onClick={() => runCommand('message.textBack')}
    >
      {voiceWords.textBack}
    </Button>
  )
}

/** Whether somebody called whom nobody spoke to, as far as is known; not while they are still on the line. */
export function isMissedCall({ direction, call }: MessageView): boolean {
  return direction === 'in' && (call?.outcome === 'missed' || call?.outcome === 'voicemail')
}

/** The state of a call in words; what is not known is not said. */
export function callWord(message: MessageView, call: CallView): string {
  if (message.direction === 'in') return voiceWords.stateIn(call)
  if (call.againAt !== null) return voiceWords.again(clockTime(call.againAt), call.outcome)
  return voiceWords.state(call) ?? voiceWords.spoken
}
