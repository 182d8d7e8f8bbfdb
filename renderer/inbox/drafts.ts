import type { EarlierText } from '../../electron/ipc/contract/define.ts'
import { callHub } from '../lib/data.ts'
import { sameUse, usual } from './composer-use.ts'
import type { Use } from './composer-use.ts'

/** What is in a composer: words, and until when they are of use. */
export interface Written {
  readonly body: string
  readonly use: Use
}

/** How words go out on a call. */
export interface Spoken {
  /** ISO 639-1; null: the family's. */
  readonly language: string | null
}

export const nothingWritten: Written = { body: '', use: usual }

interface Draft {
  written: Written
  /** Not yet in the store. */
  unsaved: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/** The text being edited again, and the draft that waits aside meanwhile. */
export interface Edit {
  readonly messageId: string
  readonly aside: Written
  /** Whether that draft is for a call. */
  readonly asideSpoken: Spoken | null
  /** What is edited was a call. */
  readonly isCall: boolean
}

/** The hub asked whether the same words shall really go out again: what was to be sent, and which text it repeats. */
export interface Question extends Written {
  readonly earlier: EarlierText
  /** What was written since, and stays in the box once the answer is yes. */
  readonly since: Written
}

const saveAfter = 300
/** After a save that was refused (the disk is full, say), in milliseconds. */
const saveAgainAfter = 5_000
const drafts = new Map<number, Draft>()
const edits = new Map<number, Edit>()
const spokens = new Map<number, Spoken>()
const questions = new Map<number, Question>()

/** What was last written in a conversation's composer; undefined when this window has not written there. */
export function draftOf(conversationId: number): Written | undefined {
  return drafts.get(conversationId)?.written
}

/** Keeps what is in the composer at once, and saves it in the store a moment later. */
export function keepDraft(conversationId: number, written: Written): void {
  const draft = drafts.get(conversationId) ?? { written: nothingWritten, unsaved: false, timer: undefined }
  drafts.set(conversationId, draft)
  const isSame = draft.written.body === written.body && sameUse(draft.written.use, written.use)
  if (isSame && !draft.unsaved) return
  draft.written = written
  draft.unsaved = true
  clearTimeout(draft.timer)
  draft.timer = setTimeout(() => save(conversationId, draft), saveAfter)
}

/** Saves now what still waits to be saved: on leaving a conversation, on leaving the page. */
export function flushDrafts(): void {
  for (const [conversationId, draft] of drafts) if (draft.unsaved) save(conversationId, draft)
}

/** Another store is shown now: its conversations only share the numbers. */
export function forgetDrafts(): void {
  for (const draft of drafts.values()) clearTimeout(draft.timer)
  drafts.clear()
  edits.clear()
  spokens.clear()
  questions.clear()
}

export function editOf(conversationId: number): Edit | undefined {
  return edits.get(conversationId)
}

export function setEdit(conversationId: number, edit: Edit | undefined): void {
  if (edit === undefined) edits.delete(conversationId)
  else edits.set(conversationId, edit)
}

/**
 * How what is in the box is spoken: words that were written for a call go out as no text. Null: it is texted. Of a choice that
 * nothing was written for, nothing is kept.
 */
export function spokenOf(conversationId: number, body: string): Spoken | null {
  if (body === '') spokens.delete(conversationId)
  return spokens.get(conversationId) ?? null
}

export function setSpokenOf(conversationId: number, spoken: Spoken | null): void {
  if (spoken === null) spokens.delete(conversationId)
  else spokens.set(conversationId, spoken)
}

export function questionOf(conversationId: number): Question | undefined {
  return questions.get(conversationId)
}

export function setQuestion(conversationId: number, question: Question | undefined): void {
  if (question === undefined) questions.delete(conversationId)
  else questions.set(conversationId, question)
}

const longest = 5_000

function save(conversationId: number, draft: Draft): void {
  clearTimeout(draft.timer)
  const { body, use } = draft.written
  draft.unsaved = false
  callHub('conversations.saveDraft', {
    id: conversationId,
    body: body.slice(0, longest),
    use: use.kind === 'usual' ? null : use,
  }).catch(() => {
    // The words are still in the box and here, and are saved as soon as they can be; newer ones have a save of their own.
    if (drafts.get(conversationId) !== draft || draft.unsaved) return
    draft.unsaved = true
    draft.timer = setTimeout(() => save(conversationId, draft), saveAgainAfter)
  })
}
