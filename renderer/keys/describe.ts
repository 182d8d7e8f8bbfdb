import { keyWords } from '../words/keys.ts'

/** The same test tinykeys makes, so that a hint names the key that works. */
export const isMac = typeof navigator === 'object' && /Mac|iPod|iPhone|iPad/.test(navigator.platform)

/** One press of a binding as key caps: ["Ctrl", "Shift", "M"]. */
export function keyCaps(press: string, mac = isMac): readonly string[] {
  const parts = press.split(/(?<=\w|\])\+/).filter((part) => !part.startsWith('['))
  return parts.map((part) => capName(part, mac))
}

/** A whole binding as presses of key caps: [["G"], ["I"]]. */
export function keyPresses(keys: string, mac = isMac): readonly (readonly string[])[] {
  return keys
    .trim()
    .split(' ')
    .map((press) => keyCaps(press, mac))
}

/** A binding in words: "Ctrl+Shift+M", "⇧⌘M" on a Mac, "G then I". */
export function describeKeys(keys: string, mac = isMac): string {
  return keyPresses(keys, mac)
    .map((caps) => caps.join(mac ? '' : '+'))
    .join(keyWords.between)
}

function capName(part: string, mac: boolean): string {
  const name = part === '$mod' ? (mac ? 'Meta' : 'Control') : part
  const named = mac ? { ...keyWords.caps, ...keyWords.macCaps } : keyWords.caps
  return named[name] ?? (name.length === 1 ? name.toUpperCase() : name)
}
