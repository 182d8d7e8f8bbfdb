import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { hubNow } from '../lib/clock.ts'
import { asHubError } from '../lib/data.ts'
import { sendText } from '../lib/messages.ts'
import type { ThenCall } from '../lib/messages.ts'
import { scheduleText } from '../lib/schedule.ts'
import type { Plan } from '../lib/schedule.ts'
import { inboxWords } from '../words/inbox.ts'
import { templateUseWords } from '../words/template-use.ts'
import { withWords } from './insert-words.ts'
import { deadlineOf, isOver, usual } from './composer-use.ts'
import type { Use } from './composer-use.ts'
import {
  draftOf,
  editOf,
  flushDrafts,
  keepDraft,
  nothingWritten,
  questionOf,
  setEdit,
  setQuestion as keepQuestion,
  setSpokenOf,
  spokenOf,
} from './drafts.ts'
import type { Edit, Question, Spoken, Written } from './drafts.ts'
import type { TextToEdit } from './edit-request.ts'

/** The most one text may hold; the hub refuses more. */
export const mostCharacters = 1_600
/** The most that is spoken on a call: two minutes or so; the hub refuses more. */
export const mostSpoken = 1_200

export interface Sending {
  readonly text: string
  readonly edited: Edit | undefined
  readonly use: Use
  /** What is in the box is spoken on a call; null: it is texted. */
  readonly spoken: Spoken | null
  /** Why the hub did not take the last text. */
  readonly refusal: string | null
  readonly question: Question | undefined
  readonly sendable: boolean
  change(text: string): void
  /** Puts words in at the caret; until when they are of use comes with them where it is given. */
  insert(words: string, use: Use | null): void
  changeUse(use: Use): void
  changeSpoken(spoken: Spoken | null): void
  edit(message: Pick<TextToEdit, 'id' | 'body' | 'spoken'>): void
  cancelEdit(): void
  send(): void
  /** What is in the box goes out at a time. */
  schedule(plan: Plan): void
  /** The answer to the question: the same words go out again, or stay in the box. */
  answer(again: boolean): void
  dismissRefusal(): void
}

interface Outgoing extends Written {
  /** As it stood in the box. */
  readonly typed: string
  readonly replaces: string | null
  readonly repeats?: string
  /** When it goes out, where that is not now. */
  readonly plan?: Plan
  /** What the box holds once it is sent. */
  readonly left: Written
}

