import { Square, Volume2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { languageName } from '../words/templates.ts'
import { voiceWords } from '../words/voice.ts'
import { voiceFor } from './hear-voice.ts'

const words = voiceWords.composer

interface HearButtonProps {
  readonly text: string
  /** ISO 639-1. */
  readonly language: string
  /** What is said where nothing could be heard; null: it can, as far as is known. */
  onTrouble(words: string | null): void
}

/** A voice begins within this time, or not at all: some systems never say that they have none. Milliseconds. */
const patience = 5_000
/** How speech ends that was ended on purpose. */
const onPurpose: ReadonlySet<string> = new Set(['canceled', 'interrupted'])

/** Reads aloud, by this laptop's own voice, what a parent would hear; nothing leaves the laptop. */
export function HearButton({ text, language, onTrouble }: HearButtonProps) {
  const [speaking, setSpeaking] = useState(false)
  const voices = useVoices()
  const canSpeak = 'speechSynthesis' in window
  const voice = voiceFor(voices, language)
  // Some systems tell of no voice, and speak nevertheless.
  const isForeign = voices.length > 0 && voice === undefined
  const silence = useRef<number | undefined>(undefined)
  useEffect(
    () => () => {
      clearTimeout(silence.current)
      if ('speechSynthesis' in window) window.speechSynthesis.cancel()
    },
    [],
  )
  const toggle = () => {
    const end = () => {
      clearTimeout(silence.current)
      setSpeaking(false)
    }
    onTrouble(null)
    if (speaking) {
      window.speechSynthesis.cancel()
      end()
      return
    }
    const fail = () => {
      end()
      onTrouble(words.notHeard)
    }
    const speech = new SpeechSynthesisUtterance(text)
    speech.lang = voice?.lang ?? language
    if (voice !== undefined) speech.voice = voice
    speech.addEventListener('start', () => clearTimeout(silence.current))
    speech.addEventListener('end', end)
    speech.addEventListener('error', ({ error }) => (onPurpose.has(error) ? end() : fail()))
    silence.current = window.setTimeout(() => {
      window.speechSynthesis.cancel()
      fail()
    }, patience)
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
