import { useEffect, useRef, useState } from 'react'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { onApplied } from '../lib/connect.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { inboxWords } from '../words/inbox.ts'
import { stateWord } from './state-display.ts'

interface ThreadAnnouncerProps {
  readonly conversationId: number
  readonly name: string
}

/** Says, politely and once, what arrives in the open thread and what did not get through. The log itself stays silent. */
export function ThreadAnnouncer({ conversationId, name }: ThreadAnnouncerProps) {
  const [words, setWords] = useState('')
  const said = useRef(new Set<string>())
  useEffect(
    () =>
      onApplied((changes) => {
        const news: string[] = []
        for (const change of changes) {
          if (change.type !== 'message' || change.message.conversationId !== conversationId) continue
          const { message } = change
          const key = `${message.id} ${message.state}`
          if (said.current.has(key)) continue
          if (message.direction === 'in') news.push(inboxWords.thread.announceIn(name, wordsOf(message)))
          else if (message.state === 'failed' || message.state === 'expired' || message.state === 'uncertain') {
            news.push(inboxWords.thread.announceState(stateWord(message.state), message.body))
          } else continue
          said.current.add(key)
        }
        if (news.length > 0) setWords(news.join('. '))
      }),
    [conversationId, name],
  )
  return (
    <div role="status" aria-live="polite" aria-label={inboxWords.thread.announcer}>
      <VisuallyHidden>{words}</VisuallyHidden>
    </div>
  )
}

/** A picture alone has no words of its own. */
function wordsOf({ body, media }: MessageView): string {
  return body === '' ? inboxWords.media.sent(media.map(({ kind }) => kind)) : body
}
