/** What stands beside a tick for a name: "Dana King" → "DK", "Cher" → "C", "Ana de la Cruz" → "AC". */
export function initialsOf(name: string): string {
  const parts = name
    .trim()
    .split(/[\s-]+/u)
    .filter((part) => part !== '')
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]]
  return ends
    .map((part) => Array.from(part ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
    .slice(0, 4)
}
