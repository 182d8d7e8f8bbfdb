import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

const tape = {
  kind: null,
  from: '(312) 555-0150',
  at: Date.UTC(2026, 5, 14, 14, 21),
  zone: 'America/Chicago',
  position: 0,
  contentType: 'audio/wav',
} as const

test('a voicemail is named by who left it, and when by the camp’s clock', () => {
  expect(fileName(tape)).toBe('Voicemail 312-555-0150 2026-06-14 0921.wav')
})

test('of several each has a name of its own, by what it is', () => {
  const picture = { ...tape, kind: 'image', contentType: 'image/jpeg' } as const
  expect(fileName(picture)).toBe('Picture 312-555-0150 2026-06-14 0921.jpg')
  expect(fileName({ ...picture, position: 1 })).toBe('Picture 312-555-0150 2026-06-14 0921 2.jpg')
})

test('no sender’s name leads elsewhere, or is more than every system takes', () => {
  for (const from of ['../../etc/passwd', 'A"B\r\nC', 'CON:<x>|*?', '“Família”', ''])
    expect(fileName({ ...tape, from, contentType: 'x/y' })).toMatch(/^Voicemail( [A-Za-z0-9-]+)? 2026-06-14 0921\.bin$/)
})
