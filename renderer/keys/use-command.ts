import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { CommandId } from './commands.ts'

interface Handler {
  readonly run: () => void
}

/** The live handlers, newest last: of two mounted components the later one acts. */
const handlers = new Map<CommandId, Handler[]>()
const listeners = new Set<() => void>()
let version = 0

function changed(): void {
  version += 1
  for (const listener of listeners) listener()
}

/** Registers what a command does while the calling component is mounted and `enabled`. `run` may change on every render. */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return undefined
    return registerCommand(id, () => latest.current())
  }, [id, enabled])
}

/** The same outside React; returns the function that takes it back. */
export function registerCommand(id: CommandId, run: () => void): () => void {
  const handler: Handler = { run }
  handlers.set(id, [...(handlers.get(id) ?? []), handler])
  changed()
  return () => {
    handlers.set(
      id,
      (handlers.get(id) ?? []).filter((other) => other !== handler),
    )
    changed()
  }
}

/** Runs a command; false when nothing on screen can do it now. */
export function runCommand(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1)
  if (handler === undefined) return false
  handler.run()
  return true
}

export function canRun(id: CommandId): boolean {
  return (handlers.get(id)?.length ?? 0) > 0
}

/** Rerenders when commands come or go; ask `canRun` then. */
export function useCommandsVersion(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => version,
  )
}
