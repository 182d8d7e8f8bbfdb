/** For comparing: no case, no accents, straight apostrophes, single spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’‘´`]/g, "'")
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim()
}

/** Whether a name stands in folded words as a word of its own; "Maya's" names Maya. */
export function names(folded: string, name: string): boolean {
  const wanted = fold(name)
  if (wanted === '') return false
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
    const before = folded.charAt(at - 1)
    const after = folded.charAt(at + wanted.length)
    if (!isLetter(before) && !isLetter(after)) return true
  }
  return false
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}
