import { numberKind } from './number-kind.ts'

/**
 * Segments a second that Twilio passes on for a number of ours; more would wait in its queue, where nothing can pass them (Twilio
 * docs: message rate limits). A registered campaign may be given more, which only a person can know.
 * @param number E.164, or a short code
 */
export function usualPace(number: string): number {
  if (/^\d{5,6}$/.test(number)) return 100
  return numberKind(number) === 'toll-free' ? 3 : 1
}
