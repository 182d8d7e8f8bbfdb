import { parseTwiml, TwimlFault } from './twiml-document.ts'
import type { TwimlElement } from './twiml-document.ts'

type Check = (value: string) => boolean

const number =
  (low: number, high: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= low && Number(value) <= high
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value)
const anything: Check = () => true
const bool = oneOf('true', 'false')
const method = oneOf('GET', 'POST')
/** An address of its own, or one beside the document's. */
const address: Check = (value) => /^(https?:\/\/|\/|[^:]*$)/.test(value)

interface Rule {
  readonly attributes: Readonly<Record<string, Check>>
  readonly children: readonly string[]
  /** Whether words may stand in it. */
  readonly text: boolean
}

/** Verbs for calls, with their attributes and what they may hold (Twilio docs: "TwiML for Programmable Voice"). */
const rules: Readonly<Record<string, Rule>> = {
  Response: {
    attributes: {},
    children: ['Say', 'Play', 'Pause', 'Gather', 'Record', 'Dial', 'Hangup', 'Redirect', 'Reject'],
    text: false,
  },
  Say: { attributes: { voice: anything, language: anything, loop: number(0, 1_000) }, children: [], text: true },
  Play: { attributes: { loop: number(0, 1_000), digits: anything }, children: [], text: true },
  Pause: { attributes: { length: number(1, 600) }, children: [], text: false },
  Hangup: { attributes: {}, children: [], text: false },
  Reject: { attributes: { reason: oneOf('rejected', 'busy') }, children: [], text: false },
  Redirect: { attributes: { method }, children: [], text: true },
  Gather: {
    attributes: {
      input: oneOf('dtmf', 'speech', 'dtmf speech'),
      numDigits: number(1, 100),
      timeout: number(1, 600),
      finishOnKey: anything,
      action: address,
      method,
      actionOnEmptyResult: bool,
      language: anything,
    },
    children: ['Say', 'Play', 'Pause'],
    text: false,
  },
  Record: {
    attributes: {
      action: address,
      method,
      timeout: number(1, 600),
      finishOnKey: anything,
      maxLength: number(1, 14_400),
      playBeep: bool,
      trim: oneOf('trim-silence', 'do-not-trim'),
      recordingStatusCallback: address,
      recordingStatusCallbackMethod: method,
      recordingStatusCallbackEvent: anything,
      transcribe: bool,
    },
    children: [],
    text: false,
  },
  Dial: {
    attributes: {
      action: address,
      method,
      callerId: anything,
      timeout: number(1, 600),
      timeLimit: number(1, 86_400),
      answerOnBridge: bool,
      hangupOnStar: bool,
      record: anything,
    },
    children: ['Number'],
    text: true,
  },
  Number: {
    attributes: { url: address, method, statusCallback: address, statusCallbackEvent: anything },
    children: [],
    text: true,
  },
}

/** The longest document that a create request may bring along (Twilio docs: Call resource, Twiml). */
export const longestTwiml = 4_000

/**
 * Reads a document for a call and holds it against Twilio's rules.
 * @throws {TwimlFault} 12100 what is no XML; 12200 what no call understands
 */
export function readTwiml(document: string): TwimlElement {
  const root = parseTwiml(document)
  if (root.name !== 'Response') throw new TwimlFault(12_200, 'The document is no Response')
  check(root)
  return root
}

function check(element: TwimlElement): void {
  const rule = rules[element.name]
  if (!rule) throw new TwimlFault(12_200, `${element.name} is no verb for a call`)
  for (const [name, value] of Object.entries(element.attributes)) {
    const allowed = rule.attributes[name]
    if (!allowed) throw new TwimlFault(12_200, `${element.name} has no attribute ${name}`)
    if (!allowed(value)) throw new TwimlFault(12_200, `${element.name} cannot have ${name}="${value}"`)
  }
  if (!rule.text && element.text !== '') throw new TwimlFault(12_200, `${element.name} holds words`)
  for (const child of element.children) {
    if (!rule.children.includes(child.name))
      throw new TwimlFault(12_200, `${child.name} must not stand in ${element.name}`)
    check(child)
  }
}
