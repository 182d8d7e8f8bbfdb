import { Square, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { languageName } from '../words/templates.ts'
import { voiceWords } from '../words/voice.ts'
import { voiceFor } from './hear-voice.ts'

const words = voiceWords.composer

interface HearButtonProps {
  readonly text: string
  /** ISO 639-1. */
  readonly language: string
}

/** Reads aloud, by this laptop's own voice, what a parent would hear; nothing leaves the laptop. */
export function HearButton({ text, language }: HearButtonProps) {
  const [speaking, setSpeaking] = useState(false)
  const voices = useVoices()
  const canSpeak = 'speechSynthesis' in window
  const voice = voiceFor(voices, language)
  // Some systems tell of no voice, and speak nevertheless.
  const isForeign = voices.length > 0 && voice === undefined
  useEffect(
    () => () => {
      if ('speechSynthesis' in window) window.speechSynthesis.cancel()
    },
    [],
  )
  const toggle = () => {
    if (speaking) {
      window.speechSynthesis.cancel()
      setSpeaking(false)
      return
    }
    const speech = new SpeechSynthesisUtterance(text)
    speech.lang = voice?.lang ?? language
    if (voice !== undefined) speech.voice = voice
    const end = () => setSpeaking(false)
    speech.addEventListener('end', end)
    speech.addEventListener('error', end)
    setSpeaking(true)
    window.speechSynthesis.speak(speech)
  }
  return (
    <IconButton
      label={speaking ? words.stop : words.hear}
      aria-description={canSpeak ? (isForeign ? words.noVoice(languageName(language)) : undefined) : words.noSpeech}
      icon={speaking ? <Square size={18} aria-hidden /> : <Volume2 size={18} aria-hidden />}
      disabled={!canSpeak || text.trim() === ''}
      onClick={toggle}
    />
  )
}

/** The voices of this laptop, which come in after the page. */
function useVoices(): readonly SpeechSynthesisVoice[] {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([])
  useEffect(() => {
    if (!('speechSynthesis' in window)) return undefined
    const { speechSynthesis } = window
    const read = () => setVoices(speechSynthesis.getVoices())
    read()
    speechSynthesis.addEventListener('voiceschanged', read)
    return () => speechSynthesis.removeEventListener('voiceschanged', read)
  }, [])
  return voices
}
