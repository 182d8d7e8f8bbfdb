import type { CallInput, CallOutput } from './calls.ts'
import type { ChangeBatch } from './changes.ts'
import type { Result } from './define.ts'
import type { CallName } from './names.ts'

/** What the page finds at `window.ptp`, in both hosts. */
export interface Bridge {
  readonly host: 'electron' | 'browser'
  /** Runs a call in the hub. Never rejects for a refused call: the result says so. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>>
  /**
   * The same, with the result as JSON, where the host has it: in Electron each object that crosses from the preload's world to the
   * page's is taken apart and put together anew, which costs a page of a thread ten times what reading it does.
   */
  readonly callAsText?: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<string>
  /** Hears every change from now on; returns the function that stops it. */
  onChanges(listener: (batch: ChangeBatch) => void): () => void
  /** Hears whether the hub can be reached at all (always true in Electron). */
  onReachable(listener: (reachable: boolean) => void): () => void
}
