import { lastBroadcastTo, setAnswer } from '../../../db/broadcasts.ts'
import type { BroadcastAnswer } from '../../../db/broadcasts.ts'
import { optWordOf } from '../consent/opt-words.ts'
import type { Write } from '../store.ts'

/** What comes from a recipient within this time counts as an answer; milliseconds. */
const answerWindow = 24 * 3_600_000

/** Words of an answer that mean nothing by themselves, in English and Spanish. */
const courtesies =
  /\b(?:thanks|thank you|thank u|thx|ty|gracias|muchas|mil|hi|hello|hey|hola|please|coach|the|that|s|is|it|will|we|we re|they|she|he|they re|all|both|for sure|claro|señor|señora|buenos|buenas|dias|días|tardes|so much|much|very)\b/gu

const yesWords =
  /^(?:yes|yess+|yep|yup|yeah|yea|ya|y|ok|okay|okey|k|sure|confirmed|confirm|confirming|will do|sounds good|sounds|good|fine|great|got it|perfect|absolutely|of course|definitely|be there|coming|on (?:our|my) way|si|sí|vale|bueno|confirmo|confirmado|de acuerdo|por supuesto|ahi estaremos|ahí estaremos|perfecto)$/u
const noWords =
  /^(?:no|nope|nah|n|cannot|cant|can t|cannot make|can t make|cant make|not coming|won t|wont|wont be there|won t be there|no way|no podemos|no puedo|no vamos|no iremos|no va|no podra|no podrá|imposible|lo siento no|sorry no|no sorry)$/u
const yesSigns = /^[\p{Emoji_Modifier}\u{fe0f}\s👍✅👌🙏💯]+$/u
const noSigns = /^[\p{Emoji_Modifier}\u{fe0f}\s👎❌]+$/u

/**
 * What a text says to "yes or no?". Conservative: a yes or a no is nothing but that, give or take a courtesy; whatever else is
 * written is for a person to read. Null for a word that opts in or out, which answers the carrier and not us, and for no words.
 */
export function answerIn(body: string): BroadcastAnswer | null {
  const text = body.normalize('NFC').trim()
  if (text === '') return null
  if (yesSigns.test(text)) return 'yes'
  if (noSigns.test(text)) return 'no'
  if (/[?¿]/.test(text)) return 'question'
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (plain === 'yes') return 'yes'
  if (optWordOf(text) !== null) return null
  const words = [plain, stripped(plain)]
  if (words.some((said) => yesWords.test(said))) return 'yes'
  if (words.some((said) => noWords.test(said))) return 'no'
  return 'question'
}

const stripped = (plain: string): string => plain.replace(courtesies, ' ').replace(/\s+/g, ' ').trim()

/**
 * Counts an inbound text on the broadcast that its number got within a day: the last clear word counts, and a question wherever it
 * comes. Runs in the transaction that stores the text.
 */
export function noteBroadcastAnswer(
  write: Write,
  text: { readonly conversationId: number; readonly seq: number; readonly body: string },
): void {
  const last = lastBroadcastTo(write.db, text.conversationId, write.now - answerWindow)
  if (!last) return
  const answer = answerIn(text.body)
  if (answer === null) return
  const isUnclear = answer === 'question' && !/[?¿]/.test(text.body)
  // "Yes" and then "Thank you so much" is still a yes.
  if (isUnclear && last.answer !== null) return
  setAnswer(write.db, last.broadcast_id, text.conversationId, answer, text.seq)
  write.stale('broadcasts')
}
