import { StoreError } from '../../db/store-error.ts'
import type { StoreErrorCode } from '../../db/store-error.ts'
import type { CallError, EarlierText, ErrorCode } from '../ipc/contract/define.ts'
import type { StartTroubleKind } from '../ipc/contract/start-views.ts'

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

/** Why the hub cannot start, in words for the person at the screen. Hosts show it and end with a code other than 0. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
  readonly code: StartTroubleKind
  readonly details: string | undefined

  constructor(code: StartTroubleKind, message: string, details?: string) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** What a start broke off for, as the reason why the hub cannot start. */
export function startFailureOf(error: unknown, file: string): StartFailure {
  if (error instanceof StartFailure) return error
  const store = error instanceof StoreError ? error : StoreError.from(error, file)
  const code = startCodeOf(store.code)
  return code === 'internal' && !(error instanceof StoreError)
    ? new StartFailure('internal', 'The app cannot start because of a fault in it.', store.details)
    : new StartFailure(code, store.message, store.details)
}

function startCodeOf(code: StoreErrorCode): StartTroubleKind {
  switch (code) {
    case 'newer-schema':
    case 'changed-schema':
      return 'newer-schema'
    case 'locked':
      return 'store-locked'
    case 'damaged':
      return 'damaged-store'
    case 'broken-migration':
      return 'failed-update'
    case 'not-writable':
      return 'not-writable'
    case 'full':
      return 'full'
    case 'io':
      return 'disk-error'
    case 'unknown':
      return 'internal'
  }
}
