import type { CallInput, CallOutput } from '../../electron/ipc/contract/calls.ts'
import type { Result } from '../../electron/ipc/contract/define.ts'
import type { CallName } from '../../electron/ipc/contract/names.ts'
import { ask } from './ask.ts'

const asked = new Map<string, Promise<Result<unknown>>>()

function question(name: CallName, input: object): string {
  return name + JSON.stringify(input)
}

/** Asks before anybody wants to know: the hub answers while the rest of the page's code is read. */
export function askAhead<Name extends CallName>(name: Name, input: CallInput<Name>): void {
  const answer = ask(name, input)
  // Whoever takes the answer hears of its failure; where nobody does, it is nobody's.
  answer.catch(() => undefined)
  asked.set(question(name, input), answer)
}

/** The answer to exactly this question where it was asked ahead; each is taken once. */
export function takeAhead<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
): Promise<Result<CallOutput<Name>>> | undefined {
  if (asked.size === 0) return undefined
  const key = question(name, input)
  const answer = asked.get(key)
  asked.delete(key)
  // The key holds the name: the answer is that call's.
  return answer as Promise<Result<CallOutput<Name>>> | undefined
}

/** What was not taken by now would be stale. */
export function forgetAhead(): void {
  asked.clear()
}
