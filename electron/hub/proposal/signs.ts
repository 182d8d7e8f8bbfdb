/** What folded words may say; English and Spanish. None repeats within a repetition: reading stays linear in the text. */

/** Another day than today. */
export const otherDay =
  /\b(?:yesterday|tomorrow|tmrw|tmr|last (?:week|night|year|time|month|summer)|next (?:week|time|year|month|day)|the other day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|ayer|anoche|anteayer|pasado manana|semana pasada|proxim[ao]|lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:january|february|march|april|june|july|august|september|october|november|december) \d)/
/** "Mañana" is tomorrow, unless it is the morning. */
export const spanishTomorrow = /(?<!\b(?:esta|la|de|por la|en la) )\bmanana\b/
export const today = /\b(?:today|this morning|this afternoon|right now|hoy|esta manana|ahorita)\b/

/** They have come: whatever was late is over. */
export const arrived =
  /\b(?:just (?:arrived|got here|parked|dropped)|we(?:'re| are) here|(?:is|are|am) here now|here now|pulling in|made it|ya llegamos|ya estamos (?:aqui|ahi)|acabamos de llegar)\b/

/** A parent who takes back what was said. */
export const takenBack =
  /\b(?:never ?mind|nvm|ignore (?:that|my last|the last)|scratch that|false alarm|disregard|olvida(?:lo|te)|falsa alarma|ignor[ae] (?:eso|el mensaje))\b/

const notLate =
  /\b(?:not|n't|never|isnt|wont|no longer|wasnt|no) (?:\S+ ){0,2}(?:late|tarde)\b|n't (?:\S+ ){0,2}late\b|\b(?:was|were|been|being) (?:\S+ ){0,3}late\b|\btoo late\b|\b(?:how|up|stay\w*|work\w*|slept|woke|sleep\w*) late\b|\blate (?:to|for) (?:work|my|a|the)\b|\blate (?:fee|pick|lunch|night|registration|for pick|to pick|last|payment|sign)/
const isLate =
  /\b(?:running|be|is|are|am|im|i'm|we're|were|she's|he's|they're|arriving|coming|get|getting|there|come|arrive|bit|little|few|min|mins|minutes|minute|\d{1,2}|hour) (?:\S+ ){0,4}late\b|\b(?:running|be) (?:\S+ ){0,4}behind\b|\blate (?:today|this morning|by|about|\d)|^(?:\S+ ){0,2}late\b/
const isTarde =
  /\b(?:lleg\w*|va|vamos|voy|van|vienen?|ir\w*|estar\w*|vamos a estar) (?:\S+ ){0,4}tarde\b|\b(?:retrasad[oa]s?|con retraso|nos retrasamos|demorad[oa]s?|atrasad[oa]s?)\b/
const tardeOfDay = /\b(?:esta|la|mas|buenas?) tarde\b/
/** What keeps people from coming in time: news even without a time. */
const heldUp =
  /\b(?:stuck in|sitting in|hit|lots of|bad|heavy|awful|terrible) (?:\S+ )?traffic\b|\btraffic (?:is|jam|by|on|near)\b|\bflat tire\b|\bcar trouble\b|\bover ?slept\b|\b(?:mucho|en el|en|hay) trafico\b|\btrancon\b|\bse nos hizo tarde\b/
/** Only with a time are they news. */
const underWay =
  /\b(?:on (?:our|my|the|her|his) way|omw|be there|get there|getting there|there (?:by|at|in|around)|here (?:by|at|in|around)|eta|arriv\w+|coming (?:at|in|around|by)|comes? (?:at|in|around|by)|drop\w* (?:\S+ )?off|be in (?:at|by|around)|away|min(?:ute)?s? out|llega\w*|en camino|estar\w* ahi|estamos a|vamos saliendo|viene a las)\b/
const leaves =
  /\b(?:pick\w*|pick-?up|dismissal|collect\w*|recog\w*|salida|leav\w+|get (?:him|her|them) at|home at|pasa\w* por)\b/

/** 'late' with or without a time; 'on-the-way' only with one. */
export function lateSign(words: string): 'late' | 'held-up' | 'on-the-way' | null {
  if (leaves.test(words) || notLate.test(words)) return null
  if (isLate.test(words) || (isTarde.test(words) && !(tardeOfDay.test(words) && !/\bllega/.test(words)))) return 'late'
  if (heldUp.test(words)) return 'held-up'
  return underWay.test(words) ? 'on-the-way' : null
}

const adultIsSick =
  /\b(?:i'?m|i am|i have|dad|mom|mum|mama|papa|husband|wife|grand\w+|abuel[oa]|coach|nanny|sitter|driver|brother|sister|baby|dog|estoy|esposo|esposa)\b (?:\S+ ){0,4}(?:sick|ill|fever|flu|covid|vomit\w*|enferm[oa]|fiebre|gripe)\b/
const notSick =
  /\b(?:not|n't|isnt|no longer|never|no esta|ya no|feeling better|no) (?:\S+ ){0,2}(?:sick|ill|fever|enferm[oa]|fiebre)\b|n't (?:\S+ ){0,2}sick\b|\b(?:was|were|been|got|get|gets|getting|if|estaba|estuvo|si) (?:\S+ ){0,3}(?:sick|ill|fever|enferm[oa]|fiebre)\b|\bsick (?:of|to (?:his|her|my)|kid\w*|day\w*|note)|\bcar ?sick\b|\b(?:home ?sick)\b/
const isSick =
  /\b(?:sick|is ill|has (?:a |the )?(?:fever|flu|covid|stomach \S+|strep)|running a fever|throwing up|vomiting|not feeling (?:well|good)|under the weather|isn't feeling (?:well|good)|esta (?:muy |un poco )?enferm[oa]|enferm[oa]s? hoy|tiene (?:fiebre|gripe|tos)|amanecio (?:\S+ )?(?:enferm[oa]|mal|con fiebre)|no se siente bien)\b/
const notComing =
  /\b(?:won't|wont|will not|not going to|isn't going to|is not|isn't|aren't|are not|not|can't|cant|cannot|can not|not able to|unable to|no|unfortunately not) (?:going to )?(?:be )?(?:in (?:today|camp|this|until|till|before|by)|in$|at camp|there|here|coming|come|attend\w*|make it|making it|able to (?:make it|come|attend)|joining|join)\b|\b(?:stay\w*|keeping (?:him|her|them)|keep (?:him|her|them)) (?:at )?home\b|\b(?:out|absent) (?:sick )?(?:today|this morning)\b|\bis (?:out|absent)\b|\b(?:will|going to|gonna|has to|have to|'ll) (?:miss|skip)\b|\b(?:missing|skipping) (?:camp|today|practice)\b|\babsent\b|\b(?:no (?:va|vamos|van|puede|pueden|podra|podran)(?: a)? (?:ir|venir|asistir|llegar)|no (?:va|ira|iran|viene|vienen|vendra|vendran|asistira|asistiran|va hoy)|se queda(?:ra)? en casa|va a faltar|faltara|van a faltar|faltan hoy|no la voy a llevar|no lo voy a llevar)\b/
/** Not in before a time: late, not absent. */
export const notBefore = /\b(?:until|till|'til|by|before|on time|in time|earlier|hasta|antes|a tiempo)\b/
const negatedAbsence = /\b(?:not|isn't|n't) (?:be )?(?:absent|missing|skipping|staying home)\b/

export function absentSign(words: string): 'not-coming' | 'sick' | null {
  if (leaves.test(words) || negatedAbsence.test(words)) return null
  if (notComing.test(words)) return 'not-coming'
  return isSick.test(words) && !notSick.test(words) && !adultIsSick.test(words) ? 'sick' : null
}
