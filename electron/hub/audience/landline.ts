import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

const known = new Map<string, boolean>()
/** Above a big camp's numbers outside North America; the map starts anew past it. */
const knownLimit = 20_000

/**
 * Whether the numbering plan says that a number is no mobile. North America's does not tell the two apart, apart from toll-free
 * numbers; there the carrier's answer to a first text does.
 * @param address E.164
 */
export function isLandline(address: string): boolean {
  if (address.startsWith('+1')) return /^\+1(?:800|833|844|855|866|877|888)\d{7}$/.test(address)
  const before = known.get(address)
  if (before !== undefined) return before
  const type = parsePhoneNumberFromString(address)?.getType()
  const isOne = type === 'FIXED_LINE' || type === 'TOLL_FREE' || type === 'PAGER' || type === 'UAN'
  if (known.size >= knownLimit) known.clear()
  known.set(address, isOne)
  return isOne
}
