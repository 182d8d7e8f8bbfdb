import { createKeybindingsHandler } from 'tinykeys'
import { bindingsOf, useRemaps } from './bindings.ts'
import type { Remaps } from './bindings.ts'
import { commands } from './commands.ts'
import type { Command } from './commands.ts'
import { runCommand } from './use-command.ts'

/** A key that writes a character must never be taken from a text field, whatever the user mapped to it. */
export function writesText(keys: string): boolean {
  return keys.split(' ').some((press) => {
    const parts = press.split(/(?<=\w|\])\+/)
    const key = parts.at(-1) ?? ''
    const modified = parts.slice(0, -1).some((part) => part !== 'Shift' && part !== '[Shift]')
    return !modified && (key.length === 1 || key === 'Space')
  })
}

/** Whether a key goes into text: what types, and what a screen reader calls a text box. */
export function isTextTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return (
    target instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'file'].includes(target.type)
  )
}

/** While an input method composes, every key belongs to it; 229 is how older engines say so on the first key. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** Listens for every command's keys on the window. Returns the function that stops it. */
export function listenForKeys(target: Window): () => void {
  let dialogOpen = false
  let handle: (event: KeyboardEvent) => void
  // After two presses that belong together tinykeys still waits for the other second presses ("G then B" after "G then C"):
  // a new handler waits for nothing.
  const startAnew = () => {
    handle = makeHandler(useRemaps.getState().remaps, () => dialogOpen, startAnew)
  }
  startAnew()
  const stopFollowing = useRemaps.subscribe(startAnew)
  // Asked before anyone acts: a dialog that closes on Escape is gone when the event comes up here.
  const capture = () => {
    dialogOpen = document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]') !== null
  }
  const listener = (event: KeyboardEvent) => handle(event)
  target.addEventListener('keydown', capture, { capture: true })
  target.addEventListener('keydown', listener)
  return () => {
    stopFollowing()
    target.removeEventListener('keydown', capture, { capture: true })
    target.removeEventListener('keydown', listener)
  }
}

function makeHandler(
  remaps: Remaps,
  dialogIsOpen: () => boolean,
  startAnew: () => void,
): (event: KeyboardEvent) => void {
  const anywhere: Record<string, (event: KeyboardEvent) => void> = {}
  const outsideText: Record<string, (event: KeyboardEvent) => void> = {}
  for (const command of commands) {
    if (command.where === 'field') continue
    for (const keys of bindingsOf(command, remaps)) {
      const map = command.where === 'outside-text' || writesText(keys) ? outsideText : anywhere
      map[keys] ??= (event) => {
        act(command, event, dialogIsOpen())
        if (keys.includes(' ')) startAnew()
      }
    }
  }
  // tinykeys' types know only `Event` listeners of any target; these come from the window's keydown alone.
  const taken = (event: KeyboardEvent) => event.defaultPrevented || isComposing(event)
  const first = createKeybindingsHandler(anywhere, { ignore: taken })
  const second = createKeybindingsHandler(outsideText, {
    ignore: (event) => taken(event) || isTextTarget(event.target),
  })
  return (event) => {
    first(event)
    second(event)
  }
}

function act(command: Command, event: KeyboardEvent, dialogOpen: boolean): void {
  if (event.repeat && command.repeats !== true) {
    // A held Ctrl+K must not fall through to the browser's own meaning.
    if (event.ctrlKey || event.metaKey) event.preventDefault()
    return
  }
  if (dialogOpen && command.overDialogs !== true) return
  if (runCommand(command.id)) event.preventDefault()
}
