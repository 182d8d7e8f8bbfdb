import { redact, redactText } from '../redact.ts'

/** What is known to be private on this laptop, besides what looks it. */
export interface PrivateWords {
  /** People's names, the camp's, those on duty. */
  readonly names: readonly string[]
  /** Credentials, as they are. */
  readonly secrets: readonly string[]
}

/** Takes private words out of what leaves this laptop. */
export interface Scrub {
  text(text: string): string
  /** A line of the log: its facts are looked through, its event and time stay. Empty for what is no such line. */
  line(line: string): string
}

/** A name this short stands in too many other words. */
const shortestName = 2
const commonLength = 5
/** Facts of a log line that are words of ours. */
const ownWords = new Set(['at', 'level', 'event'])

/** Nothing that `redact` would cut out, no name and no credential is left in what comes out. */
export function createScrub({ names, secrets }: PrivateWords): Scrub {
  const nameParts = new Set(names.flatMap((name) => name.match(/[\p{L}\p{M}]+/gu) ?? []).flatMap(cases))
  // The longest first: one may be the beginning of another.
  const hidden = [...new Set(secrets.flatMap(spellings))]
    .filter((secret) => secret.length >= 4)
    .sort((a, b) => b.length - a.length)

  function text(given: string): string {
    let cut = given
    for (const secret of hidden) cut = cut.split(secret).join('[secret]')
    return redactText(cut).replace(/[\p{L}\p{M}]+/gu, (word) => (nameParts.has(word) ? '[name]' : word))
  }

  function value(given: unknown): unknown {
    if (typeof given === 'string') return text(given)
    if (Array.isArray(given)) return given.map(value)
    if (given === null || typeof given !== 'object') return given
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, value(inner)]))
  }

  return {
    text: (given) => given.split('\n').map(text).join('\n'),
    line(line) {
      let facts: unknown
      try {
        facts = JSON.parse(line)
      } catch {
        return ''
      }
      if (facts === null || typeof facts !== 'object' || Array.isArray(facts)) return ''
      const kept = Object.entries(facts).map(([key, fact]): [string, unknown] => [
        key,
        ownWords.has(key) ? fact : value(redact({ [key]: fact })[key]),
      ])
      return JSON.stringify(Object.fromEntries(kept))
    },
  }
}

/** A name as it may stand in a text. A short one in small letters is too often another word. */
function cases(name: string): readonly string[] {
  if (name.length < shortestName) return []
  return name.length < commonLength ? [name, name.toUpperCase()] : [name, name.toUpperCase(), name.toLowerCase()]
}

/** A credential as it may stand in an address, a header or a dump. */
function spellings(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]
}
