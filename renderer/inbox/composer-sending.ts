import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import type { ConversationView, MessageView } from '../../electron/ipc/contract/views.ts'
import { hubNow } from '../lib/clock.ts'
import { asHubError } from '../lib/data.ts'
import { sendText } from '../lib/messages.ts'
import { inboxWords } from '../words/inbox.ts'
import { deadlineOf, isOver, usual } from './composer-use.ts'
import type { Use } from './composer-use.ts'
import {
  draftOf,
  editOf,
  flushDrafts,
  keepDraft,
  questionOf,
  setEdit,
  setQuestion as keepQuestion,
  setUse as keepUse,
  useOf,
} from './drafts.ts'
import type { Edit, Question } from './drafts.ts'

/** The most one text may hold; the hub refuses more. */
export const mostCharacters = 1_600

export interface Sending {
  readonly text: string
  readonly edited: Edit | undefined
  readonly use: Use
  /** Why the hub did not take the last text. */
  readonly refusal: string | null
  readonly question: Question | undefined
  readonly sendable: boolean
  change(text: string): void
  changeUse(use: Use): void
  edit(message: Pick<MessageView, 'id' | 'body'>): void
  cancelEdit(): void
  send(): void
  /** The answer to the question: the same words go out again, or stay in the box. */
  answer(again: boolean): void
  dismissRefusal(): void
}

interface Outgoing {
  readonly body: string
  /** As it stood in the box. */
  readonly typed: string
  readonly replaces: string | null
  readonly noUseAfter: number | null
  readonly use: Use
  readonly repeats?: string
  /** What the box holds once it is sent. */
  readonly left: string
}

/** What is in a conversation's composer, and what becomes of it when it is sent. */
export function useSending(
  { id, closedReason, draft }: ConversationView,
  box: RefObject<HTMLTextAreaElement | null>,
): Sending {
  const [text, setText] = useState(() => draftOf(id) ?? draft)
  const [edited, setEdited] = useState(() => editOf(id))
  const [use, setUse] = useState(() => useOf(id))
  const [question, setQuestion] = useState(() => questionOf(id))
  const [refusal, setRefusal] = useState<string | null>(null)
  const sendable = closedReason === null && text.length <= mostCharacters && text.trim() !== ''

  // Whatever is in the box when this conversation is left is saved at once.
  useEffect(() => flushDrafts, [])

  const ask = (next: Question | undefined) => {
    keepQuestion(id, next)
    setQuestion(next)
  }
  const changeUse = (next: Use) => {
    keepUse(id, next)
    setUse(next)
  }
  const fill = (next: string) => {
    setText(next)
    keepDraft(id, next)
  }
  const change = (next: string) => {
    fill(next)
    // Other words, another text: the question was of these.
    if (question !== undefined) ask(undefined)
  }
  const endEdit = (next: string) => {
    setEdit(id, undefined)
    setEdited(undefined)
    change(next)
  }

  const deliver = ({ body, typed, replaces, noUseAfter, repeats, left, use: itsUse }: Outgoing) => {
    const sent = sendText({
      conversationId: id,
      body,
      replaces,
      noUseAfter,
      ...(repeats === undefined ? {} : { repeats }),
    })
    setRefusal(null)
    ask(undefined)
    setEdit(id, undefined)
    setEdited(undefined)
    fill(left)
    changeUse(usual)
    sent.catch((error: unknown) => {
      const { code, message, earlier } = asHubError(error)
      // Nothing is lost: the words come back, an edit as an edit, a text above what was written since.
      const since = draftOf(id) ?? ''
      const edit = replaces === null ? undefined : { messageId: replaces, aside: since }
      const back = edit !== undefined || since === '' ? typed : `${typed}\n${since}`
      const asked = code === 'repeat' && earlier !== undefined ? { body, use: itsUse, earlier, since } : undefined
      setEdit(id, edit)
      keepDraft(id, back)
      keepQuestion(id, asked)
      if (useOf(id).kind === 'usual') keepUse(id, itsUse)
      // Still here: shown at once. Left meanwhile: it waits in the box.
      if (box.current === null) return
      setText(back)
      setEdited(edit)
      setUse(useOf(id))
      setQuestion(asked)
      setRefusal(asked === undefined ? message : null)
    })
  }

  return {
    text,
    edited,
    use,
    refusal,
    question,
    sendable,
    change,
    changeUse,
    dismissRefusal: () => setRefusal(null),
    edit(message) {
      const next = { messageId: message.id, aside: edited === undefined ? text : edited.aside }
      setEdit(id, next)
      setEdited(next)
      setRefusal(null)
      change(message.body)
    },
    cancelEdit: () => endEdit(edited?.aside ?? ''),
    send() {
      if (!sendable) return
      const now = hubNow()
      if (isOver(use, now)) {
        setRefusal(inboxWords.use.over)
        return
      }
      deliver({
        body: text.trim(),
        typed: text,
        replaces: edited?.messageId ?? null,
        noUseAfter: deadlineOf(use, now),
        use,
        left: edited?.aside ?? '',
      })
    },
    answer(again) {
      if (question === undefined) return
      if (!again) {
        ask(undefined)
        return
      }
      const { body, use: itsUse, earlier, since } = question
      deliver({
        body,
        typed: body,
        replaces: null,
        // A span counts from when it is sent: from now.
        noUseAfter: deadlineOf(itsUse, hubNow()),
        use: itsUse,
        repeats: earlier.messageId,
        left: since,
      })
    },
  }
}
