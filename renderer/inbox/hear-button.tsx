import { Square, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { voiceWords } from '../words/voice.ts'

const words = voiceWords.composer

/** Reads aloud, by this laptop's own voice, what a parent would hear; nothing leaves the laptop. */
export function HearButton({ text }: { readonly text: string }) {
  const [speaking, setSpeaking] = useState(false)
  const canSpeak = 'speechSynthesis' in window
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
    const end = () => setSpeaking(false)
    speech.addEventListener('end', end)
    speech.addEventListener('error', end)
    setSpeaking(true)
    window.speechSynthesis.speak(speech)
  }
  return (
    <IconButton
      label={speaking ? words.stop : words.hear}
      aria-description={canSpeak ? undefined : words.noSpeech}
      icon={speaking ? <Square size={18} aria-hidden /> : <Volume2 size={18} aria-hidden />}
      disabled={!canSpeak || text.trim() === ''}
      onClick={toggle}
    />
  )
}
