/** As the hub asks for: shorter ones it refuses. */
const shortest = 10

/**
 * How hard a passphrase is to guess, roughly: 0 too short, 1 weak, 2 good, 3 strong. Length and variety count, rows of
 * neighbours and repeats do not. A hint; the hub decides.
 */
export function passphraseStrength(passphrase: string): 0 | 1 | 2 | 3 {
  const typed = passphrase.normalize('NFKC').trim()
  if (typed.length < shortest) return 0
  const bits = unguessable(typed) * Math.log2(alphabet(typed))
  return bits < 50 ? 1 : bits < 80 ? 2 : 3
}

/** Characters that do not follow from the one before. */
function unguessable(text: string): number {
  const codes = Array.from(text.toLowerCase(), (character) => character.codePointAt(0) ?? 0)
  const surprising = codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length
  // A word said twice is one word.
  const words = text.toLowerCase().split(/[\s\-_.,]+/)
  return Math.min(surprising, new Set(codes).size * 2) * (new Set(words).size / words.length)
}

function alphabet(text: string): number {
  const kinds: readonly (readonly [RegExp, number])[] = [
    [/\p{Ll}/u, 20],
    [/\p{Lu}/u, 20],
    [/\d/, 10],
    [/[^\p{L}\d]/u, 14],
  ]
  return kinds.reduce((sum, [kind, size]) => (kind.test(text) ? sum + size : sum), 0)
}
