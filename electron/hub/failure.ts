import type { StoreError } from '../../db/store-error.ts'
import type { CallError, EarlierText, ErrorCode } from '../ipc/contract/define.ts'

/** A call refused in words for the person at the screen; thrown by handlers, turned into a result where the call came in. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure'
  readonly code: ErrorCode
  readonly details: string | undefined

  constructor(code: ErrorCode, message: string, details?: string) {
    super(message)
    this.code = code
    this.details = details
  }

  toError(): CallError {
    return { code: this.code, message: this.message, ...(this.details === undefined ? {} : { details: this.details }) }
  }
}

/** Staff are asked before the same words go to the same number again. */
export class RepeatFailure extends CallFailure {
  readonly earlier: EarlierText

  constructor(earlier: EarlierText) {
    super('repeat', 'The same text went to this number a short while ago, or still waits to.')
    this.earlier = earlier
  }

  override toError(): CallError {
    return { ...super.toError(), earlier: this.earlier }
  }
}

export type StartFailureCode = 'locked' | 'newer-schema' | 'bad-environment' | 'damaged-store' | 'no-disk' | 'internal'

/** Why the hub cannot start, in words for the person at the screen. Hosts show it and end with a code other than 0. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
  readonly code: StartFailureCode
  readonly details: string | undefined

  constructor(code: StartFailureCode, message: string, details?: string) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** Trouble with the store, as the reason why the hub cannot start. */
export function startFailureOf(error: StoreError): StartFailure {
  switch (error.code) {
    case 'newer-schema':
    case 'changed-schema':
      return new StartFailure('newer-schema', error.message, error.details)
    case 'locked':
      return new StartFailure('locked', error.message, error.details)
    case 'damaged':
    case 'broken-migration':
      return new StartFailure('damaged-store', error.message, error.details)
    case 'not-writable':
    case 'full':
      return new StartFailure('no-disk', error.message, error.details)
    case 'unknown':
      return new StartFailure('internal', error.message, error.details)
  }
}
