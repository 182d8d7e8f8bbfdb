/** Hosts of Twilio's that a request may go to: the API's domains and its media store. */
const twilioHost = /^(?:[a-z0-9-]+\.)*(?:twilio\.com|twiliocdn\.com)$/

/** Where everything goes when no stand-in is configured; also what the link is proved against. */
export const twilioOrigin = 'https://api.twilio.com'

/**
 * The stand-in's origin, checked: `http(s)://127.0.0.1` or `localhost` only, so that no setting can send texts and
 * credentials to another machine.
 * @throws RangeError for any other address
 */
export function standInOrigin(origin: string): string {
  const url = new URL(origin)
  const local = url.hostname === '127.0.0.1' || url.hostname === 'localhost'
  const web = url.protocol === 'http:' || url.protocol === 'https:'
  if (!local || !web || url.username !== '' || url.password !== '') {
    throw new RangeError(`Texts may be sent to Twilio or to an address on this machine, not to ${url.host}`)
  }
  return url.origin
}

/**
 * Where a request for one of Twilio's addresses really goes: there, or to the stand-in with path and query unchanged.
 * @param apiOrigin the stand-in, or null for Twilio itself
 * @throws RangeError for an address that is not Twilio's
 */
export function resolveAddress(address: string, apiOrigin: string | null): URL {
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.port !== '' || !twilioHost.test(url.hostname)) {
    throw new RangeError(`This is not an address of Twilio's: ${url.protocol}//${url.host}`)
  }
  return apiOrigin === null ? url : new URL(`${standInOrigin(apiOrigin)}${url.pathname}${url.search}`)
}
