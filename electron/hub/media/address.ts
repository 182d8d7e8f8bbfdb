import { isIP } from 'node:net'
import { resolveAddress, standInOrigin } from '../carrier/address.ts'

/** One request on the way to a file. */
export interface Hop {
  /** Where the request really goes. */
  readonly url: URL
  /** What the carrier calls it: what a relative redirect is relative to. */
  readonly named: URL
  /** Whether this is the carrier itself, which may hear who asks. */
  readonly authorized: boolean
}

/** The API's own hosts, not the store of files that they lead to. */
const apiHost = /^(?:[a-z0-9-]+\.)*twilio\.com$/

const loopback = /^(127\.0\.0\.1|localhost)$/

/** The address itself where it is one on the stand-in's own origin. */
function onStandIn(address: URL, apiOrigin: string | null): boolean {
  return apiOrigin !== null && address.origin === standInOrigin(apiOrigin)
}

/**
 * Where a media's address leads first: to Twilio (Twilio docs: Media resource), or to the stand-in that is configured
 * in its place.
 * @throws RangeError for an address that is neither; TypeError for none at all
 */
export function mediaAddress(address: string, apiOrigin: string | null): Hop {
  const named = new URL(address)
  if (onStandIn(named, apiOrigin)) return { url: named, named, authorized: true }
  return { url: resolveAddress(address, apiOrigin), named, authorized: apiHost.test(named.hostname) }
}

/**
 * Where a redirect leads. Nothing is told there of who asks: the address itself is the key (Twilio docs: "Securing
 * media URLs"), and a store of files must not learn the account's password.
 * @throws RangeError for an address that no redirect of the carrier's has a reason to name
 */
export function redirectAddress(location: string, from: Hop, apiOrigin: string | null): Hop {
  const named = new URL(location, from.named)
  if (named.username !== '' || named.password !== '') throw new RangeError('A redirect with a name and password')
  if (apiOrigin !== null) {
    // With a stand-in nothing leaves this machine, whatever it answers.
    const local = loopback.test(named.hostname) && (named.protocol === 'http:' || named.protocol === 'https:')
    return { url: local ? named : resolveAddress(named.href, apiOrigin), named, authorized: false }
  }
  const host = named.hostname
  const isName = host.includes('.') && isIP(host.replace(/^\[|\]$/g, '')) === 0 && !loopback.test(host)
  if (named.protocol !== 'https:' || named.port !== '' || !isName) {
    throw new RangeError(`A redirect to ${named.protocol}//${named.host}`)
  }
  return { url: named, named, authorized: false }
}
