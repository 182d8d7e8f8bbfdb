import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FirstTextNotice } from '../../electron/ipc/contract/templates-views.ts'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { callHub, useSettings } from '../lib/data.ts'

/** What the first text of a conversation says besides what is written. */
export interface FirstText {
  /** As it would be added now; null where nothing is, because it is not the first, or the words say it. */
  readonly notice: FirstTextNotice | null
  readonly isLeftOut: boolean
  toggle(): void
  /** The text as it goes out. */
  complete(body: string): string
}

/** Conversations whose first text staff chose to send as written. */
const leftOut = new Set<number>()

const told: ReadonlySet<string> = new Set(['failed', 'expired', 'canceled'])

/** Whether nothing was said with this number yet, as far as its last text tells; the hub knows. */
function mayBeFirst({ kind, lastMessage }: ConversationView): boolean {
  return kind === 'phone' && (lastMessage === null || (lastMessage.direction === 'out' && told.has(lastMessage.state)))
}

/** What the text in the box needs as the first one to its number: who it is from, and how to stop more. */
export function useFirstText(conversation: ConversationView, text: string): FirstText {
  const { id, lastMessage } = conversation
  const { campName } = useSettings()
  const [isLeftOut, setLeftOut] = useState(() => leftOut.has(id))
  const whole = useQuery({
    queryKey: ['templates', 'firstText', id, campName, lastMessage?.id],
    queryFn: () => callHub('templates.firstText', { conversationId: id, body: '' }),
    enabled: campName !== '' && mayBeFirst(conversation),
    gcTime: 0,
    staleTime: 0,
  }).data
  const noticeOf = (body: string) => (whole && mayBeFirst(conversation) ? missing(whole, body, campName) : null)
  const notice = text.trim() === '' ? null : noticeOf(text)
  return {
    notice,
    isLeftOut,
    toggle() {
      if (isLeftOut) leftOut.delete(id)
      else leftOut.add(id)
      setLeftOut(!isLeftOut)
    },
    complete(body) {
      const added = isLeftOut ? null : noticeOf(body)
      return added === null ? body : `${added.before}${body}${added.after}`
    },
  }
}

/** What of the notice the words do not say themselves; null where they say all of it. */
export function missing(whole: FirstTextNotice, body: string, campName: string): FirstTextNotice | null {
  const before = body.toLowerCase().includes(campName.toLowerCase()) ? '' : whole.before
  const after = /\bstop\b/i.test(body) ? '' : whole.after
  return before === '' && after === '' ? null : { before, after }
}
