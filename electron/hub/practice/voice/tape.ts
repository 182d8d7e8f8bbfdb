import { between } from '../../random.ts'
import type { Random } from '../../random.ts'

const rate = 8_000

/**
 * What a made-up parent says after the beep: murmured syllables, as a WAV of 8 kHz, 16 bit, one channel, which is what Twilio
 * records.
 * @param seconds length
 */
export function murmur(random: Random, seconds: number): Uint8Array {
  const samples = Math.max(1, Math.round(seconds * rate))
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0, 'ascii')
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8, 'ascii')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'ascii')
  wav.writeUInt32LE(samples * 2, 40)
  let syllable = { pitch: 0, length: 0, at: 0 }
  let phase = 0
  for (let index = 0; index < samples; index++) {
    if (index >= syllable.at + syllable.length) {
      // Every few syllables a breath.
      const pitch = random.next() < 0.2 ? 0 : between(random, 110, 190)
      syllable = { pitch, length: between(random, rate / 10, rate / 4), at: index }
    }
    phase += (2 * Math.PI * syllable.pitch) / rate
    const within = (index - syllable.at) / syllable.length
    const loudness = syllable.pitch === 0 ? 0 : Math.sin(Math.PI * within) * 7_000
    const tone = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase)
    wav.writeInt16LE(Math.round((loudness * tone) / 1.75), 44 + index * 2)
  }
  return wav
}
