import { callHub } from '../lib/data.ts'
import { inboxWords } from '../words/inbox.ts'

/** Who a new text goes to. */
export interface Recipient {
  readonly address: string
  readonly displayAddress: string
  readonly name: string | null
}

export type Resolved =
  | { readonly ok: true; readonly recipient: Recipient }
  | { readonly ok: false; readonly reason: string }

const words = inboxWords.newMessage

/** Three digits and no letters: somebody is typing a number. */
export function looksLikeNumber(text: string): boolean {
  return /^[+\d\s().\-/]+$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 3
}

/** Who is meant by what was typed, where nobody was chosen: a valid number, or the only person that fits. */
export async function resolveRecipient(text: string): Promise<Resolved> {
  if (text === '') return { ok: false, reason: words.chooseFirst }
  if (looksLikeNumber(text)) {
    const check = await callHub('people.checkNumber', { text })
    if (!check.ok) return check
    return { ok: true, recipient: { address: check.address, displayAddress: check.displayAddress, name: null } }
  }
  const [first, second] = await callHub('people.find', { text, limit: 2 })
  if (first === undefined) return { ok: false, reason: words.nobody }
  return second === undefined ? { ok: true, recipient: first } : { ok: false, reason: words.whichOne }
}
