import type { CallOutput, ParsedInput } from './calls.ts'
import type { CallName } from './names.ts'

/** One function per call of the contract. It gets parsed input, and throws a `CallFailure` to refuse. */
export type Handlers = {
  readonly [Name in CallName]: (input: ParsedInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>
}

/** Puts the handlers of several parts together; two for one call stop the start. */
export function joinHandlers(...parts: readonly Partial<Handlers>[]): Partial<Handlers> {
  const joined: Record<string, unknown> = {}
  for (const part of parts) {
    for (const [name, handler] of Object.entries(part)) {
      if (name in joined) throw new Error(`Two handlers for the call ${name}: each call has one.`)
      joined[name] = handler
    }
  }
  return joined
}
