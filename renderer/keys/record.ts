import { isMac } from './describe.ts'

/** Why pressed keys cannot become a command's keys. */
export type KeyRefusal = 'incomplete' | 'alt-letter' | 'browser' | 'editing'

export type Recorded =
  | { readonly ok: true; readonly keys: string }
  | { readonly ok: false; readonly refusal: KeyRefusal; readonly keys: string }

/** What of a keyboard event says which keys were pressed. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const modifierKeys = [
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'OS',
  'CapsLock',
  'Fn',
  'Dead',
  'Process',
  'Unidentified',
]

/** Keys that write, move or delete while text is written; with Shift or alone they stay the text's. */
const editingKeys = [
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Escape',
]

/** With Ctrl (Cmd) and a letter: what every text field and every browser means by it. */
const editingLetters = 'ACVXYZ'
const browserLetters = 'NTWRPQ'

/** The keys of one press in tinykeys' words, or why they cannot be taken. */
export function recordKeys(event: PressedKey, mac = isMac): Recorded {
  const mod = mac ? event.metaKey : event.ctrlKey
  const other = mac ? event.ctrlKey : event.metaKey
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  // A sign that Shift writes is named by itself: where it lies differs between keyboards.
  const isSign = key.length === 1 && !/\p{L}/u.test(key)
  const parts = [
    ...(mod ? ['$mod'] : []),
    ...(other ? [mac ? 'Control' : 'Meta'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? [isSign ? '[Shift]' : 'Shift'] : []),
    key,
  ]
  const keys = parts.join('+')
  const refuse = (refusal: KeyRefusal): Recorded => ({ ok: false, refusal, keys })
  if (modifierKeys.includes(event.key)) return refuse('incomplete')
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) return refuse('alt-letter')
  if (other && !mac) return refuse('browser')
  const plain = !mod && !other && !event.altKey
  if (editingKeys.includes(key) && (plain || key === 'Tab')) return refuse('editing')
  if (mod && !event.altKey && key.length === 1) {
    if (!event.shiftKey && /[0-9]/.test(key)) return refuse('browser')
    if (!event.shiftKey && editingLetters.includes(key)) return refuse('editing')
    if (browserLetters.includes(key)) return refuse('browser')
  }
  if (event.altKey && !mod && key === 'F4') return refuse('browser')
  return { ok: true, keys }
}
