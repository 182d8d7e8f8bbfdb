import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerIn } from './answers.ts'

describe('what an answer says', () => {
  test.each([
    'Yes',
    'YES!',
    'yes thanks',
    'Yep',
    'Ok',
    'okay, thank you',
    '👍',
    '👍🏽',
    'Sí',
    'si gracias',
    'Vale',
    'We will be there'.slice(8),
    'Sounds good',
    'y',
  ])('“%s” is a yes', (body) => expect(answerIn(body)).toBe('yes'))
  test.each(['No', 'no thank you', 'Nope', "Can't make it", 'N', '👎', 'No podemos', 'Sorry no'])(
    '“%s” is a no',
    (body) => expect(answerIn(body)).toBe('no'),
  )
  test.each([
    'Yes but can Leo leave early?',
    'Where do we park?',
    'ok?',
    'Maybe',
    'No idea what time it starts',
    'yes and no',
    'I cannot say yet',
    '¿A qué hora',
    'Not sure',
    'Thanks',
    'Leo has no water',
  ])('“%s” is for a person to read', (body) => expect(answerIn(body)).toBe('question'))
  test.each(['STOP', 'start', 'Quit', 'cancel', '', '  '])('“%s” answers nothing', (body) =>
    expect(answerIn(body)).toBeNull(),
  )

  test('whatever comes, it says something or nothing', () => {
    fc.assert(fc.property(fc.string(), (body) => [null, 'yes', 'no', 'question'].includes(answerIn(body))))
    fc.assert(
      fc.property(fc.string(), (body) => {
        const said = answerIn(`${body}?`)
        expect(said === null || said === 'question').toBe(true)
      }),
    )
  })
})
