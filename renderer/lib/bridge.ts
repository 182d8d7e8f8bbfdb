import type { CallInput, CallOutput } from '../../electron/ipc/contract/calls.ts'
import type { CallError, EarlierText, ErrorCode } from '../../electron/ipc/contract/define.ts'
import type { CallName } from '../../electron/ipc/contract/names.ts'
import { takeAhead } from './ahead.ts'
import { ask } from './ask.ts'

/** A call the hub refused or could not run. `message` is for the reader, `details` for one click further. */
export class HubError extends Error {
  override readonly name = 'HubError'
  readonly code: ErrorCode
  readonly details: string | undefined
  /** With the code `repeat`: the text that said the same. */
  readonly earlier: EarlierText | undefined

  constructor(error: CallError) {
    super(error.message)
    this.code = error.code
    this.details = error.details
    this.earlier = error.earlier
  }
}

/** Runs a call in the hub; throws a `HubError` where the hub refuses. */
export async function callHub<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const result = await (takeAhead(name, input) ?? ask(name, input)).catch((error: unknown) => {
    // The host itself failed (the socket closed, the process is going): the same shape as a refused call.
    throw new HubError({
      code: 'unavailable',
      message: 'The hub did not answer.',
      details: error instanceof Error ? error.message : String(error),
    })
  })
  if (result.ok) return result.value
  throw new HubError(result.error)
}

/** Any thrown thing as a `HubError`, so that every pane can show it the same way. */
export function asHubError(error: unknown): HubError {
  if (error instanceof HubError) return error
  return new HubError({
    code: 'internal',
    message: 'Something went wrong on this screen.',
    details: error instanceof Error ? (error.stack ?? error.message) : String(error),
  })
}

/** Tells the hub's log about an error of the screen. Never throws: it is the last resort. */
export function reportError(where: string, error: unknown): void {
  // Behind the cover nothing is read: it is read once the window is open.
  if (error instanceof HubError && error.code === 'locked') return
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? error.stack : undefined
  callHub('system.reportError', {
    where: where.slice(0, 200),
    message: message.slice(0, 2000),
    ...(stack === undefined ? {} : { stack: stack.slice(0, 8000) }),
  }).catch(() => undefined)
}
