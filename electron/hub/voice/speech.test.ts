import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { describe, expect, test } from 'vitest'
import type { CallVoice } from '../../ipc/contract/views.ts'
import type { TwimlElement } from '../practice/voice/twiml-document.ts'
import { readTwiml } from '../practice/voice/twiml-rules.ts'
import { announcementTwiml, leftTwiml } from './announcement.ts'
import { greetingTwiml, tapeTwiml, whisperTwiml } from './greeting.ts'
import { spokenLanguages, spokenWords } from './speech.ts'

type Voice = NonNullable<VoiceResponse.SayAttributes['voice']>
type Language = NonNullable<VoiceResponse.SayAttributes['language']>

/** By the SDK's own list: what is not on it fails the types. */
const voices: readonly (readonly [code: string, language: Language, woman: Voice, man: Voice])[] = [
  ['en', 'en-US', 'Polly.Joanna', 'Polly.Matthew'],
  ['es', 'es-US', 'Polly.Lupe', 'Polly.Miguel'],
  ['fr', 'fr-CA', 'Polly.Chantal', 'Polly.Chantal'],
  ['pt', 'pt-BR', 'Polly.Camila', 'Polly.Ricardo'],
  ['pl', 'pl-PL', 'Polly.Ewa', 'Polly.Jacek'],
  ['zh', 'cmn-CN', 'Polly.Zhiyu', 'Polly.Zhiyu'],
  ['ar', 'arb', 'Polly.Zeina', 'Polly.Zeina'],
  ['vi', 'vi-VN', 'Google.vi-VN-Standard-A', 'Google.vi-VN-Standard-B'],
]
const keysUrl = 'https://camp.example.com/twilio/voice/keys?a=1'
const text = 'Pick-up is at the north gate.'

const said = ({ children }: TwimlElement): readonly TwimlElement[] =>
  children.flatMap((child) => [...(child.name === 'Say' ? [child] : []), ...said(child)])

/** The voices of what staff wrote, and of the app's own words. */
function readers(document: string): { readonly theirs: readonly string[]; readonly ours: readonly string[] } {
  const all = said(readTwiml(document))
  const named = (chosen: readonly TwimlElement[]): readonly string[] => [
    ...new Set(chosen.map(({ attributes }) => `${attributes['language'] ?? ''} ${attributes['voice'] ?? ''}`)),
  ]
  return { theirs: named(all.filter((one) => one.text === text)), ours: named(all.filter((one) => one.text !== text)) }
}

describe('the voices of calls', () => {
  test('every language has its own', () => {
    expect(voices.map(([code]) => code)).toEqual(spokenLanguages.map(({ code }) => code))
  })

  describe.each(voices)('%s', (code, language, woman, man) => {
    test.each([
      ['woman', woman],
      ['man', man],
    ] as const)('by a %s’s voice, in documents that Twilio takes', (voice: CallVoice, reader) => {
      const announcement = { text, language: code, voice, camp: 'PTP Camps' }
      for (const document of [
        announcementTwiml({ ...announcement, keysUrl }),
        announcementTwiml({ ...announcement, keysUrl: null }),
        leftTwiml({ ...announcement, keysUrl: null }),
      ])
        expect(readers(document)).toEqual({ theirs: [`${language} ${reader}`], ours: [`${language} ${reader}`] })
    })
  })

  test.each([
    ['en', 'Hello. This is a message from the camp.'],
    ['es', 'Hola. Este es un mensaje del campamento.'],
    ['fr', 'Bonjour. Ceci est un message du camp.'],
    ['pt', 'Olá. Esta é uma mensagem do acampamento.'],
    ['pl', 'Dzień dobry. To jest wiadomość od organizatorów obozu.'],
    ['zh', '您好。这是来自训练营的消息。'],
    ['ar', 'مرحبًا. هذه رسالة من المخيم.'],
    ['vi', 'Xin chào. Đây là tin nhắn từ trại hè.'],
    ['xx', 'Hello. This is a message from the camp.'],
  ])('in %s a camp without a name is one nevertheless', (language, opening) => {
    const document = announcementTwiml({ text, language, voice: 'woman', camp: '', keysUrl: null })
    expect(said(readTwiml(document))[0]?.text).toBe(opening)
  })

  test('the app’s own words are there in every language, with the camp’s name and each key once', () => {
    const inEnglish = spokenWords('en', 'woman').words
    for (const { code } of spokenLanguages) {
      const { words } = spokenWords(code, 'woman')
      expect(words.opening('PTP Camps').split('PTP Camps')).toHaveLength(2)
      expect(words.keys.match(/[0-9]/g)).toEqual(['1', '2', '3'])
      if (code === 'en') continue
      const { opening, ...others } = words
      expect(opening('')).not.toBe(inEnglish.opening(''))
      for (const said of Object.values(others)) expect(Object.values(inEnglish)).not.toContain(said)
    }
  })

  test.each([
    ['woman', 'Polly.Joanna'],
    ['man', 'Polly.Matthew'],
  ] as const)('callers are greeted by a %s’s voice', (voice, reader) => {
    const base = 'https://camp.example.com'
    const taken = {
      camp: 'PTP',
      voice,
      greeting: '',
      closedGreeting: '',
      isOpen: true,
      base,
      ourNumber: '+15550100001',
    }
    for (const document of [
      greetingTwiml({ ...taken, forwardTo: '' }),
      greetingTwiml({ ...taken, forwardTo: '+12015550190' }),
      greetingTwiml({ ...taken, forwardTo: '', isOpen: false }),
      tapeTwiml(base, voice),
      whisperTwiml(base, 'PTP', voice),
    ])
      expect(readers(document).ours).toEqual([`en-US ${reader}`])
  })
})
