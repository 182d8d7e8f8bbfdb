import { create } from 'zustand'
import { commandOf, commands } from './commands.ts'
import type { Command, CommandId } from './commands.ts'
import { describeKeys } from './describe.ts'

/** The user's changes: command id → keys in tinykeys' words; an empty string takes the keys away. */
export type Remaps = Readonly<Record<string, string>>

export const useRemaps = create<{ readonly remaps: Remaps; setRemaps(remaps: Remaps): void }>()((set) => ({
  remaps: {},
  setRemaps: (remaps) => set({ remaps }),
}))

/** The keys a command answers to, with the user's changes. A changed command answers to the new keys alone. */
export function bindingsOf(command: Command, remaps: Remaps): readonly string[] {
  const remap = command.fixed === true ? undefined : remaps[command.id]
  if (remap === undefined) return command.keys
  return remap === '' ? [] : [remap]
}

/** Every command that answers to `keys`, besides `except`. */
export function commandsUsing(keys: string, remaps: Remaps, except: CommandId): readonly Command[] {
  const wanted = normalKeys(keys)
  return commands.filter(
    (command) => command.id !== except && bindingsOf(command, remaps).some((binding) => normalKeys(binding) === wanted),
  )
}

/** Optional modifiers aside, and without regard to case: what makes two bindings collide. */
export function normalKeys(keys: string): string {
  return keys.replaceAll(/\[\w+\]\+/g, '').toLowerCase()
}

/** How a command's keys read on this machine ("Ctrl+K", "⌘K", "G then I"); empty when it has none. */
export function keysFor(id: CommandId): string {
  const [first] = bindingsOf(commandOf(id), useRemaps.getState().remaps)
  return first === undefined ? '' : describeKeys(first)
}

/** The same, kept up to date. */
export function useKeysFor(id: CommandId): string {
  const remaps = useRemaps((state) => state.remaps)
  const [first] = bindingsOf(commandOf(id), remaps)
  return first === undefined ? '' : describeKeys(first)
}
