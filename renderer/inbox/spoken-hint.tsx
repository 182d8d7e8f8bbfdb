import { voiceWords } from '../words/voice.ts'
import { mostSpoken } from './composer-sending.ts'

/** Words a minute that a voice says. */
const pace = 150
/** Nearer to the end than this, what is left is worth saying. */
const near = 200

/** Under the composer, while it is spoken: how long it takes, and how much more fits. */
export function SpokenHint({ text }: { readonly text: string }) {
  const left = mostSpoken - text.length
  if (left < near) return voiceWords.composer.left(left)
  const count = text.trim() === '' ? 0 : text.trim().split(/\s+/).length
  return count === 0 ? null : voiceWords.composer.about(Math.max(1, Math.round((count * 60) / pace)))
}
