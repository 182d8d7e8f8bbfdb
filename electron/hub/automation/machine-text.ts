/** What phones and mail systems answer by themselves. */
const phrases = [
  /\bauto[\s-]?(reply|response|responder|matic(ally)? (reply|response|message|generated))\b/i,
  /\bout of (the )?office\b/i,
  /\b(i('|’)?m|i am) driving\b/i,
  /\bdriving (mode|focus)\b/i,
  /\bdo not disturb\b/i,
  /\b(do not|don('|’)t) reply\b/i,
  /\bunmonitored\b/i,
  /\bthis (number|inbox|mailbox) (is not|isn('|’)t) monitored\b/i,
  /\brespuesta autom[aá]tica\b/i,
] as const

/** Whether a text reads as one that nobody wrote: answering it may have two machines text each other. */
export function readsAsMachine(body: string): boolean {
  return phrases.some((phrase) => phrase.test(body))
}
