import type { HttpAnswer } from './http-client.ts'

/** What Twilio's error JSON says (Twilio docs: "Error responses"; newer APIs answer by RFC 9457 with the same code). */
export interface CarrierError {
  readonly code: number
  readonly message: string | null
}

function parseObject(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** The carrier's own error, or null when the answer is not one: a proxy's page, an edge's plain 5xx, half a document. */
export function parseError(answer: HttpAnswer): CarrierError | null {
  const fields = parseObject(answer.body)
  if (!fields) return null
  const code = fields['code']
  if (typeof code !== 'number' || !Number.isInteger(code)) return null
  const message = [fields['message'], fields['detail'], fields['title']].find(
    (value) => typeof value === 'string' && value !== '',
  )
  return { code, message: typeof message === 'string' ? message : null }
}

/** `Retry-After` in milliseconds, from seconds or a date; null where there is none to go by. */
export function retryAfter(answer: HttpAnswer, now: number): number | null {
  const text = answer.headers['retry-after']?.trim()
  if (!text) return null
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : Math.max(0, time - now)
}
