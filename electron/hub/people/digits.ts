/** The digits of what looks like (part of) a phone number, at least two; null for anything with letters in it. */
export function digitsOf(text: string): string | null {
  if (!/^[\d\s()+./-]+$/.test(text.trim())) return null
  const digits = text.replace(/\D/g, '')
  return digits.length >= 2 ? digits : null
}