/** What is in a conversation's composer, and what becomes of it when it is sent. */
export function useSending(
  { id, closedReason, draft, draftUse }: ConversationView,
  box: RefObject<HTMLTextAreaElement | null>,
  /** The words as they go out: the first text to a number says more than was written. */
  complete: (body: string) => string,
  /** A call is to follow the text. */
  thenCall: ThenCall | null,
): Sending {
  const [written, setWritten] = useState<Written>(() => draftOf(id) ?? { body: draft, use: draftUse ?? usual })
  const [edited, setEdited] = useState(() => editOf(id))
  const [question, setQuestion] = useState(() => questionOf(id))
  const [refusal, setRefusal] = useState<string | null>(null)
  const { body: text, use } = written
  const [spoken, setSpoken] = useState(() => spokenOf(id, text))
  const fits = text.length <= (spoken === null ? mostCharacters : mostSpoken)
  const sendable = (closedReason === null || spoken !== null) && fits && text.trim() !== ''

  // Whatever is in the box when this conversation is left is saved at once.
  useEffect(() => flushDrafts, [])

  const ask = (next: Question | undefined) => {
    keepQuestion(id, next)
    setQuestion(next)
  }
  const fill = (next: Written) => {
    setWritten(next)
    keepDraft(id, next)
    // Other words, another text: the question was of these.
    if (question !== undefined && next.body !== text) ask(undefined)
  }
  const startEdit = (next: Edit | undefined) => {
    setEdit(id, next)
    setEdited(next)
  }

  const changeSpoken = (next: Spoken | null) => {
    setSpokenOf(id, next)
    setSpoken(next)
  }

  /** A merge field that was pasted goes to nobody as it stands. */
  const holdsField = (): boolean => {
    const [field] = /\{\{[^{}\n]{0,40}\}?\}?|\}\}/.exec(text) ?? []
    if (field === undefined) return false
    setRefusal(templateUseWords.braces(field))
    return true
  }

  const deliver = ({ body, use: itsUse, typed, replaces, repeats, plan, left }: Outgoing) => {
    const now: Parameters<typeof sendText>[0] = {
      conversationId: id,
      body,
      replaces,
      // A span counts from the moment it is sent.
      noUseAfter: deadlineOf(itsUse, hubNow()),
      ...(repeats === undefined ? {} : { repeats }),
      ...(spoken !== null
        ? { spoken: true, ...(spoken.language === null ? {} : { language: spoken.language }) }
        : thenCall === null
          ? {}
          : { thenCall }),
    }
    const sent = plan === undefined ? sendText(now) : scheduleText(id, body, replaces, plan)
    setRefusal(null)
    ask(undefined)
    startEdit(undefined)
    fill(left)
    // A phone rings once for each time somebody chose it: the next Enter sends a text.
    changeSpoken(edited?.asideSpoken ?? null)
    sent.catch((error: unknown) => {
      const { code, message, earlier } = asHubError(error)
      // Nothing is lost: the words come back, an edit as an edit, a text above what was written since.
      const since = draftOf(id) ?? nothingWritten
      const edit =
        replaces === null
          ? undefined
          : {
              messageId: replaces,
              aside: since,
              asideSpoken: spokenOf(id, since.body),
              isCall: edited?.isCall ?? false,
            }
      const back: Written = {
        body: edit !== undefined || since.body === '' ? typed : `${typed}\n${since.body}`,
        use: edit !== undefined || since.use.kind === 'usual' ? itsUse : since.use,
      }
      const asked = code === 'repeat' && earlier !== undefined ? { body, use: itsUse, earlier, since } : undefined
      setEdit(id, edit)
      keepDraft(id, back)
      keepQuestion(id, asked)
      setSpokenOf(id, spoken)
      // Still here: shown at once. Left meanwhile: it waits in the box.
      if (box.current === null) return
      setWritten(back)
      setSpoken(spoken)
      setEdited(edit)
      setQuestion(asked)
      setRefusal(asked === undefined ? message : null)
    })
  }

  return {
    text,
    edited,
    use,
    refusal,
    spoken,
    question,
    sendable,
    changeSpoken,
    change: (body) => fill({ body, use }),
    insert(words, itsUse) {
      const { body, caret } = withWords(text, words, box.current)
      fill({ body, use: itsUse ?? use })
      requestAnimationFrame(() => box.current?.setSelectionRange(caret, caret))
    },
    changeUse: (next) => fill({ body: text, use: next }),
    dismissRefusal: () => setRefusal(null),
    edit({ id: messageId, body, spoken: itsSpoken }) {
      startEdit({
        messageId,
        aside: edited?.aside ?? written,
        asideSpoken: edited === undefined ? spoken : edited.asideSpoken,
        isCall: itsSpoken !== null,
      })
      setRefusal(null)
      fill({ body, use: usual })
      changeSpoken(itsSpoken)
    },
    cancelEdit() {
      startEdit(undefined)
      fill(edited?.aside ?? nothingWritten)
      changeSpoken(edited?.asideSpoken ?? null)
    },
    send() {
      if (!sendable) return
      if (isOver(use, hubNow())) {
        setRefusal(inboxWords.use.over)
        return
      }
      if (holdsField()) return
      deliver({
        body: spoken === null ? complete(text.trim()) : text.trim(),
        use,
        typed: text,
        replaces: edited?.messageId ?? null,
        left: edited?.aside ?? nothingWritten,
      })
    },
    schedule(plan) {
      if (!sendable || holdsField()) return
      deliver({
        body: complete(text.trim()),
        use,
        typed: text,
        replaces: edited?.messageId ?? null,
        plan,
        left: edited?.aside ?? nothingWritten,
      })
    },
    answer(again) {
      if (question === undefined) return
      const { body, use: itsUse, earlier, since } = question
      if (!again) ask(undefined)
      else {
        deliver({ body, use: itsUse, typed: body, replaces: null, repeats: earlier.messageId, left: since })
      }
    },
  }
}
