import type { Finding } from '../../ipc/contract/templates-views.ts'

export type { Finding } from '../../ipc/contract/templates-views.ts'

/** Twilio docs: "Twilio support for opt-out keywords"; each as the whole answer, in any case. */
const keywords = {
  'opts-out': ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
  'opts-in': ['start', 'yes', 'unstop'],
  'gets-help': ['help', 'info'],
} as const satisfies Record<string, readonly string[]>

const meaning: ReadonlyMap<string, keyof typeof keywords> = new Map<string, keyof typeof keywords>(
  Object.entries(keywords).flatMap(([does, words]) =>
    words.map((word) => [word, does as keyof typeof keywords] as const),
  ),
)

/** "Reply with YES", "text back: end", "responda YES": the word that is asked for. */
const asking =
  /\b(?:reply|respond|answer|text|send|write|type|responda|responde|conteste|contesta|escriba|escribe|env[ií]e|env[ií]a|mande|r[eé]pondez)\b(?:\s+(?:us|me|back|with|by|only|just|the|word|a|con|la|palabra|s[oó]lo))*[\s:,]*["'“”‘’«»(]*(?<word>[a-z]{2,11})\b["'“”‘’«»)]*(?:\s*(?:\/|,|\bor\b|\bo\b|\bou\b)\s*["'“”‘’«»(]*(?<other>[a-z]{2,11})\b)?/gi

/** "Reply STOP to end texts" is what these words are for; "Reply CANCEL to cancel" is not. */
const notice = /^\W*(?:to|para|pour|if)\b/i
const meantToStop: ReadonlySet<string> = new Set(['stop', 'stopall', 'unsubscribe', 'optout'])

const shorteners =
  /\b(?:https?:\/\/)?(?:www\.)?(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|tiny\.cc|t\.ly|rb\.gy|lnkd\.in)\/\S*/gi

const clickHere = /\b(?:click|tap|press)\s+(?:here|this link|the link|below)\b|\bhaga\s+clic\s+aqu[ií]/gi

/** Four words in a row that shout, or a whole text that does. */
const shouting = /(?:\b\p{Lu}[\p{Lu}\p{N}'’-]*\p{Lu}\b[\s,.!?:;-]*){4,}/gu

interface LintOptions {
  /** The name the camp goes by; empty where it has none yet. */
  readonly campName: string
}

/** Looks a text with its merge fields over, in the order of its words. */
export function lintText(body: string, { campName }: LintOptions): readonly Finding[] {
  const findings: Finding[] = [...keywordsIn(body)]
  const found = (pattern: RegExp, make: (words: string, at: number, length: number) => Finding): void => {
    for (const match of body.matchAll(pattern)) {
      const words = match[0].trim()
      findings.push(make(words, match.index, words.length))
    }
  }
  found(shorteners, (link, at, length) => ({ kind: 'short-link', link, at, length }))
  found(clickHere, (words, at, length) => ({ kind: 'click-here', words, at, length }))
  found(shouting, (words, at, length) => ({ kind: 'all-caps', words, at, length }))
  findings.sort((one, other) => placeOf(one) - placeOf(other))
  if (body.trim() !== '' && !namesCamp(body, campName)) findings.push({ kind: 'no-camp-name' })
  return findings
}

const placeOf = (finding: Finding): number => ('at' in finding ? finding.at : Number.POSITIVE_INFINITY)

function keywordsIn(body: string): readonly Finding[] {
  const findings: Finding[] = []
  for (const match of body.matchAll(asking)) {
    const end = match.index + match[0].length
    const isNotice = notice.test(body.slice(end))
    let from = match.index
    for (const word of [match.groups?.['word'], match.groups?.['other']]) {
      const does = word === undefined ? undefined : meaning.get(word.toLowerCase())
      if (word === undefined || does === undefined || (isNotice && meantToStop.has(word.toLowerCase()))) continue
      const at = body.indexOf(word, from)
      from = at + word.length
      findings.push({ kind: 'keyword', word, does, at, length: word.length })
    }
  }
  return findings
}

function namesCamp(body: string, campName: string): boolean {
  if (/\{\{\s*us\s*(?:\||\}\})/i.test(body)) return true
  const name = campName.trim().toLowerCase()
  return name !== '' && body.toLowerCase().includes(name)
}
