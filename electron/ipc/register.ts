import type { z } from 'zod'
import { CallFailure } from '../hub/failure.ts'
import type { Log } from '../hub/log.ts'
import { calls } from './contract/calls.ts'
import type { CallError, Result } from './contract/define.ts'
import type { Handlers } from './contract/handlers.ts'
import { callNames } from './contract/names.ts'
import type { CallName } from './contract/names.ts'

/** Runs one call of the screen; never rejects. Name and input come from outside and are checked here. */
export type Dispatch = (name: unknown, input: unknown) => Promise<Result<unknown>>

/**
 * What a host passes its callers' requests to: the input is parsed with the contract's schema, the handler runs, and
 * whatever happens becomes a result.
 * @throws where the handlers and the contract do not match: the start ends there.
 */
export function registerCalls(handlers: Partial<Handlers>, log: Log): Dispatch {
  const missing = callNames.filter((name) => typeof handlers[name] !== 'function')
  const unknown = Object.keys(handlers).filter((name) => !isCallName(name))
  if (missing.length > 0) throw new Error(`No handler for the calls ${missing.join(', ')}.`)
  if (unknown.length > 0) throw new Error(`Handlers for calls that the contract does not have: ${unknown.join(', ')}.`)

  return async (name, input) => {
    if (!isCallName(name))
      return refuse({ code: 'not-found', message: 'This version of the app does not know that request.' })
    const parsed = calls[name].input.safeParse(input)
    if (!parsed.success) return refuse(inputError(name, parsed.error))
    // The schema and the handler belong to the same name; the compiler cannot follow that through a union of names.
    const handler = handlers[name] as (input: unknown) => unknown
    log.debug?.('call', { call: name })
    try {
      return { ok: true, value: await handler(parsed.data) }
    } catch (error) {
      if (error instanceof CallFailure) return refuse(error.toError())
      log.error('call-broke', { call: name, error })
      return refuse({
        code: 'internal',
        message: 'That did not work because of a fault in the app. The log says more.',
        details: `${name}: ${error instanceof Error ? error.name : typeof error}`,
      })
    }
  }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}

function refuse(error: CallError): Result<never> {
  return { ok: false, error }
}

/** The first rule with words of its own speaks to the person; the details name the place, never the value. */
function inputError(name: CallName, error: z.ZodError): CallError {
  const spoken = error.issues.find((issue) => issue.code === 'custom')
  return {
    code: 'invalid',
    message: spoken?.message ?? 'The app could not read that request.',
    details: `${name}: ${error.issues.map((issue) => `${issue.path.join('.') || 'input'} (${issue.code})`).join(', ')}`,
  }
}
