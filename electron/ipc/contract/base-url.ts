/**
 * An address that paths can be added to: http or https and a name. No user name and password, which would lie in the settings and
 * in every number at Twilio for all to read; no query and no fragment; no underscore in the name, which Twilio refuses for
 * callbacks (21609). Null for anything else.
 */
export function parseBaseUrl(text: string): URL | null {
  try {
    const url = new URL(text)
    if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null
    return url.search || url.hash || url.hostname.includes('_') ? null : url
  } catch {
    return null
  }
}
