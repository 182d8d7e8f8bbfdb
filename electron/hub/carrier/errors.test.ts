import { describe, expect, test } from 'vitest'
import { callErrorWords, generalCallWords } from './call-error-words.ts'
import { errorWords } from './error-words.ts'
import { describeFailure, failureClass } from './errors.ts'

/** Codes that answer a request or come with a status, by what the outbox does about them. */
const codes = {
  text: [
    21201, 21604, 21211, 21217, 21214, 21210, 21216, 32017, 21219, 21408, 21602, 21619, 21608, 21610, 21612, 21614,
    21617, 21620, 21623, 30003, 30004, 30005, 30006, 30007, 30008, 30036, 30044, 30410, 35111, 35114, 35118, 35125,
  ],
  account: [
    20003, 20005, 10001, 30002, 20404, 21212, 21606, 21603, 21215, 13227, 21703, 21704, 21705, 30024, 30034, 30035,
    30033, 30032, 63038,
  ],
  wait: [20429, 20500, 20503, 21611, 30001, 30017, 30022, 30023, 30027, 30450, 30453],
} as const

describe('describeFailure', () => {
  test.each(Object.entries(codes).flatMap(([kind, list]) => list.map((code) => [code, kind] as const)))(
    '%i is a matter of %s',
    (code, kind) => {
      expect(failureClass(code)).toBe(kind)
      expect(errorWords.has(code)).toBe(true)
    },
  )

  test('words are short, whole sentences without codes or shouting', () => {
    const unknown = [[0, generalCallWords]] as const
    for (const [code, { reason, remedy }] of [...errorWords, ...callErrorWords, ...unknown]) {
      for (const sentence of [reason, remedy]) {
        expect(sentence, String(code)).toMatch(/^[A-Z].*\.$/)
        expect(sentence, String(code)).not.toMatch(/please|oops|!|\d{5}|\berror\b/i)
        expect(sentence.length, String(code)).toBeLessThan(90)
      }
    }
  })

  test('the code and what the carrier said stay in the details', () => {
    expect(describeFailure(21610, 'Attempt to send to unsubscribed recipient')).toEqual({
      code: 21610,
      reason: 'This person replied STOP, so texts are switched off.',
      remedy: 'Call instead. They can text START to get texts again.',
      details: 'Twilio 21610: Attempt to send to unsubscribed recipient',
    })
    expect(describeFailure(30003, null).details).toBe('Twilio 30003')
    expect(describeFailure(null, null).details).toBeNull()
    expect(describeFailure(null, 'x'.repeat(9999)).details).toHaveLength(500)
  })

  test('a code nobody knows yet gets general words; the HTTP status says whether it is the account', () => {
    expect(describeFailure(29999, null).reason).toBe('Twilio could not send this text.')
    expect(failureClass(29999, 400)).toBe('text')
    expect(failureClass(29999, 401)).toBe('account')
    expect(failureClass(29999, 403)).toBe('account')
    expect(failureClass(29999, 429)).toBe('wait')
    expect(failureClass(null)).toBe('text')
  })
})

describe('what a call was refused with', () => {
  test.each([21201, 21210, 21211, 21212, 21213, 21214, 21215, 21216, 21219, 21603, 21606, 13227, 32017])(
    '%i ends that call alone',
    (code) => {
      expect(failureClass(code, 400, 'voice')).toBe('text')
      expect(describeFailure(code, null, 400, 'voice').reason).not.toMatch(/text/i)
    },
  )

  test.each([
    [20003, 401],
    [20005, 403],
    [10001, 403],
    [20008, 403],
    [20404, 404],
  ])('%i is trouble of the account, for calls as for texts', (code, status) => {
    expect(failureClass(code, status, 'voice')).toBe('account')
    expect(describeFailure(code, null, status, 'voice')).toEqual(describeFailure(code, null, status))
  })

  test('its words are its own, and those of texts stay', () => {
    expect(describeFailure(21212, null, 400, 'voice').reason).toBe('Our number cannot make calls.')
    expect(describeFailure(21212, null, 400).reason).toContain('cannot send texts')
    expect(failureClass(21212, 400)).toBe('account')
    expect(describeFailure(21215, null, 400, 'voice').reason).toBe(
      'Calls to that country are not switched on at Twilio.',
    )
  })

  test('a code nobody knows yet says nothing of texts, whatever its status but a refused sign-in', () => {
    expect(describeFailure(29999, null, 400, 'voice').reason).toBe('Twilio could not make this call.')
    expect(failureClass(29999, 403, 'voice')).toBe('text')
    expect(failureClass(29999, 401, 'voice')).toBe('account')
    expect(failureClass(29999, 429, 'voice')).toBe('wait')
  })
})
