/**
 * About what a segment costs within the United States, in dollars: Twilio's own price and what carriers add
 * (Twilio docs: "SMS Pricing for United States", long code).
 */
const perSegment = 0.0083 + 0.0035

/** About what so many segments cost, in US dollars. */
export function costOf(segments: number): number {
  return segments * perSegment
}
