import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'

export interface RestReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as an object; empty where it is none. */
  readonly json: Record<string, unknown>
}

export interface PracticeRest {
  get(path: string): Promise<RestReply>
  post(path: string, form: Record<string, string | readonly string[]>): Promise<RestReply>
  delete(path: string): Promise<RestReply>
}

/** Bare HTTP to a practice carrier, with the account's own credentials unless told otherwise; paths below the account. */
export function practiceRest(
  carrier: PracticeCarrier,
  credentials: { readonly user: string; readonly password: string } | null = {
    user: carrier.account.accountSid,
    password: carrier.account.authToken,
  },
): PracticeRest {
  async function call(method: string, path: string, body?: URLSearchParams): Promise<RestReply> {
    const url = path.startsWith('/')
      ? `${carrier.origin}${path}`
      : `${carrier.origin}/2010-04-01/Accounts/${carrier.account.accountSid}/${path}`
    const headers: Record<string, string> = {}
    if (credentials !== null) {
      headers['Authorization'] =
        `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
    }
    const response = await fetch(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parse(text) }
  }
  return {
    get: (path) => call('GET', path),
    post(path, form) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(form)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      }
      return call('POST', path, body)
    },
    delete: (path) => call('DELETE', path),
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
