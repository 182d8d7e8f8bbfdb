/** What nearly all names are like: nothing to tidy. Thousands are looked at for one broadcast. */
const tidyAlready = /^[A-Za-zÀ-ÖØ-öø-ÿ0-9]+(?: [A-Za-zÀ-ÖØ-öø-ÿ0-9]+)*$/

/**
 * A roster's cell as it is to be read: on one line, without braces, without punctuation that follows or leads up to nothing;
 * null where no word is in it.
 */
export function cleaned(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null
  if (tidyAlready.test(value)) return value
  const tidy = value
    .replaceAll(/[{}\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .replaceAll(/ +(?=[,;:.!?])/g, '')
    .replace(/^[\s,;:.!?]+/, '')
    .replace(/[\s,;:]+$/, '')
  return /[\p{L}\p{N}]/u.test(tidy) ? tidy : null
}

/** A whole text: no two blanks in a row, none at the ends of a line or before a comma, no more than one empty line. */
export function tidied(text: string): string {
  if (!/[\r\n\t]| {2}| ,/.test(text)) return text.trim()
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ (?=,)/g, '')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
