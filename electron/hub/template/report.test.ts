import { describe, expect, it } from 'vitest'
import type { MergePlayer } from './merge.ts'
import type { Reader } from './readers.ts'
import { reportOn } from './report.ts'
import type { CheckContext } from './report.ts'
import { sampleReaders } from './sample-readers.ts'

const player = (first: string): MergePlayer => ({ first, camp: 'Week 1', group: 'U8', field: null })
const reader = (name: string, language: string, ...players: readonly string[]): Reader => ({
  name: `${name} Lopez`,
  firstNames: [name],
  language,
  players: players.map(player),
})
const here: CheckContext = {
  readers: [
    reader('Ana', 'en', 'Maya'),
    reader('Stephanie', 'en', 'Benjamin', 'Charlotte'),
    reader('', 'en', 'Leo'),
    reader('Luz', 'es', 'Inés'),
    reader('Linh', 'vi', 'An'),
  ],
  triedOn: 'today',
  campName: 'Riverside',
  pricePerSegment: 0.01,
}
const report = (body: string, more: Partial<CheckContext> = {}) =>
  reportOn({ versions: [{ language: 'en', body }], language: 'en', set: {} }, { ...here, ...more })

describe('a template tried on the families that are here', () => {
  it('is shown as the longest of them gets it, and counted for all', async () => {
    const found = await report('Hi {{guardian.first|there}}, bring {{player.first}}. {{us}}')
    expect(found).toMatchObject({ triedOn: 'today', texts: 5, refused: 0, segments: 5, faults: [], findings: [] })
    expect(found.cost).toBeCloseTo(0.05)
    expect(found.longest?.preview).toMatchObject({
      name: 'Stephanie Lopez',
      text: 'Hi Stephanie, bring Benjamin and Charlotte. Riverside',
    })
    expect(found.longest?.diagnosis).toMatchObject({ segments: 1, encoding: 'GSM-7', over: null })
  })

  it('names who would be left out for want of a word', async () => {
    const found = await report('{{us}}: hi {{guardian.first}}')
    expect(found).toMatchObject({ texts: 5, refused: 1, segments: 4 })
    expect(found.previews.filter(({ text }) => text === null)).toMatchObject([
      { players: ['Leo'], faults: ['{{guardian.first}} has nothing to say: No first name is known at this number.'] },
    ])
  })

  it('tries each language on those who read it, and says which is missing', async () => {
    const versions = [
      { language: 'en', body: '{{us}}: hi' },
      { language: 'es', body: '{{us}}: hola {{player.first}}' },
    ]
    const spanish = await reportOn({ versions, language: 'es', set: {} }, here)
    expect(spanish.previews).toMatchObject([{ name: 'Luz Lopez', text: 'Riverside: hola Inés' }])
    expect(spanish.missingLanguages).toEqual([{ language: 'vi', texts: 1 }])
    const english = await reportOn({ versions, language: 'en', set: {} }, here)
    expect(english.texts).toBe(4)
    const unread = await reportOn(
      { versions: [...versions, { language: 'fr', body: 'Salut' }], language: 'fr', set: {} },
      here,
    )
    expect(unread).toMatchObject({ texts: 0, refused: 0, segments: 5 })
  })

  it('tells the culprits of the words from those of names', async () => {
    const found = await report(`${'x'.repeat(60)} don’t {{player.first|kid…}} {{us}}`, {
      readers: [reader('Ana', 'en', 'Mía')],
    })
    expect(found.culprits).toMatchObject([
      { character: '’', at: 64 },
      { character: '…', at: 85 },
    ])
    expect(found.longest?.diagnosis.culprits.map(({ character }) => character)).toEqual(['’', 'í'])
    expect(found.longest?.diagnosis).toMatchObject({ segments: 2, withoutCulprits: 1 })
  })

  it('offers what was probably meant', async () => {
    const found = await report('{{player.frist}} {camp} {{us|}} }} {{zzz}}')
    expect(found.faults).toMatchObject([
      { at: 0, length: 16, fix: '{{player.first}}' },
      { at: 17, length: 6, fix: '{{camp}}' },
      { at: 24, length: 7, fix: '{{us}}' },
      { at: 32, length: 2, fix: null },
      { at: 35, length: 7, fix: null },
    ])
    expect(found).toMatchObject({ refused: 5, longest: null, segments: 0, cost: 0 })
  })

  it('uses what is given for all', async () => {
    const found = await reportOn(
      {
        versions: [{ language: 'en', body: '{{us}}: {{field}} at {{time}}' }],
        language: 'en',
        set: { field: 'Field 5', time: '10:30' },
      },
      here,
    )
    expect(found.longest?.preview.text).toBe('Riverside: Field 5 at 10:30')
  })

  it('has nothing to say of an empty one, nor of made-up languages', async () => {
    expect(await report(' \n')).toMatchObject({ faults: [], findings: [], longest: null, previews: [] })
    expect(await report('{{us}}', { readers: sampleReaders, triedOn: 'samples' })).toMatchObject({
      missingLanguages: [],
    })
  })

  it('tries thousands without holding the hub up', async () => {
    const readers = Array.from({ length: 5_000 }, (_, index) => reader(`Ana${index}`, 'en', `Maya${index}`, 'Leo'))
    let turns = 0
    let done = false
    const count = (): void => {
      turns += 1
      if (!done) setImmediate(count)
    }
    setImmediate(count)
    const found = await report('Hi {{guardian.first}}, bring {{player.first}}. {{us}}', { readers })
    done = true
    expect(found.segments).toBe(5_000)
    expect(turns).toBeGreaterThanOrEqual(12)
  })
})
