import type { z } from 'zod'

/** One call the screen can make: the schema its input is parsed with, and (as a type only) what it returns. */
export interface CallDefinition<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  /** Never set: carries the output's type for inference. */
  readonly output?: Output
}

/** Starts the definition of a call: `call(schema).returns<View>()`. */
export function call<Input extends z.ZodType>(input: Input) {
  return { returns: <Output>(): CallDefinition<Input, Output> => ({ input }) }
}

/** What went wrong, in words a volunteer understands; `details` is one click away. */
export interface CallError {
  readonly code: ErrorCode
  readonly message: string
  readonly details?: string
}

export type ErrorCode = 'invalid' | 'not-found' | 'conflict' | 'unavailable' | 'forbidden' | 'internal'

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError }
