/** What of a voice of the system tells whether it is the one. */
interface Voice {
  /** BCP 47; some systems write it with a low line ("es_US"). */
  readonly lang: string
  /** It speaks without a network. */
  readonly localService: boolean
  readonly default: boolean
}

/**
 * The system's voice for a language: one that needs no network before others, the usual one before others.
 * @param language ISO 639-1
 * @returns undefined where there is none
 */
export function voiceFor<Of extends Voice>(voices: readonly Of[], language: string): Of | undefined {
  const rank = (voice: Of): number => (voice.localService ? 2 : 0) + (voice.default ? 1 : 0)
  return voices
    .filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language)
    .sort((a, b) => rank(b) - rank(a))[0]
}
