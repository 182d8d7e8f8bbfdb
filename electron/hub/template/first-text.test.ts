import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSegments } from '../carrier/segments.ts'
import { firstTextNotice, withFirstTextNotice } from './first-text.ts'

const reader = { campName: 'Riverside Camp', language: 'en' }

describe('the first text to a number', () => {
  it('names the camp and how to stop', () => {
    expect(withFirstTextNotice('See you at 9.', reader)).toBe('Riverside Camp: See you at 9. Reply STOP to end texts.')
    expect(withFirstTextNotice('Nos vemos.', { ...reader, language: 'es-MX' })).toBe(
      'Riverside Camp: Nos vemos. Responda STOP para no recibir textos.',
    )
  })

  it('closes a sentence that was left open', () => {
    expect(withFirstTextNotice('See you at 9', reader)).toBe('Riverside Camp: See you at 9. Reply STOP to end texts.')
    expect(firstTextNotice('', reader).after).toBe(' Reply STOP to end texts.')
  })

  it('adds nothing that it says already', () => {
    expect(withFirstTextNotice('riverside camp opens at 9.', reader)).toBe(
      'riverside camp opens at 9. Reply STOP to end texts.',
    )
    expect(firstTextNotice('Riverside Camp: meet at the bus stop.', reader).after).not.toBe('')
    expect(firstTextNotice('Riverside Camp. Reply stop to end.', reader).after).toBe('')
    expect(firstTextNotice('Riverside Camp. Text STOP to stop.', reader)).toEqual({ before: '', after: '' })
    expect(firstTextNotice('Hello', { campName: ' ', language: 'vi' })).toEqual({
      before: '',
      after: '. Reply STOP to end texts.',
    })
  })

  it('is as if done once, whatever the text and the camp are called', () => {
    const language = fc.constantFrom('en', 'es', 'fr', 'pt', 'pl', '')
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 30 }), language, (body, campName, spoken) => {
        const once = withFirstTextNotice(body, { campName, language: spoken })
        expect(withFirstTextNotice(once, { campName, language: spoken })).toBe(once)
      }),
    )
  })

  it.each(['en', 'es', 'fr', 'pt'])('keeps a plain text plain in %s', (language) => {
    expect(countSegments(withFirstTextNotice('Hi', { ...reader, language })).encoding).toBe('GSM-7')
  })
})
