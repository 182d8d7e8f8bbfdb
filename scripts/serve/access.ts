import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Decides which requests may come in. The token lives as long as the process. */
export interface Access {
  readonly token: string
  /** The cookie a browser gets for the right token. */
  readonly cookie: string
  /** The request names this server, and comes from its own page where it says from where. Stops DNS rebinding and other sites. */
  addressed(request: IncomingMessage): boolean
  /** As `addressed`, and the request does say that it comes from our page: browsers always do for a WebSocket. */
  fromOurPage(request: IncomingMessage): boolean
  tokenIsRight(token: string): boolean
  hasCookie(request: IncomingMessage): boolean
}

/** @param port the port the server listens on: cookies do not know ports, so the cookie's name holds it. */
export function makeAccess(port: number): Access {
  const token = randomBytes(32).toString('base64url')
  const cookieName = `ptp_${port}`
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])

  function addressed(request: IncomingMessage): boolean {
    const { host, origin } = request.headers
    const site = request.headers['sec-fetch-site']
    if (host === undefined || !hosts.has(host)) return false
    if (origin !== undefined && origin !== `http://${host}`) return false
    // A person may come from anywhere by a link; what pages fetch must come from ours.
    return (
      site === undefined ||
      site === 'same-origin' ||
      site === 'none' ||
      request.headers['sec-fetch-mode'] === 'navigate'
    )
  }

  return {
    token,
    cookie: `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    addressed,
    fromOurPage: (request) => addressed(request) && request.headers.origin === `http://${request.headers.host}`,
    tokenIsRight: (candidate) => same(candidate, token),
    hasCookie(request) {
      const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
      const ours = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))
      return ours !== undefined && same(ours.slice(cookieName.length + 1), token)
    },
  }
}

/** Compares without telling by its time how much was right. */
function same(candidate: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(candidate), digest(secret))
}
