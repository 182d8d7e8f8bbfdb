import { anySender, consentOf, consentSenders, deriveOptOut, noteNearStop, writeConsent } from '../../../db/consent.ts'
import type { Write } from '../store.ts'
import { isNearStop } from './near-stop.ts'
import { optWordOf } from './opt-words.ts'

/** An inbound text as far as consent goes. */
export interface HeardText {
  readonly conversationId: number
  readonly seq: number
  /** Whom it is from. */
  readonly address: string
  /** The number of ours it was sent to; null where that was not told. */
  readonly ourNumber: string | null
  readonly body: string
  /** Other parameters of its webhook (Twilio docs: OptOutType, MessagingServiceSid); none where it was caught up on. */
  readonly extra: Readonly<Record<string, string>>
  /** When it was sent: the carrier's time where it was caught up on, now otherwise (epoch ms). */
  readonly at: number
  readonly caughtUp: boolean
  /** What the same person wrote after it and came first. */
  readonly later: readonly string[]
}

/**
 * Takes STOP, START and what comes near them out of an inbound text. Twilio blocks and unblocks by itself; the screen has to know,
 * or the next text fails for no visible reason. We answer nothing: Twilio has.
 */
export function hearConsent(write: Write, text: HeardText): void {
  const { db } = write
  const { conversationId, address, body } = text
  const known = consentOf(db, address)
  const word = optWordOf(body, text.extra['OptOutType'])
  // One that is caught up on yields to what the person said since.
  if (word !== null && !text.later.some((other) => optWordOf(other) !== null)) {
    const state = word === 'stop' ? 'out' : 'in'
    for (const sender of sendersMeant(
      text,
      known.map((row) => row.sender),
      word !== 'stop',
    )) {
      const before = known.find((row) => row.sender === sender)
      if (before && text.caughtUp && before.at > text.at) continue
      if (state === 'in' && !reopens(word, before)) continue
      writeConsent(db, { sender, address, state, source: 'text', at: text.at })
    }
    write.stale('consent')
  } else if (word === null && isNearStop(body)) {
    noteNearStop(db, text.seq, conversationId)
    write.stale('consent')
  } else if (known.length === 0) return
  // They may have texted another number of ours than before, where nothing was said.
  if (deriveOptOut(db, conversationId)) write.conversation(conversationId)
}

/** Which of ours a word was told to. */
function sendersMeant(text: HeardText, known: readonly string[], isStart: boolean): ReadonlySet<string> {
  const told = new Set<string>([text.ourNumber ?? anySender])
  const service = text.extra['MessagingServiceSid']
  if (service) told.add(service)
  // A START is for the service of the number it was sent to, which a text that was caught up on does not name; and for whatever
  // staff or a form said. Should the carrier know better, its refusal teaches us.
  if (isStart) for (const sender of known) if (sender === anySender || sender.startsWith('MG')) told.add(sender)
  return told
}

/** Only what was closed is opened; and YES, which may answer a question, opens nothing that staff or a form closed. */
function reopens(word: 'start' | 'yes' | 'stop', before: { state: string; source: string } | undefined): boolean {
  if (before?.state !== 'out') return false
  return word === 'start' || before.source === 'text' || before.source === 'carrier'
}

/**
 * The carrier refused a text because its number opted out (21610), which it knew and we did not: there is no list of its blocked
 * numbers to ask for.
 * @param ourNumber the number of ours the text left from, where no Messaging Service is used
 */
export function learnRefusal(write: Write, conversationId: number, address: string, ourNumber: string | null): void {
  const { db, now } = write
  const senders = consentSenders(db)
  const service = senders.find((sender) => sender.startsWith('MG'))
  const sender = service ?? ourNumber ?? senders[0] ?? anySender
  writeConsent(db, { sender, address, state: 'out', source: 'carrier', at: now })
  deriveOptOut(db, conversationId)
  write.conversation(conversationId)
  write.stale('consent')
}
