import { expect, test } from 'vitest'
import { refusalOf } from './refusals.ts'

const fatal = [
  105, 106, 107, 300, 4018, 102, 337, 103, 338, 120, 121, 123, 115, 116, 111, 112, 124, 313, 314, 319, 316, 320, 326,
  327, 328, 329, 330, 331, 2000, 2201, 2999, 7000, 7122, 7999, 9016,
]

test.each(fatal)('ERR_NGROK_%i stops, with a reason and what to do in plain words', (code) => {
  const refusal = refusalOf(code)
  if (refusal.verdict !== 'fatal') throw new Error(`${code} is ${refusal.verdict}`)
  for (const words of [refusal.reason, refusal.remedy]) {
    expect(words).toMatch(/^[A-Zn].*\.$/)
    expect(words).not.toMatch(/ERR_|oops|please|!/i)
  }
})

test.each([108, 334])('ERR_NGROK_%i is waited out', (code) => expect(refusalOf(code).verdict).toBe('occupied'))

test.each([null, 128, 324, 349, 350, 722, 325, 332, 1999, 3000, 6999, 8012])('%s is tried again', (code) =>
  expect(refusalOf(code)).toEqual({ verdict: 'retry' }),
)
