import { describe, expect, test } from 'vitest'
import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { withWords } from '../inbox/insert-words.ts'
import { emptyDraft, sameDraft, withBody, withoutLanguage } from './drafts.ts'
import { findTemplates } from './find.ts'
import { missing } from './first-text.ts'

const template = (name: string, body: string): TemplateView => ({
  id: name.length,
  key: null,
  name,
  useMinutes: null,
  versions: [{ language: 'en', body }],
  isArchived: false,
  isChanged: false,
  updatedAt: 1,
})

describe('finding a template', () => {
  const all = [
    template('Weather delay', 'Rain again'),
    template('Parking', 'In the second lot'),
    template('Rain gear', 'Bring it'),
  ]
  const names = (text: string) => findTemplates(all, text).map(({ name }) => name)

  test('by its name before what it says, whatever the case and accents', () => {
    expect(names('')).toEqual(['Weather delay', 'Parking', 'Rain gear'])
    expect(names('RAIN')).toEqual(['Rain gear', 'Weather delay'])
    expect(names('délay')).toEqual(['Weather delay'])
    expect(names('lot second')).toEqual(['Parking'])
    expect(names('snow')).toEqual([])
  })
})

describe('what is typed and not saved', () => {
  test('has one body for each language, and is told from what is stored', () => {
    const both = withBody(withBody(emptyDraft, 'en', 'Hi'), 'es', 'Hola')
    expect(both.versions).toEqual([
      { language: 'en', body: 'Hi' },
      { language: 'es', body: 'Hola' },
    ])
    expect(sameDraft(both, { ...both, versions: [...both.versions].reverse() })).toBe(true)
    expect(sameDraft(both, withoutLanguage(both, 'es'))).toBe(false)
    expect(sameDraft(both, withBody(both, 'es', 'Buenas'))).toBe(false)
  })
})

describe('words put into the box', () => {
  test.each([
    ['', 0, 0, 'Hi.', 'Hi.', 3],
    ['Hello', 5, 5, 'Hi.', 'Hello Hi.', 9],
    ['Hello world', 6, 6, 'Hi.', 'Hello Hi. world', 9],
    ['Hello world', 5, 11, 'Hi.', 'Hello Hi.', 9],
    ['Hello ', 6, 6, 'Hi.', 'Hello Hi.', 9],
  ])('%j at %i–%i', (text, selectionStart, selectionEnd, words, body, caret) => {
    expect(withWords(text, words, { selectionStart, selectionEnd })).toEqual({ body, caret })
  })

  test('go to the end where nobody stands in it', () => {
    expect(withWords('One', 'two', null)).toEqual({ body: 'One two', caret: 7 })
  })
})

describe('what the first text lacks', () => {
  const whole = { before: 'Riverside: ', after: ' Reply STOP to end texts.' }

  test('is what its words do not say', () => {
    expect(missing(whole, 'See you', 'Riverside')).toEqual({
      before: 'Riverside: ',
      after: '. Reply STOP to end texts.',
    })
    expect(missing(whole, 'See you at riverside.', 'Riverside')).toEqual({
      before: '',
      after: ' Reply STOP to end texts.',
    })
    expect(missing(whole, 'Riverside here. STOP ends texts', 'Riverside')).toBeNull()
    expect(missing(whole, 'Riverside. At the bus stop.', 'Riverside')?.after).toBe(' Reply STOP to end texts.')
  })
})
