import { Resolver, lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { checkServerIdentity, connect } from 'node:tls'
import type { Clock } from '../clock.ts'
import type { TunnelSettings } from './types.ts'

/** Where the SDK itself connects to (ngrok-rust: DEFAULT_NGROK_SERVER). */
const ngrokServer = 'connect.ngrok-agent.com:443'
const probeTimeout = 5_000
const nameTimeout = 1_500

/**
 * Makes a probe of the edge: name, TCP and TLS, and not one byte more. True when what answers shows a certificate for that name, so that a
 * sign-in page is not taken for ngrok. Who signed ngrok's own certificate only the SDK can tell: it carries ngrok's authority with it.
 */
export function createEdgeProbe(
  clock: Clock,
): (target: Pick<TunnelSettings, 'server' | 'certificateAuthority'>) => Promise<boolean> {
  const resolve = createNameLookup()
  return async ({ server, certificateAuthority }) => {
    const [host = '', port = ''] = (server ?? ngrokServer).split(':')
    const address = isIP(host) ? host : await resolve(host)
    if (address === null) return false
    return new Promise((settle) => {
      const authority = server === null ? null : certificateAuthority
      const socket = connect({
        host: address,
        port: Number(port),
        ...(isIP(host) ? {} : { servername: host }),
        ...(authority === null ? { rejectUnauthorized: false } : { ca: authority }),
      })
      const end = (answers: boolean) => {
        limit.cancel()
        socket.destroy()
        settle(answers)
      }
      const limit = clock.after(probeTimeout * clock.rate, () => end(false))
      socket.once('secureConnect', () => end(checkServerIdentity(host, socket.getPeerCertificate()) === undefined))
      socket.on('error', () => end(false))
      socket.once('close', () => end(false))
    })
  }
}

/**
 * Looks names up without tying up the hub: the system's lookup holds one of Node's four worker threads, for half a minute on a network that
 * swallows packets, so no more than one of them is ever under way. Asking the name servers directly beside it finds a network that is
 * back as soon as it is back. Null when neither knows.
 */
function createNameLookup(): (host: string) => Promise<string | null> {
  let underWay: Promise<string> | null = null
  const bySystem = (host: string) => {
    underWay ??= lookup(host)
      .then(({ address }) => address)
      .finally(() => (underWay = null))
    return underWay
  }
  const byNameServer = async (host: string) => {
    // A new one each time: it reads the present network's name servers when it is made.
    const [address] = await new Resolver({ timeout: nameTimeout, tries: 1 }).resolve4(host)
    if (address === undefined) throw new Error(`${host} has no address`)
    return address
  }
  return (host) => Promise.any([bySystem(host), byNameServer(host)]).catch(() => null)
}
