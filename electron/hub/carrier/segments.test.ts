import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test } from 'vitest'
import { countSegments } from './segments.ts'

/** Twilio's own calculator. */
function twilioCount(body: string) {
  const message = new SegmentedMessage(body)
  return { segments: message.segmentsCount, encoding: message.encodingName, characters: message.numberOfCharacters }
}

describe('countSegments', () => {
  test.each([
    ['', 1, 'GSM-7', 0],
    ['a'.repeat(160), 1, 'GSM-7', 160],
    ['a'.repeat(161), 2, 'GSM-7', 161],
    ['a'.repeat(306), 2, 'GSM-7', 306],
    ['a'.repeat(307), 3, 'GSM-7', 307],
    ['€'.repeat(80), 1, 'GSM-7', 160],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3, 'GSM-7', 306],
    ['я'.repeat(70), 1, 'UCS-2', 70],
    ['я'.repeat(71), 2, 'UCS-2', 71],
    [`${'a'.repeat(152)}’`, 3, 'UCS-2', 153],
    ['⚽🥅', 1, 'UCS-2', 2],
    ['👨‍👩‍👧', 1, 'UCS-2', 1],
    ['я\r\nя', 1, 'UCS-2', 4],
  ] as const)('%j', (body, segments, encoding, characters) => {
    expect(countSegments(body)).toEqual({ segments, encoding, characters })
  })

  test('every UTF-16 unit counts as Twilio’s calculator counts it', () => {
    for (let unit = 1; unit < 0x3000; unit++) {
      const character = String.fromCharCode(unit)
      if (/\p{M}|\p{Cf}|\p{Cc}/u.test(character) && !'\n\r\f'.includes(character)) continue
      expect(countSegments(character), unit.toString(16)).toEqual(twilioCount(character))
    }
  })

  test('texts of all lengths count as Twilio’s calculator counts them', () => {
    const gsm = fc.string({ unit: fc.constantFrom(...Array.from('abc XYZ09@£éñ\n€[]{}|~')), maxLength: 400 })
    const mixed = fc.string({
      unit: fc.constantFrom('a', 'é', '€', ' ', 'я', '’', '⚽', '🥅', '👍', '\r\n'),
      maxLength: 250,
    })
    fc.assert(
      fc.property(fc.oneof(gsm, mixed), (body) => {
        expect(countSegments(body)).toEqual(twilioCount(body))
      }),
      { numRuns: 150 },
    )
  })
})
