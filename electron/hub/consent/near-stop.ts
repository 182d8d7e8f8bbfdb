/** A longer text says more than that they want no more texts. */
const longest = 200

/** Words of courtesy that may stand around a request. */
const courtesy = new Set(
  'please pls plz por favor thanks thank you thx gracias hi hello hey hola now ok okay just kindly merci svp ahora ya'.split(
    ' ',
  ),
)

/** What is a request to stop when nothing else is said. */
const wholes = new Set(
  [
    'stop|stop all|stopp|stpo|sotp|stop it|stop this|stop these|stop now|unsubscribe|unsubscribe me|unsub|cancel|quit|end',
    'remove|revoke|optout|opt out|opt me out|leave me alone|no more|alto|parar|pare|paren|para|basta|no mas|cancelar',
    'arret|arreter|arretez',
  ].flatMap((list) => list.split('|')),
)

/** What is one wherever it stands. */
const phrases = [
  /\bno more (texts?|messages?|msgs?|sms|notifications?)\b/,
  /\bstop (all )?(the |these |this |those |your )?(texts?|texting|messag\w*|msgs?|sms|send\w*|contact\w*|spam\w*|bothering)\b/,
  /\b(quit|cease) (texting|messaging|sending|contacting)\b/,
  /\b(dont|do not|never) (text|message|contact|sms) (me|us|this number)\b/,
  /\b(remove|take|delete|drop) (me|us|my number|this number)( off| from| out|$)/,
  /\b(unsubscribe|opt) (me|us|out)\b/,
  /\b(no longer|dont|do not) (want|wish|need) (to (get|receive)|any|these|your|more)( more)?( of)?( these| your)? ?(texts?|messages?|msgs?)\b/,
  /\bno mas (mensajes?|textos?|sms)\b/,
  /\bno (me|nos) (mande|manden|mandes|envie|envien|envies|escriba|escriban|escribas|textee|texteen)\b/,
  /\b(deje|dejen|deja|pare|paren|para) de (mandar|enviar|escribir|textear|mandarme|enviarme|escribirme|molestar)\w*/,
  /\b(quiteme|quitenme|borreme|borrenme|elimineme|eliminenme|saquenme|saqueme)\b/,
  /\bdar(me)? de baja\b/,
]

/**
 * Whether a text seems to ask for no more texts without being one of the words that do so. It opts nobody out: a person looks.
 * Children stop by, end at three and are dropped off, so that a word alone must be all that is said.
 */
export function isNearStop(body: string): boolean {
  if (body.length > longest) return false
  const words = body
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  if (words === '') return false
  const bare = words
    .split(' ')
    .filter((word) => !courtesy.has(word))
    .join(' ')
  return wholes.has(bare) || phrases.some((phrase) => phrase.test(words))
}
