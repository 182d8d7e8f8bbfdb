import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test } from 'vitest'
import { segmentNote } from './segment-words.ts'
import { countSegments } from './segments.ts'

const most = 1_600
const noteOf = (text: string) => segmentNote(countSegments(text), text.length, most)?.text ?? null

describe('characters and segments', () => {
  test('the limits of both encodings', () => {
    expect(countSegments('a'.repeat(160))).toMatchObject({ segments: 1, encoding: 'GSM-7', leftInSegment: 0 })
    expect(countSegments('a'.repeat(161))).toMatchObject({ segments: 2, encoding: 'GSM-7' })
    expect(countSegments('ж'.repeat(70))).toMatchObject({ segments: 1, encoding: 'UCS-2' })
    expect(countSegments('ж'.repeat(71))).toMatchObject({ segments: 2, encoding: 'UCS-2' })
    expect(countSegments('')).toMatchObject({ segments: 0 })
  })

  test('counts as Twilio’s own calculator does', () => {
    const unit = fc.constantFrom('a', 'é', '€', ' ', '[', '\n', 'я', '’', '⚽', '👍', '👨‍👩‍👧', '\r\n')
    const gsm = fc.constantFrom('a', 'b', ' ', '€', '@', 'é', '~')
    const text = fc.oneof(fc.string({ unit, maxLength: 250 }), fc.string({ unit: gsm, maxLength: 400 }))
    fc.assert(
      fc.property(text, (body) => {
        const twilio = new SegmentedMessage(body)
        const counted = countSegments(body)
        expect(counted.encoding).toBe(twilio.getEncodingName())
        expect(counted.segments).toBe(body === '' ? 0 : twilio.segmentsCount)
      }),
      { numRuns: 60 },
    )
  })

  test('names the one character that makes a text costly', () => {
    expect(countSegments(`${'a'.repeat(90)}😀`).costly).toEqual({ character: '😀', without: 1 })
    expect(countSegments(`${'a'.repeat(20)}😀`).costly).toBeNull()
    expect(countSegments('a'.repeat(300)).costly).toBeNull()
  })

  test('speaks only when length matters', () => {
    expect(noteOf('a'.repeat(100))).toBeNull()
    expect(noteOf('a'.repeat(150))).toBe('10 characters left in one segment')
    expect(noteOf('a'.repeat(200))).toBe('200 characters · 2 segments')
    expect(noteOf(`${'a'.repeat(90)}😀`)).toBe('“😀” makes it 2 segments instead of 1')
    expect(noteOf('a'.repeat(1_590))).toBe('10 characters left')
    expect(noteOf('a'.repeat(1_601))).toBe('1 character too long: a text holds 1600')
    expect(segmentNote(null, 10, most)).toBeNull()
  })
})
