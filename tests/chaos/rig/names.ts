import { createRequire } from 'node:module'
import type dns from 'node:dns'

// node:net asks this object for `lookup` at each connection: what stands there is what the process knows of names.
const names = createRequire(import.meta.url)('node:dns') as { lookup: typeof dns.lookup }
const { lookup } = names

/** Lets this process know names, or none at all, as where a network has no name server that answers. */
export function setNamesKnown(known: boolean): void {
  names.lookup = known ? lookup : (unknownName as typeof dns.lookup)
}

function unknownName(host: string, ...rest: readonly unknown[]): void {
  const done = rest.at(-1) as (error: NodeJS.ErrnoException) => void
  const error: NodeJS.ErrnoException = new Error(`getaddrinfo ENOTFOUND ${host}`)
  error.code = 'ENOTFOUND'
  process.nextTick(done, error)
}
