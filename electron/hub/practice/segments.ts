import { SegmentedMessage } from 'sms-segments-calculator'

export interface Segmentation {
  /** The text as it leaves, with look-alikes replaced where asked for. */
  readonly body: string
  readonly segments: number
  readonly encoding: 'GSM-7' | 'UCS-2'
}

/** How many segments a body takes (Twilio glossary: 160/153 in GSM-7, 70/67 in UCS-2). An empty body with media counts one. */
export function segmentation(body: string, smartEncoded = false): Segmentation {
  if (body === '') return { body, segments: 1, encoding: 'GSM-7' }
  const counted = new SegmentedMessage(body, 'auto', smartEncoded)
  return {
    body: smartEncoded ? counted.graphemes.join('') : body,
    segments: Math.max(1, counted.segmentsCount),
    encoding: counted.encodingName,
  }
}
