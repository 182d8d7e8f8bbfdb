import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** What decides which registration carriers want of a sender. `local`: a long code of the United States. */
export type NumberKind = 'toll-free' | 'local' | 'elsewhere'

/** Toll-free area codes of North America (NANPA). */
const tollFree = /^\+1(?:800|833|844|855|866|877|888)\d{7}$/

/** @param number E.164 */
export function numberKind(number: string): NumberKind {
  if (tollFree.test(number)) return 'toll-free'
  if (!number.startsWith('+1')) return 'elsewhere'
  // Canada, Bermuda and the Caribbean share +1; a number nobody knows is taken for the United States, where it matters.
  const country = parsePhoneNumberFromString(number)?.country
  return country === undefined || country === 'US' ? 'local' : 'elsewhere'
}
