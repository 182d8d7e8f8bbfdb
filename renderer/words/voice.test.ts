import { expect, test } from 'vitest'
import { voiceWords } from './voice.ts'

test.each([
  ['ringing', null, 'Calling the camp…'],
  ['calling', null, 'Passed on to the director…'],
  ['answered', null, 'Talking with the director…'],
  ['waiting', 'missed', 'Missed call'],
  ['ended', 'missed', 'Missed call'],
  ['ended', 'voicemail', 'Voicemail'],
  ['ended', 'taken', 'Call taken'],
] as const)('a call in that is %s, %s: “%s”', (progress, outcome, words) => {
  expect(voiceWords.stateIn({ progress, outcome })).toBe(words)
})
