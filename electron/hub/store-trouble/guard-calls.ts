import { storeFaultOf } from '../../../db/store-error.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import { CallFailure } from '../failure.ts'
import { refusals } from './words.ts'

/**
 * Makes the store's trouble a refusal in plain words, whichever call meets it.
 * @param met hears of the trouble: a reading may find what no write did
 */
export function guardCalls(handlers: Partial<Handlers>, met: (error: unknown) => void): Partial<Handlers> {
  const refuse = (error: unknown): never => {
    const fault = storeFaultOf(error)
    if (fault === null) throw error
    met(error)
    throw new CallFailure('unavailable', refusals[fault], error instanceof Error ? error.message : undefined)
  }
  const guarded = Object.entries(handlers).map(([name, handler]) => {
    const run = handler as (input: unknown) => unknown
    return [
      name,
      (input: unknown): unknown => {
        try {
          const value = run(input)
          return value instanceof Promise ? value.catch(refuse) : value
        } catch (error) {
          return refuse(error)
        }
      },
    ] as const
  })
  // Each goes by the name it came by.
  return Object.fromEntries(guarded) as Partial<Handlers>
}
