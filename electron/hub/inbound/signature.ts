import { createHmac, timingSafeEqual } from 'node:crypto'
import { parse, stringify } from 'node:querystring'

/** Base64 of an SHA-1. */
const signatureLength = 28

/** Code-unit order, as Unix has it; not the order of any language. */
function inOrder(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/**
 * The parameters as Twilio signs them: names in code-unit order, each followed by its value, nothing between.
 * A name that comes twice is signed once per different value, values in order (as twilio-node does).
 */
export function signedParameters(parameters: URLSearchParams): string {
  const entries = [...parameters]
  entries.sort((one, other) => inOrder(one[0], other[0]) || inOrder(one[1], other[1]))
  let signed = ''
  let lastName = ''
  let lastValue: string | null = null
  for (const [name, value] of entries) {
    if (value === lastValue && name === lastName) continue
    signed += name + value
    lastName = name
    lastValue = value
  }
  return signed
}

interface AddressParts {
  readonly scheme: string
  readonly user: string
  readonly host: string
  readonly port: string
  readonly path: string
}

/** By hand: `new URL` would re-encode characters that Twilio signed as they were. */
function splitAddress(address: string): AddressParts | null {
  const match = /^(https?:\/\/)([^/?#]*@)?(\[[^\]]*\]|[^/?#:@]*)(:\d+)?([^?#]*)/i.exec(address)
  if (!match) return null
  const [, scheme = '', user = '', host = '', port = '', path = ''] = match
  return { scheme, user, host, port, path: path.replace(/\/+$/, '') }
}

/**
 * The ways Twilio may have written our base URL when it signed: as configured, without its port and with the usual one
 * (voice and SMS differ in that), each also without a user and password (Twilio docs: "Webhooks security").
 */
export function addressVariants(publicUrl: string): readonly string[] {
  const parts = splitAddress(publicUrl)
  if (!parts) return []
  const { scheme, user, host, port, path } = parts
  const usualPort = scheme.toLowerCase() === 'https://' ? ':443' : ':80'
  const variants = new Set<string>()
  for (const who of [user, ''])
    for (const where of [port, '', port || usualPort]) variants.add(scheme + who + host + where + path)
  return [...variants]
}

/** The path of the public base URL, which a reverse proxy may or may not have taken off. */
export function addressPath(publicUrl: string): string {
  return splitAddress(publicUrl)?.path ?? ''
}

/** Path and query as they came, as a browser writes them, and as Node's old `querystring` does: what back ends of Twilio's have signed. */
function* targetVariants(target: string): Generator<string> {
  yield target
  const mark = target.indexOf('?')
  if (mark === -1) return
  const path = target.slice(0, mark)
  const query = target.slice(mark + 1)
  const encoded = query.replaceAll("'", '%27')
  if (encoded !== query) yield `${path}?${encoded}`
  const legacy = stringify(parse(query))
  if (legacy !== query) yield `${path}?${legacy}`
}

function matches(token: string, expected: Buffer, address: string, parameters: string): boolean {
  const digest = createHmac('sha1', token).update(address).update(parameters).digest()
  return timingSafeEqual(digest, expected)
}

/**
 * Whether Twilio signed a request (X-Twilio-Signature). Never built from the Host header, which anyone can write.
 * @param tokens Auth Tokens, each tried
 * @param bases of `addressVariants`, the likeliest first
 * @param target path and query of the request, without the fragment
 * @param parameters of `signedParameters`
 */
export function isSigned(
  tokens: readonly string[],
  signature: string,
  bases: readonly string[],
  target: string,
  parameters: string,
): boolean {
  if (signature.length !== signatureLength) return false
  const expected = Buffer.from(signature, 'base64')
  // Only as it is written by the book: Buffer takes many spellings for the same bytes.
  if (expected.length !== 20 || expected.toString('base64') !== signature) return false
  for (const variant of targetVariants(target))
    for (const base of bases)
      for (const token of tokens) if (matches(token, expected, base + variant, parameters)) return true
  return false
}
