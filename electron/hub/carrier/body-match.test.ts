import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameBody } from './body-match.ts'

describe('sameBody', () => {
  test.each([
    ['the same', 'Pickup at 3', 'Pickup at 3'],
    ['curly quotes and dashes', 'Pickup “at 3” – it’s Gate B…', 'Pickup "at 3" - it\'s Gate B...'],
    ['no-break spaces', 'Gate\u00a0B', 'Gate  B'],
    ['another normal form', 'Se\u0301', 'Sé'],
    ['full-width letters', 'ＡＢＣ１２', 'ABC12'],
    ['invisible characters', 'Gate\u200b B\ufeff', 'Gate B'],
    ['a fraction', '½ day', '1/2 day'],
    ['line ends and ends of text', 'One\r\nTwo ', 'One\nTwo'],
    ['a trial account', 'Pickup at 3', 'Sent from your Twilio trial account - Pickup at 3'],
    ['a trial account and Smart Encoding', 'It’s 3', "Sent from your Twilio trial account - It's 3"],
  ])('%s: the same text', (_name, ours, theirs) => {
    expect(sameBody(ours, theirs)).toBe(true)
  })

  test.each([
    ['another time', 'Pickup at 3', 'Pickup at 4'],
    ['another case', 'pickup', 'Pickup'],
    ['another emoji', 'See you ⚽', 'See you 🥅'],
    ['a longer text', 'Pickup', 'Pickup now'],
    ['accents', 'Se', 'Sé'],
    ['an empty text', 'Pickup', ''],
  ])('%s: another text', (_name, ours, theirs) => {
    expect(sameBody(ours, theirs)).toBe(false)
  })

  test('every text is the same as itself, with a trial prefix and in another normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (body) => {
        expect(sameBody(body, body.normalize('NFD'))).toBe(true)
        expect(sameBody(body, `Sent from your Twilio trial account - ${body}`)).toBe(true)
      }),
    )
  })

  test('of ASCII texts without spaces, only equal ones are the same', () => {
    const word = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ019.,!?+=@')), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(sameBody(one, other)).toBe(one === other)
      }),
    )
  })
})
