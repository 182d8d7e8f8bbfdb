import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNumber, displayAddress, toAddress } from './number.ts'

describe('checkNumber', () => {
  test.each([
    ['(212) 555-0123', 'US', '+12125550123', '(212) 555-0123'],
    ['212.555.0123', 'US', '+12125550123', '(212) 555-0123'],
    ['1 212 555 0123', 'US', '+12125550123', '(212) 555-0123'],
    ['  +1 (212) 555-0123 ', 'DE', '+12125550123', '+1 212 555 0123'],
    ['+44 7911 123456', 'US', '+447911123456', '+44 7911 123456'],
    ['07911 123456', 'GB', '+447911123456', '07911 123456'],
    ['011 44 7911 123456', 'US', '+447911123456', '+44 7911 123456'],
    ['2125550123', 'no country', '', ''],
  ])('%j in %s', (text, country, address, shown) => {
    const check = checkNumber(text, country)
    if (address === '') expect(check.ok).toBe(false)
    else expect(check).toEqual({ ok: true, address, displayAddress: shown, warning: null })
  })

  test.each([
    ['+15005550006', null],
    ['(555) 010-0123', 'No such number is known in that area. Check the digits.'],
    ['+18005551212', 'This is a toll-free number. A family rarely has one.'],
    ['+19005551212', 'This number costs extra. Check that it is right.'],
    ['+4930123456', 'This is a landline. It may not get texts.'],
  ])('%s is let through with the warning %j', (text, warning) => {
    expect(checkNumber(text, 'US')).toMatchObject({ ok: true, warning })
  })

  test.each([
    ['', 'This is not a phone number.'],
    ['Ana', 'This is not a phone number.'],
    ['1-800-FLOWERS', 'This is not a phone number.'],
    ['call 212 555 0123', 'This is not a phone number.'],
    ['911', 'This number is too short. Add the missing digits.'],
    ['212 555 012', 'This number is too short. Add the missing digits.'],
    ['212 555 01234', 'This number is too long. For another country begin with + and its code.'],
    ['+1 212 555 01234', 'This number is too long. Check the digits.'],
    ['+999 1234567', 'No country has this code. Begin with + and the country code.'],
    ['212 555 0123 ext. 4', 'Texts cannot reach an extension. Leave it out.'],
  ])('%j is refused: %s', (text, reason) => {
    expect(checkNumber(text, 'US')).toEqual({ ok: false, reason })
  })

  test('never throws, and what it lets through is E.164 that it lets through again', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789+-() .')), maxLength: 20 })
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), digits),
        fc.constantFrom('US', 'GB', 'DE', ''),
        (text, country) => {
          const check = checkNumber(text, country)
          if (!check.ok) return
          expect(check.address).toMatch(/^\+[1-9]\d{4,14}$/)
          expect(checkNumber(check.address, country)).toEqual(check)
        },
      ),
    )
  })
})

describe('toAddress', () => {
  test.each([
    ['+12125550123', 'phone', '+12125550123'],
    [' +12125550123 ', 'phone', '+12125550123'],
    ['72645', 'shortcode', '72645'],
    ['12345678', 'shortcode', '12345678'],
    ['CAMP', 'alphanumeric', 'CAMP'],
    ['2125550123', 'alphanumeric', '2125550123'],
    ['whatsapp:+12125550123', 'alphanumeric', 'whatsapp:+12125550123'],
    ['', 'withheld', ''],
    ['Anonymous', 'withheld', ''],
    ['RESTRICTED', 'withheld', ''],
    ['+266696687', 'withheld', ''],
  ])('%j is %s', (raw, kind, address) => {
    expect(toAddress(raw)).toEqual({ kind, address })
  })

  test('never refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (raw) => {
        const { kind, address } = toAddress(raw)
        expect(address === '').toBe(kind === 'withheld')
      }),
    )
  })
})

describe('displayAddress', () => {
  test('by kind and country', () => {
    expect(displayAddress('phone', '+15550100123', 'US')).toBe('(555) 010-0123')
    expect(displayAddress('phone', '+15550100123', 'GB')).toBe('+1 555 010 0123')
    expect(displayAddress('phone', '+15550100123', 'US')).toBe('(555) 010-0123')
    expect(displayAddress('phone', '+99912', 'US')).toBe('+99912')
    expect(displayAddress('shortcode', '72645', 'US')).toBe('72645')
    expect(displayAddress('alphanumeric', 'CAMP', 'US')).toBe('CAMP')
    expect(displayAddress('withheld', '', 'US')).toBe('Number withheld')
  })
})
