import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSegments } from '../carrier/segments.ts'
import { culpritsIn, diagnose, withoutCulprits } from './doctor.ts'
import { isPlain, lookAlikes } from './plain-characters.ts'

const plain = (length: number): string => 'a'.repeat(length)

describe('the length of a text', () => {
  it('is said against the segment it is in', () => {
    expect(diagnose(plain(160))).toMatchObject({ segments: 1, encoding: 'GSM-7', left: 0, over: null })
    expect(diagnose(plain(161))).toMatchObject({ segments: 2, left: 145, over: 1 })
    expect(diagnose(plain(180))).toMatchObject({ over: 20 })
    expect(diagnose(plain(181))).toMatchObject({ over: null })
    expect(diagnose(plain(307))).toMatchObject({ segments: 3, over: 1 })
    expect(diagnose(`${plain(158)}€`)).toMatchObject({ segments: 1, left: 0, characters: 159 })
  })

  it('counts 16-bit units once one character is not plain', () => {
    expect(diagnose(`${plain(69)}í`)).toMatchObject({ segments: 1, encoding: 'UCS-2', left: 0 })
    expect(diagnose(`${plain(70)}í`)).toMatchObject({ segments: 2, over: 1, withoutCulprits: 1 })
  })
})

describe('what makes a text costlier', () => {
  it('is named, with what says the same', () => {
    expect(culpritsIn('Don’t run — “Leo’s” turn… \u00a0¡Mamá! 🎉 李')).toEqual([
      { character: '’', at: 3, count: 2, kind: 'look-alike', replacement: "'" },
      { character: '—', at: 10, count: 1, kind: 'look-alike', replacement: '-' },
      { character: '“', at: 12, count: 1, kind: 'look-alike', replacement: '"' },
      { character: '”', at: 18, count: 1, kind: 'look-alike', replacement: '"' },
      { character: '…', at: 24, count: 1, kind: 'look-alike', replacement: '...' },
      { character: '\u00a0', at: 26, count: 1, kind: 'unseen', replacement: ' ' },
      { character: 'á', at: 31, count: 1, kind: 'accent', replacement: 'a' },
      { character: '🎉', at: 34, count: 1, kind: 'emoji', replacement: '' },
      { character: '李', at: 37, count: 1, kind: 'other', replacement: null },
    ])
  })

  it('is put right in one go, but for what has no plain word', () => {
    expect(withoutCulprits('Don’t… 🎉\u200bMamá 李')).toBe("Don't... Mama 李")
    expect(culpritsIn('José está')).toMatchObject([{ character: 'á', replacement: 'a' }])
    expect(culpritsIn('👨‍👩‍👧 🇲🇽')).toMatchObject([{ kind: 'emoji' }, { kind: 'emoji' }])
    expect(culpritsIn('a\tb')).toMatchObject([{ character: '\t', replacement: ' ' }])
  })

  it('is nothing where the text is plain, and never more with a fix than without', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { encoding, culprits, segments, withoutCulprits: fixed } = diagnose(text)
        expect(culprits.length === 0).toBe(encoding === 'GSM-7')
        expect(countSegments(text).segments).toBe(segments)
        if (culprits.every((one) => one.replacement !== null))
          expect(countSegments(withoutCulprits(text)).encoding).toBe('GSM-7')
        expect(fixed).toBe(countSegments(withoutCulprits(text)).segments)
        for (const { character, at } of culprits) expect(text.startsWith(character, at)).toBe(true)
      }),
    )
  })

  it('has a replacement that is plain itself', () => {
    for (const replacement of lookAlikes.values()) for (const one of replacement) expect(isPlain(one)).toBe(true)
  })
})
