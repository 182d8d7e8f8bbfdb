import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { saidAs } from './repeat.ts'

/** Spaces of every kind that a keyboard, a phone or a web page may put between two words. */
const space = fc.stringMatching(/^[ \t\n\r\u00a0\u2003\u3000]{1,3}$/)
const word = fc.constantFrom('Pick', 'up', 'José', 'ñandú', 'Zoë’s', '12:30', '한국', '👍🏽', 'Å', '…')
const sentence = fc.array(word, { minLength: 1, maxLength: 8 })

/** The words with spaces of any kind between, before and after, in any form of Unicode that shows the same. */
function written(words: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(space, { minLength: words.length, maxLength: words.length }), fc.constantFrom('NFC', 'NFD'), space)
    .map(([spaces, form, end]) =>
      (words.map((one, index) => `${spaces[index] ?? ' '}${one}`).join('') + end).normalize(form),
    )
}

describe('what two texts that read the same have in common', () => {
  test('does not hang on spaces, line ends or the form of an accent', () => {
    fc.assert(
      fc.property(
        sentence.chain((words) => fc.tuple(written(words), written(words))),
        ([one, other]) => saidAs(one) === saidAs(other),
      ),
    )
  })

  test('tells other words apart, in whatever order', () => {
    fc.assert(
      fc.property(sentence, sentence, (one, other) => {
        const same = one.map((each) => each.normalize()).join(' ') === other.map((each) => each.normalize()).join(' ')
        return same === (saidAs(one.join(' ')) === saidAs(other.join('  ')))
      }),
    )
  })

  test('is itself its own', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => saidAs(saidAs(body)) === saidAs(body)))
  })

  test('keeps case and signs: “ok” is not “OK?”', () => {
    expect(saidAs('ok')).not.toBe(saidAs('OK?'))
  })
})
