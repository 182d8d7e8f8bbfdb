/** Whole-message words that opt a person out or in (Twilio docs: "Advanced Opt-Out", default keywords). */
const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])
const startWords = new Set(['START', 'YES', 'UNSTOP'])

/** `yes` opts in as `start` does, but is what people also answer to a question. */
export type OptWord = 'stop' | 'start' | 'yes'

/**
 * Whether a whole text opts its sender out or in.
 * @param type what Twilio took it for, where the account has words of its own (Twilio docs: "Advanced Opt-Out", OptOutType)
 */
export function optWordOf(body: string, type?: string): OptWord | null {
  const word = body.trim().toUpperCase()
  if (type === 'STOP' || stopWords.has(word)) return 'stop'
  if (word === 'YES') return 'yes'
  return type === 'START' || startWords.has(word) ? 'start' : null
}
