import { voiceWords } from '../words/voice.ts'
import { mostSpoken } from './composer-sending.ts'

/** Words a minute that a voice says. */
const pace = 150
/** Nearer to the end than this, what is left is worth saying. */
const near = 200

interface SpokenHintProps {
  readonly text: string
  /** Why it could not be heard here; null where it could. */
  readonly trouble: string | null
}

/** Under the composer, while it is spoken: how long it takes, how much more fits, and why this laptop cannot read it. */
export function SpokenHint({ text, trouble }: SpokenHintProps) {
  return (
    <>
      <span role="status">{trouble}</span>
      {trouble === null ? <span>{hintOf(text)}</span> : null}
    </>
  )
}

function hintOf(text: string): string | null {
  const left = mostSpoken - text.length
  if (left < near) return voiceWords.composer.left(left)
  const count = text.trim() === '' ? 0 : text.trim().split(/\s+/).length
  return count === 0 ? null : voiceWords.composer.about(Math.max(1, Math.round((count * 60) / pace)))
}
