import type { Bridge } from '../../electron/ipc/contract/bridge.ts'
import type { CallInput, CallOutput } from '../../electron/ipc/contract/calls.ts'
import type { Result } from '../../electron/ipc/contract/define.ts'
import type { CallName } from '../../electron/ipc/contract/names.ts'

declare global {
  interface Window {
    readonly ptp: Bridge
  }
}

/** Runs a call by the quickest way the host has. */
export async function ask<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
): Promise<Result<CallOutput<Name>>> {
  const { callAsText, call } = window.ptp
  if (!callAsText) return call(name, input)
  return JSON.parse(await callAsText(name, input)) as Result<CallOutput<Name>>
}
