import { expect, test } from 'vitest'
import { voiceFor } from './hear-voice.ts'

const voice = (lang: string, localService = true, isDefault = false) => ({ lang, localService, default: isDefault })

test('a language is heard by its own voice, of this laptop before the network’s', () => {
  const voices = [voice('en-US', true, true), voice('es-ES', false), voice('es_US'), voice('fr-CA')]
  expect(voiceFor(voices, 'es')).toBe(voices[2])
  expect(voiceFor(voices, 'en')).toBe(voices[0])
})

test('of several the usual one is taken; of none, none', () => {
  const voices = [voice('en-GB'), voice('en-US', true, true)]
  expect(voiceFor(voices, 'en')).toBe(voices[1])
  expect(voiceFor(voices, 'e')).toBeUndefined()
  expect(voiceFor([], 'pl')).toBeUndefined()
})
