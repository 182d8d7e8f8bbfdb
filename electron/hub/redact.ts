const privateKeys =
  /^(body|text|draft|preview|name|author|authtoken|token|secret|apikey|apisecret|password|pin|cookie|authorization|signature)$/i

const longestText = 4000

/** Phone numbers as people and carriers write them, in a URL too; the last two digits stay, to tell two numbers apart. */
const phoneNumber =
  /(?:\+|%2b)\d[\d\s().-]{5,}\d|(?<![\w.-])\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?![\w-])|(?<![\w.-])\d{11,15}(?![\w-])/gi

/**
 * 32 hexadecimal digits without a SID's two letters in front (Twilio's Auth Token), 32 letters and digits of both cases (its API
 * secrets), and long keys of letters and digits (ngrok's).
 */
const secret =
  /(?<![A-Za-z0-9_-])(?:[0-9a-f]{32}|(?=[A-Za-z]*\d)(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{32})(?![A-Za-z0-9_-])|(?<![A-Za-z0-9_/.-])(?=[A-Za-z0-9_]*\d)(?=[A-Za-z0-9_]*[A-Za-z])[A-Za-z0-9_]{40,}/g

/** The string without secrets, and with phone numbers cut to their last two digits. */
export function redactText(text: string): string {
  return text
    .slice(0, longestText)
    .replace(secret, '[secret]')
    .replace(/(token|secret|password)=[^&\s"']+/gi, '$1=[secret]')
    .replace(phoneNumber, (number) => `…${number.replace(/\D/g, '').slice(-2)}`)
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) {
    return {
      name: value.name,
      message: redactText(value.message),
      stack: redactText((value.stack ?? '').split('\n').slice(1, 9).join('\n')),
    }
  }
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '…'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactValue(item, depth + 1))
  return redactFields(value, depth + 1)
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      privateKeys.test(key) && typeof value === 'string' ? '[private]' : redactValue(value, depth),
    ]),
  )
}

/** A copy of a log line's facts in which nothing private is left: bodies, names, secrets, full numbers. */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactFields(fields, 0)
}
