import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import type { CountryCode, NumberType, PhoneNumber } from 'libphonenumber-js/max'
import type { AddressKind, NumberCheck } from '../../ipc/contract/views.ts'

/** Who a text came from, as a conversation's key. */
export interface Address {
  readonly kind: AddressKind
  /** E.164 for `phone`, as it came for the others, empty for `withheld`. */
  readonly address: string
}

/** What carriers write in place of a number that its owner keeps to himself. +266696687 spells ANONYMOUS. */
const withheldNames =
  /^(anonymous|restricted|private|unavailable|unknown|withheld|blocked|no caller id|\+?266696687|\+?7378742833|\+?2562533|\+?8656696|\+?86282452253)$/i

function country(code: string): CountryCode | undefined {
  return isSupportedCountry(code) ? code : undefined
}

function warningFor(number: PhoneNumber): string | null {
  const type: NumberType = number.getType()
  // Never refused: numbering plans change faster than our copy of them, and 555 numbers are what people practice with.
  // A number of a known type is valid: to ask for both takes twice as long.
  if (type === undefined && !number.isValid()) return 'No such number is known in that area. Check the digits.'
  switch (type) {
    case 'FIXED_LINE':
      return 'This is a landline. It may not get texts.'
    case 'TOLL_FREE':
      return 'This is a toll-free number. A family rarely has one.'
    case 'PREMIUM_RATE':
    case 'SHARED_COST':
      return 'This number costs extra. Check that it is right.'
    case 'PAGER':
    case 'UAN':
    case 'VOICEMAIL':
      return 'This is not a personal phone. It may not get texts.'
    case 'FIXED_LINE_OR_MOBILE':
    case 'MOBILE':
    case 'PERSONAL_NUMBER':
    case 'VOIP':
    case undefined:
      return null
  }
}

function refusal(text: string, defaultCountry: string): string {
  const digits = text.replace(/\D/g, '').length
  if (digits === 0) return 'This is not a phone number.'
  switch (validatePhoneNumberLength(text, country(defaultCountry))) {
    case 'TOO_SHORT':
      return 'This number is too short. Add the missing digits.'
    case 'TOO_LONG':
      return text.startsWith('+')
        ? 'This number is too long. Check the digits.'
        : 'This number is too long. For another country begin with + and its code.'
    case 'INVALID_COUNTRY':
      return 'No country has this code. Begin with + and the country code.'
    case 'INVALID_LENGTH':
      return 'This number has the wrong count of digits.'
    case 'NOT_A_NUMBER':
    case undefined:
      return 'This is not a phone number.'
  }
}

/** A number as it was read: its E.164 form, and what looks wrong with it. */
export type ReadNumber =
  | { readonly ok: true; readonly address: string; readonly warning: string | null }
  | { readonly ok: false; readonly reason: string }

/**
 * Reads a number as a person types it. Without a country code it is read as one of `defaultCountry` (ISO 3166 alpha-2).
 * A number of a possible length is let through, with a warning where it looks wrong.
 */
export function readNumber(typed: string, defaultCountry: string): ReadNumber {
  const text = typed.trim()
  if (/[a-z]{3}/i.test(text.replace(/\bext\.?|\btel\.?/gi, '')))
    return { ok: false, reason: 'This is not a phone number.' }
  const ours = country(defaultCountry)
  const number = parsePhoneNumberFromString(text, { ...(ours ? { defaultCountry: ours } : {}), extract: false })
  if (!number || !number.isPossible()) return { ok: false, reason: refusal(text, defaultCountry) }
  if (number.ext) return { ok: false, reason: 'Texts cannot reach an extension. Leave it out.' }
  return { ok: true, address: number.number, warning: warningFor(number) }
}

/** The same, with the number as a person reads it. */
export function checkNumber(typed: string, defaultCountry: string): NumberCheck {
  const read = readNumber(typed, defaultCountry)
  return read.ok ? { ...read, displayAddress: displayAddress('phone', read.address, defaultCountry) } : read
}

/**
 * The key of the conversation an inbound text belongs to, from `From` as the carrier gave it. Never refuses: what is not
 * a number stays as it came, for nobody can say what it means (Twilio docs: From may be other than E.164).
 */
export function toAddress(raw: string): Address {
  const text = raw.trim()
  if (text === '' || withheldNames.test(text)) return { kind: 'withheld', address: '' }
  if (/^\+[1-9]\d{6,14}$/.test(text)) return { kind: 'phone', address: text }
  if (/^\d{3,8}$/.test(text)) return { kind: 'shortcode', address: text }
  return { kind: 'alphanumeric', address: text }
}

const displayed = new Map<string, string>()
/** Above a camp's families and strangers of a season; the map starts anew past it. */
const displayedLimit = 5000

function format(address: string, defaultCountry: string): string {
  const number = parsePhoneNumberFromString(address)
  if (!number) return address
  const ours = country(defaultCountry)
  // By calling code, not country: +1 and +44 dial alike in all of their countries, and a 555 number has no country at all.
  return ours && number.countryCallingCode === getCountryCallingCode(ours)
    ? number.formatNational()
    : number.formatInternational()
}

/** The address as a person reads it: in the national way for numbers of `defaultCountry`, with the country code for others. */
export function displayAddress(kind: AddressKind, address: string, defaultCountry: string): string {
  if (kind === 'withheld') return 'Number withheld'
  if (kind !== 'phone') return address
  const key = `${defaultCountry}${address}`
  const known = displayed.get(key)
  if (known !== undefined) return known
  if (displayed.size >= displayedLimit) displayed.clear()
  const text = format(address, defaultCountry)
  displayed.set(key, text)
  return text
}
