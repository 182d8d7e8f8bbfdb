import type { TwimlElement } from './twiml-document.ts'
import { TwimlFault } from './twiml-document.ts'
import { readTwiml } from './twiml-rules.ts'

/** Ms of the clock that a word takes to be said, and a sign of Chinese, which sets no spaces. */
const perWord = 380
const perSign = 210
/** From the end of a question to the key that answers it, ms. */
const beforeKey = 700

/** What a document is run on: one side of a call. Everything here rejects with `Ended` once the call is over or taken over. */
export interface Ear {
  /** @throws {Ended} */
  wait(ms: number): Promise<void>
  hear(words: string): void
  /** The next key that is pressed when one is asked for; null: none. */
  key(): string | null
  /** What is said after the beep, in seconds; 0: nothing. */
  speak(): number
  /** Posts to an address, which may stand beside the document's; what comes back is its answer. */
  ask(url: string, parameters: readonly (readonly [string, string])[]): Promise<string>
  /** Keeps what was said. Returns its address and length in seconds. */
  record(seconds: number): { readonly sid: string; readonly url: string }
  /** Another phone is rung. Resolves with how that ended, once it has. */
  dial(numbers: readonly { readonly number: string; readonly url: string | null }[], timeout: number): Promise<DialEnd>
}

export interface DialEnd {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'failed'
  readonly duration: number
}

/** The run ended in the middle: somebody hung up, or another document takes over. */
export class Ended extends Error {
  constructor() {
    super('The call has ended')
    this.name = 'Ended'
  }
}

/**
 * Runs a document to its end (Twilio docs: "TwiML for Programmable Voice"). Whoever calls it hangs up then.
 * @param base the address the document came from; null: it came along with the call
 * @throws {TwimlFault} a document breaks the rules
 * @throws {Ended}
 */
export async function runTwiml(document: string, base: string | null, ear: Ear): Promise<void> {
  let source: { readonly document: string; readonly base: string | null } | null = { document, base }
  // A document may lead to another one, and so on; not for ever.
  for (let count = 0; source !== null; count++) {
    if (count > 100) throw new TwimlFault(12_400, 'The documents lead to one another without end')
    source = await runVerbs(readTwiml(source.document).children, source.base, ear)
  }
}

type Next = { readonly document: string; readonly base: string | null } | null

async function runVerbs(verbs: readonly TwimlElement[], base: string | null, ear: Ear): Promise<Next> {
  for (const verb of verbs) {
    const outcome = await runVerb(verb, base, ear)
    if (outcome !== 'next') return outcome
  }
  return null
}

async function runVerb(verb: TwimlElement, base: string | null, ear: Ear): Promise<Next | 'next'> {
  const { attributes } = verb
  switch (verb.name) {
    case 'Say':
    case 'Play':
      await say(verb, ear)
      return 'next'
    case 'Pause':
      await ear.wait(Number(attributes['length'] ?? 1) * 1_000)
      return 'next'
    case 'Gather':
      return gather(verb, base, ear)
    case 'Record':
      return record(verb, base, ear)
    case 'Dial':
      return dial(verb, base, ear)
    case 'Redirect':
      return follow(verb.text, base, ear, [])
    case 'Hangup':
    case 'Reject':
      return null
    default:
      throw new TwimlFault(12_200, `${verb.name} is no verb for a call`)
  }
}

async function say(verb: TwimlElement, ear: Ear): Promise<void> {
  const times = Math.min(10, Math.max(1, Number(verb.attributes['loop'] ?? 1)))
  for (let count = 0; count < times; count++) {
    ear.hear(verb.text)
    await ear.wait(spanOf(verb.text))
  }
}

function spanOf(text: string): number {
  const signs = /\p{Script=Han}/gu
  const words = text.replace(signs, ' ').match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0
  return words * perWord + (text.match(signs)?.length ?? 0) * perSign
}

async function gather(verb: TwimlElement, base: string | null, ear: Ear): Promise<Next | 'next'> {
  for (const child of verb.children) {
    if (child.name === 'Pause') await ear.wait(Number(child.attributes['length'] ?? 1) * 1_000)
    else await say(child, ear)
  }
  const key = ear.key()
  if (key === null) {
    await ear.wait(Number(verb.attributes['timeout'] ?? 5) * 1_000)
    return 'next'
  }
  await ear.wait(beforeKey)
  return follow(verb.attributes['action'] ?? base ?? '', base, ear, [['Digits', key]])
}

async function record(verb: TwimlElement, base: string | null, ear: Ear): Promise<Next | 'next'> {
  const { attributes } = verb
  const most = Number(attributes['maxLength'] ?? 3_600)
  const seconds = Math.min(most, ear.speak())
  const silence = Number(attributes['timeout'] ?? 5)
  await ear.wait((seconds + (seconds < most ? silence : 0)) * 1_000)
  // Where nothing was said, what follows is gone on with, and no address is asked.
  if (seconds === 0) return 'next'
  const { sid, url } = ear.record(seconds)
  const told: readonly (readonly [string, string])[] = [
    ['RecordingUrl', url],
    ['RecordingSid', sid],
    ['RecordingDuration', String(seconds)],
  ]
  const callback = attributes['recordingStatusCallback']
  if (callback !== undefined) {
    await ear.ask(resolve(callback, base), [
      ...told,
      ['RecordingStatus', 'completed'],
      ['RecordingChannels', '1'],
      ['RecordingSource', 'RecordVerb'],
    ])
  }
  return follow(attributes['action'] ?? base ?? '', base, ear, [...told, ['Digits', 'hangup']])
}

async function dial(verb: TwimlElement, base: string | null, ear: Ear): Promise<Next | 'next'> {
  const numbers = verb.children.map((child) => ({
    number: child.text,
    url: child.attributes['url'] === undefined ? null : resolve(child.attributes['url'], base),
  }))
  if (verb.text !== '') numbers.push({ number: verb.text, url: null })
  const { status, duration } = await ear.dial(numbers, Number(verb.attributes['timeout'] ?? 30))
  const { action } = verb.attributes
  if (action === undefined) return 'next'
  return follow(action, base, ear, [
    ['DialCallStatus', status],
    ['DialCallDuration', String(duration)],
  ])
}

async function follow(
  address: string,
  base: string | null,
  ear: Ear,
  parameters: readonly (readonly [string, string])[],
): Promise<Next> {
  const url = resolve(address, base)
  return { document: await ear.ask(url, parameters), base: url }
}

function resolve(address: string, base: string | null): string {
  try {
    return base === null ? new URL(address).href : new URL(address, base).href
  } catch {
    throw new TwimlFault(11_100, `"${address}" is no address`)
  }
}
