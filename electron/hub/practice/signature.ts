import { createHmac } from 'node:crypto'

/**
 * X-Twilio-Signature of a form POST, written apart from the hub's own check so that one proves the other.
 * Twilio docs, "Webhooks security": the URL without its fragment, then every parameter's name and value in
 * code-unit order of the names (values of one name: unique, in order), HMAC-SHA1 with the account's token, base64.
 */
export function signWebhook(
  authToken: string,
  url: string,
  parameters: Iterable<readonly [name: string, value: string]>,
): string {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of parameters) {
    const known = values.get(name)
    if (known === undefined) values.set(name, new Set([value]))
    else known.add(value)
  }
  let text = withoutFragment(url)
  for (const name of [...values.keys()].sort(byCodeUnit)) {
    for (const value of [...(values.get(name) ?? [])].sort(byCodeUnit)) text += name + value
  }
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64')
}

/** The URL as it is requested and signed: connection overrides after # stay at Twilio. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#')
  return hash === -1 ? url : url.slice(0, hash)
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
