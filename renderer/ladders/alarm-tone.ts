let context: AudioContext | null = null

/** Three notes down and up again, three times: unlike the tone of a new text, and heard across a tent. Made here, no file to load. */
export function playAlarm(): void {
  try {
    context ??= new AudioContext()
    // Without a touch of the page the browser keeps it quiet; nothing waits for that.
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    const start = context.currentTime + 0.01
    for (const time of [0, 0.55, 1.1]) {
      note(context, 880, start + time)
      note(context, 659.26, start + time + 0.14)
      note(context, 880, start + time + 0.28)
    }
  } catch {
    // No sound card, no sound.
  }
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(0.22, at + 0.01)
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.14)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + 0.16)
}
