import type { Change } from '../../electron/ipc/contract/changes.ts'
import { hubNow } from '../lib/clock.ts'

/** Texts older than this came in with a catch-up: they make no sound of their own. */
const fresh = 60_000
const quietFor = 1_200

let context: AudioContext | null = null
let lastAt = 0
const heardIds = new Set<string>()

/** Hears changes and sounds once for a new inbound text, unless it stands on the screen someone is looking at. */
export function newTextSound(): (changes: readonly Change[], lookingAt: number | null) => void {
  return (changes, lookingAt) => {
    let wanted = false
    for (const change of changes) {
      if (change.type !== 'message' || change.message.direction !== 'in') continue
      const { message } = change
      if (heardIds.has(message.id)) continue
      heardIds.add(message.id)
      if (message.conversationId !== lookingAt && hubNow() - message.createdAt < fresh) wanted = true
    }
    if (heardIds.size > 5_000) heardIds.clear()
    const now = performance.now()
    if (!wanted || now - lastAt < quietFor) return
    lastAt = now
    play()
  }
}

/** Two short soft notes, a fifth apart. Made here: no file to load, no delay. */
function play(): void {
  try {
    context ??= new AudioContext()
    // Without a touch of the page the browser keeps it quiet; nothing waits for that.
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    const start = context.currentTime + 0.01
    note(context, 587.33, start)
    note(context, 880, start + 0.09)
  } catch {
    // No sound card, no sound.
  }
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'sine'
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(0.14, at + 0.012)
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.22)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + 0.24)
}
