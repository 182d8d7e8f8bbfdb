import { describe, expect, it } from 'vitest'
import { findTemplate, listTemplates, updateTemplate } from '../../../db/templates.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { countSegments } from '../carrier/segments.ts'
import { createStore } from '../store.ts'
import { withFirstTextNotice } from './first-text.ts'
import { lintText } from './lint.ts'
import { mergeText } from './merge.ts'
import type { MergeFacts } from './merge.ts'
import { parseText } from './parse.ts'
import { readyMade, seedTemplates } from './ready-made.ts'

/** Two children, longer names than most, and a camp's name of the usual length. */
const usual: MergeFacts = {
  language: 'en',
  guardian: { first: 'Alejandra' },
  players: ['Sophia', 'Leo'].map((first) => ({ first, camp: 'Summer Week 1', group: 'U10', field: 'Field 2' })),
  time: '10:45',
  us: 'Riverside Soccer Camp',
}

describe.each(readyMade)('the ready-made text "$name"', ({ key, useMinutes, en, es }) => {
  it.each([
    ['en', en],
    ['es', es],
  ])('is one segment of plain characters in %s', (language, body) => {
    const merged = mergeText(body, { ...usual, language })
    expect(merged).toMatchObject({ ok: true })
    if (!merged.ok) return
    expect(countSegments(merged.text), merged.text).toMatchObject({ segments: 1, encoding: 'GSM-7' })
    expect(withFirstTextNotice(merged.text, { campName: 'Riverside Soccer Camp', language })).toMatch(
      / (Reply|Responda) STOP [a-z ]+\.$/,
    )
  })

  it("has nothing to be warned of, and reads well without the camp's name", () => {
    for (const body of [en, es]) {
      expect(parseText(body).faults).toEqual([])
      expect(lintText(body, { campName: 'Riverside Soccer Camp' })).toEqual([])
      expect(mergeText(body, { ...usual, us: null })).toMatchObject({ ok: true })
    }
  })

  it('dies before it is untrue', () => {
    const mostMinutes = ['late', 'missing', 'not-picked-up'].includes(key) ? 15 : 600
    expect(useMinutes).toBeGreaterThanOrEqual(10)
    expect(useMinutes).toBeLessThanOrEqual(mostMinutes)
  })
})

describe('a store', () => {
  it('gets the ready-made texts once, and keeps what the camp made of them', () => {
    const db = testStore()
    const store = createStore(db, manualClock(), () => undefined)
    seedTemplates(store)
    expect(listTemplates(db).map(({ key }) => key)).toEqual(readyMade.map(({ key }) => key))
    const late = findTemplate(db, 'late')
    expect(late?.versions.map(({ language }) => language)).toEqual(['en', 'es'])
    const own = { name: 'Late?', useMinutes: null, versions: [{ language: 'en', body: 'Where are you?' }] }
    store.write(({ now }) => updateTemplate(db, late?.id ?? 0, own, now))
    seedTemplates(store)
    expect(findTemplate(db, 'late')).toMatchObject({ name: 'Late?', use_minutes: null, versions: own.versions })
    expect(listTemplates(db)).toHaveLength(readyMade.length)
  })
})
