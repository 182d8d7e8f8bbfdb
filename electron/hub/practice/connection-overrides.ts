/** How Twilio tries a webhook; spans in ms. Twilio docs, "Webhooks connection overrides". */
export interface ConnectionOverrides {
  readonly connectTimeout: number
  readonly readTimeout: number
  /** All tries together. */
  readonly totalTime: number
  readonly retries: number
  /** Which failures are tried again. */
  readonly retryOn: ReadonlySet<'4xx' | '5xx' | 'ct' | 'rt'>
}

const everything = ['4xx', '5xx', 'ct', 'rt'] as const

/** Reads the fragment of a webhook's URL (`#rc=2&rp=all`); what is missing or out of range keeps Twilio's default. */
export function connectionOverrides(url: string): ConnectionOverrides {
  const hash = url.indexOf('#')
  const fields = new URLSearchParams(hash === -1 ? '' : url.slice(hash + 1))
  return {
    connectTimeout: numberBetween(fields.get('ct'), 100, 10_000, 5000),
    readTimeout: numberBetween(fields.get('rt'), 100, 15_000, 15_000),
    totalTime: numberBetween(fields.get('tt'), 100, 15_000, 15_000),
    retries: numberBetween(fields.get('rc'), 0, 5, 1),
    retryOn: policy(fields.get('rp')),
  }
}

function numberBetween(text: string | null, low: number, high: number, otherwise: number): number {
  if (text === null || !/^\d+$/.test(text)) return otherwise
  const value = Number(text)
  return value < low || value > high ? otherwise : value
}

function policy(text: string | null): ConnectionOverrides['retryOn'] {
  if (text === null) return new Set(['ct'])
  const words = text.split(',').map((word) => word.trim())
  if (words.includes('all')) return new Set(everything)
  return new Set(everything.filter((word) => words.includes(word)))
}
