import type { z } from 'zod'
import type { MessageState } from '../../../db/words.ts'

/** One call the screen can make: the schema its input is parsed with, and (as a type only) what it returns. */
export interface CallDefinition<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  /** Never set: carries the output's type for inference. */
  readonly output?: Output
}

/**
 * Starts the definition of a call: `call(() => schema).returns<View>()`. The schema is made when the call first comes: to make
 * them all takes as long as reading the library they are made with, and a start needs five.
 */
export function call<Input extends z.ZodType>(makeInput: () => Input) {
  let made: Input | undefined
  return {
    returns: <Output>(): CallDefinition<Input, Output> => ({
      get input() {
        made ??= makeInput()
        return made
      },
    }),
  }
}

/** What went wrong, in words a volunteer understands; `details` is one click away. */
export interface CallError {
  readonly code: ErrorCode
  readonly message: string
  readonly details?: string
  /** With the code `repeat`: the text that said the same. */
  readonly earlier?: EarlierText
}

/**
 * `repeat`: the same words went to the same number lately; staff are asked before they go again. `locked`: the window is
 * covered, and only its cover is answered.
 */
export type ErrorCode =
  | 'not-started'
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'repeat'
  | 'unavailable'
  | 'forbidden'
  | 'locked'
  | 'internal'

/** A text that said the same to the same number a short while ago, or has yet to leave. */
export interface EarlierText {
  readonly messageId: string
  /** When it left, or was written where it has not left; epoch milliseconds. */
  readonly at: number
  readonly state: MessageState
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError }
