import { create } from 'zustand'

/** A text to be edited. */
export interface TextToEdit {
  readonly conversationId: number
  readonly id: string
  readonly body: string
}

/** A text that somebody wants to edit and that its thread has not taken into its composer yet. */
export const useEditRequest = create<{ readonly wanted: TextToEdit | null }>()(() => ({ wanted: null }))

/** Asks the text's thread, once it is open, to take the words into its composer. */
export function askToEdit(wanted: TextToEdit): void {
  useEditRequest.setState({ wanted })
}
