import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestTwiml, readTwiml } from '../practice/voice/twiml-rules.ts'
import type { TwimlElement } from '../practice/voice/twiml-document.ts'
import type { Announcement } from './announcement.ts'
import { announcementTwiml, leftTwiml, longestSpoken, secondsToHear } from './announcement.ts'
import { secondsToSay, spokenLanguages } from './speech.ts'

const words = (root: TwimlElement): readonly string[] =>
  root.children.flatMap((child) => (child.name === 'Say' ? [child.text] : words(child)))

describe('what is spoken on a call', () => {
  test('with a way in: the words twice, and what the keys do', () => {
    const root = readTwiml(
      announcementTwiml({
        text: 'Pick-up is at the north gate.',
        language: 'en',
        voice: 'woman',
        camp: 'PTP Camps',
        keysUrl: 'https://camp.example.com/twilio/voice/keys?a=1&n=2',
      }),
    )
    const gather = root.children.find(({ name }) => name === 'Gather')
    expect(gather?.attributes).toMatchObject({
      numDigits: '1',
      action: 'https://camp.example.com/twilio/voice/keys?a=1&n=2',
    })
    expect(words(root).filter((said) => said === 'Pick-up is at the north gate.')).toHaveLength(2)
    expect(words(root)[0]).toBe('Hello. This is a message from PTP Camps.')
    expect(words(root).join(' ')).toMatch(/Press 1 .* Press 2 .* Press 3/)
  })

  test('without: no key is offered, and the words are said again behind a pause', () => {
    const root = readTwiml(
      announcementTwiml({ text: 'Practice is over.', language: 'es', voice: 'woman', camp: 'PTP', keysUrl: null }),
    )
    expect(root.children.some(({ name }) => name === 'Gather')).toBe(false)
    expect(words(root).filter((said) => said === 'Practice is over.')).toHaveLength(3)
    expect(words(root)[0]).toBe('Hola. Este es un mensaje de PTP.')
    expect(root.children.map(({ name, attributes }) => `${name} ${attributes['length'] ?? ''}`)).toContain('Pause 6')
  })

  test.each([
    [100, 3, 2],
    [1_100, 3, 2],
    [longestSpoken, 2, 2],
  ])(
    'words of %i characters are said %i times without a way in, and %i times with one',
    (length, without, withKeys) => {
      const text = 'Come to the gate. '
        .repeat(100)
        .slice(0, length - 1)
        .trimEnd()
        .padEnd(length, '.')
      const said = (keysUrl: string | null): number => {
        const document = announcementTwiml({ text, language: 'en', voice: 'woman', camp: 'PTP Camps', keysUrl })
        expect(document.length).toBeLessThanOrEqual(longestTwiml)
        return words(readTwiml(document)).filter((one) => one === text).length
      }
      expect(said(null)).toBe(without)
      expect(said('https://camp.example.com/twilio/voice/keys?a=1')).toBe(withKeys)
    },
  )

  test('words that do not fit twice, for signs that XML writes long, are said once', () => {
    const text = '& '.repeat(450).trim()
    const document = announcementTwiml({ text, language: 'en', voice: 'woman', camp: 'PTP', keysUrl: null })
    expect(words(readTwiml(document)).filter((one) => one === text)).toHaveLength(1)
  })

  test('whatever is written is XML that Twilio takes, says those very words, and fits', () => {
    const keysUrl =
      'https://a-rather-long-name-of-a-tunnel.ngrok-free.app/twilio/voice/keys?a=0198f2c4-9d1e-7b7a-8a4e-0123456789ab'
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: longestSpoken }), fc.string({ unit: 'binary', maxLength: 300 })),
        fc.constantFrom(...spokenLanguages.map(({ code }) => code)),
        fc.constantFrom('woman', 'man'),
        fc.boolean(),
        fc.string({ maxLength: 60 }),
        (text, language, voice, hasKeys, camp) => {
          const announcement: Announcement = { text, language, voice, camp, keysUrl: hasKeys ? keysUrl : null }
          let document: string
          try {
            document = announcementTwiml(announcement)
          } catch (error) {
            // Signs that XML writes long ("&amp;") are the only ones that do not fit.
            expect(error).toBeInstanceOf(RangeError)
            expect(text.replace(/[^&<>"']/g, '').length).toBeGreaterThan(200)
            return
          }
          expect(document.length).toBeLessThanOrEqual(longestTwiml)
          const said = words(readTwiml(document))
          const wanted = text.replace(/\s+/g, ' ').trim()
          if (/^[\x20-\x7e]*$/.test(text)) expect(said).toContain(wanted)
          readTwiml(leftTwiml(announcement))
        },
      ),
    )
  })

  test('who hangs up before the words were said once has not heard them, however short the camp’s name', () => {
    const text = 'Lightning near the fields. Camp is over at noon.'
    // Nine words said in 3.6 s, behind a second of silence and seven words of who calls.
    const least = secondsToHear({ text, language: 'en', camp: 'PTP' })
    expect(least).toBeCloseTo(1 + 2.8 + 0.9 * 3.6)
    expect(secondsToHear({ text, language: 'en', camp: 'PTP Soccer Camps' })).toBeGreaterThan(least)
  })

  test('Chinese is reckoned by its signs, of which about four and a half are said in a second', () => {
    const text = '球场附近有雷电，训练营今天中午结束，请家长到北门接孩子。'.repeat(3)
    expect(secondsToSay(text)).toBeGreaterThan(14)
    expect(secondsToSay(text)).toBeLessThan(20)
    expect(secondsToHear({ text, language: 'zh', camp: 'PTP' })).toBeGreaterThan(14)
    expect([secondsToSay(''), secondsToSay(' … '), secondsToSay('请 come 来')]).toEqual([0, 0, 0.4 + 2 / 4.5])
  })
})
