import { create } from 'zustand'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import type { Spoken } from './drafts.ts'

/** A text to be edited. */
export interface TextToEdit {
  readonly conversationId: number
  readonly id: string
  readonly body: string
  /** It was a call, and goes out as one again; null: a text. */
  readonly spoken: Spoken | null
}

/** A message as its composer takes it. */
export function textToEdit({ conversationId, id, body, channel, call }: MessageView): TextToEdit {
  return { conversationId, id, body, spoken: channel === 'voice' ? { language: call?.language ?? null } : null }
}

/** A text that somebody wants to edit and that its thread has not taken into its composer yet. */
export const useEditRequest = create<{ readonly wanted: Omit<TextToEdit, 'spoken'> | null }>()(() => ({ wanted: null }))

/** Asks the text's thread, once it is open, to take the words into its composer. */
export function askToEdit(wanted: Omit<TextToEdit, 'spoken'>): void {
  useEditRequest.setState({ wanted })
}
