import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FirstTextNotice } from '../../electron/ipc/contract/templates-views.ts'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { callHub, useSettings } from '../lib/data.ts'

/** What the first text to a number says besides what is written. */
export interface FirstText {
  /** As it would be added now; null where nothing is, because it is not the first, or the words say it. */
  readonly notice: FirstTextNotice | null
  readonly isLeftOut: boolean
  /** Not known yet whether it is the first one. */
  readonly isAsking: boolean
  toggle(): void
  /** The text as it goes out. */
  complete(body: string): string
}

/** Whose first text staff chose to send as written: conversations by id, numbers that have none by address. */
const leftOut = new Set<number | string>()

/** The word as it is to be answered, as the hub knows it. */
const namesStop = /\bSTOP\b|\b(?:[Rr]eply|[Tt]ext|[Ss]end|[Rr]esponda|[Rr]épondez)\s+["'“]?[Ss]top\b/

const unheard: ReadonlySet<string> = new Set(['failed', 'expired', 'canceled'])

/** What the text in the box needs as the first one to its number: who it is from, and how to stop more. */
export function useFirstText({ id, kind, lastMessage }: ConversationView, text: string): FirstText {
  // As far as the last text tells; the hub knows.
  const mayBeFirst =
    kind === 'phone' && (lastMessage === null || (lastMessage.direction === 'out' && unheard.has(lastMessage.state)))
  return useFirstTextTo(mayBeFirst ? id : null, text, lastMessage?.id)
}

/**
 * The same for a conversation's id or an address.
 * @param to null where it cannot be the first
 * @param since what makes an answer old
 */
export function useFirstTextTo(to: number | string | null, text: string, since?: string): FirstText {
  const { campName } = useSettings()
  const [toggled, setToggled] = useState(0)
  const asked = useQuery({
    queryKey: ['templates', 'firstText', to, campName, since],
    queryFn: () => callHub('templates.firstText', { to: to ?? 0, body: '' }),
    enabled: campName !== '' && to !== null,
    gcTime: 0,
    staleTime: 0,
  })
  const whole = to === null ? null : asked.data
  const noticeOf = (body: string) => (whole ? missing(whole, body, campName) : null)
  const isLeftOut = to !== null && leftOut.has(to)
  return {
    notice: text.trim() === '' ? null : noticeOf(text),
    isLeftOut,
    isAsking: asked.isLoading,
    toggle() {
      if (to === null) return
      if (!leftOut.delete(to)) leftOut.add(to)
      setToggled(toggled + 1)
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
  // A sentence that was left open is closed first.
  const end = /[\p{L}\p{N}]$/u.test(body.trimEnd()) ? '.' : ''
  const after = namesStop.test(body) ? '' : `${end}${whole.after}`
  return before === '' && after === '' ? null : { before, after }
}
