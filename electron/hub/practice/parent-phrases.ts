/** What a text from camp is about, as a parent would take it. */
export type Topic =
  | 'late'
  | 'arrived'
  | 'pickup'
  | 'injury'
  | 'medical'
  | 'confirm'
  | 'gear'
  | 'weather'
  | 'thanks'
  | 'who'
  | 'question'
  | 'notice'

export type ParentLanguage = 'en' | 'es'

/** First that fits wins: the urgent ones stand before the common words. */
const signs: readonly (readonly [topic: Topic, words: RegExp])[] = [
  ['injury', /\b(hurt|injur|ankle|scrape|bump|ice pack|fell|nurse|lastim|golpe)/i],
  ['medical', /\b(allerg|epipen|inhaler|medic|alergia|medicina)/i],
  [
    'confirm',
    /\b(reply (?:y|yes|no|n)\b|y or n\b|yes or no\b|confirm|rsvp|responda (?:s[ií]|no)\b|s[ií] o no\b|confirme)/i,
  ],
  [
    'late',
    /\b(late|not here yet|not checked in|haven'?t seen|where are you|on (?:your|the) way|eta|missing|tarde|todav[ií]a no|no ha llegado)\b/i,
  ],
  ['pickup', /\b(pick(?:ed)?[ -]?up|ready to go home|dismissal|recog|salida)/i],
  [
    'gear',
    /\b(forgot|left behind|lost|found|bottle|cleats|shin guards?|shirt|lunch ?box|olvid|botella|espinilleras)\b/i,
  ],
  ['weather', /\b(rain|storm|lightning|thunder|weather|heat|delay|cancel|moved? to field|lluvia|tormenta|clima)/i],
  ['arrived', /\b(arrived|checked in|is here|made it|dropped off|lleg[oó])\b/i],
  ['who', /\b(who is this|is this the|right number|qui[eé]n (?:es|habla))\b/i],
  ['thanks', /^\W*(thanks?|thank you|you'?re welcome|no problem|great|perfect|gracias|de nada)\b/i],
]

/** What the text is about; a question that is about nothing known is still a question. */
export function topicOf(body: string): Topic {
  const found = signs.find(([, words]) => words.test(body))
  return found?.[0] ?? (asksSomething(body) ? 'question' : 'notice')
}

/** Whether the text wants an answer. */
export function asksSomething(body: string): boolean {
  return (
    /[?¿]/.test(body) ||
    /\b(let (?:us|me) know|text (?:us )?back|reply|call us|tell us|av[ií]senos|responda)\b/i.test(body)
  )
}

const english: Readonly<Record<Topic, readonly string[]>> = {
  late: [
    'So sorry, we are about 10 minutes out with {kid}',
    'On our way! Traffic by the school. 15 min',
    'Running late, {kid} could not find the cleats. Be there by quarter past',
    'Just parked, walking over now',
    'Oh no, I thought I told you: {kid} has a dentist appointment and comes at 10',
  ],
  arrived: ['Thank you!', 'Great, thanks for letting me know', 'Perfect, have fun {kid}!', 'Thanks, that was quick'],
  pickup: [
    'I will be there at 3 for {kid}',
    'Grandma Ruth is picking {kid} up today, she has her ID',
    'Ok! Same spot as yesterday?',
    'I may be 5 min late for pick-up, hope that is ok',
    'Got it, see you at the tent',
  ],
  injury: [
    'Oh no, is {kid} ok? Should I come?',
    'Thank you for telling me. Please keep ice on it, I can be there in 20 min',
    'Poor {kid}. Fine to keep playing if the nurse says so',
  ],
  medical: [
    'Yes, it is in the front pocket of the backpack',
    'Correct, the form from last year still holds',
    'Thanks for checking. Only for emergencies, {kid} knows how to use it',
  ],
  confirm: [
    'Yes we can',
    'Y',
    'Yes, thank you',
    'Sure, {kid} will be there',
    '👍',
    'No, sorry',
    'No, we are away that day',
    'What time would that be?',
    'Can I tell you tonight?',
  ],
  gear: [
    'Ugh, sorry! Can {kid} borrow some today?',
    'That is ours, thank you! {kid} will take it home today',
    'I can bring it over at lunch, would that work?',
    'Not ours, but thanks for asking',
    'Is it this one?',
  ],
  weather: [
    'Thanks for the update',
    'Ok, is pick-up still at the tent?',
    'Good call. {kid} has a rain jacket in the bag',
    'Understood, stay dry everyone',
  ],
  thanks: ['Thanks again', 'You too!'],
  who: ["Yes, this is {kid}'s family", 'Yes, right number'],
  question: [
    'Yes, that works for us',
    'Yes, we will',
    'Not sure yet, can I tell you in an hour?',
    'No, sorry',
    'Let me check with my husband and text you back',
  ],
  notice: ['Ok, thank you', 'Got it', 'Thanks for the heads up', 'Sounds good', 'Noted, thanks!'],
}

const spanish: Readonly<Record<Topic, readonly string[]>> = {
  late: ['Perdón, llegamos en 10 minutos', 'Ya vamos en camino, hay mucho tráfico', 'Estamos estacionando, ya vamos'],
  arrived: ['¡Gracias!', 'Muchas gracias por avisar', 'Qué bueno, gracias'],
  pickup: [
    'Yo paso por {kid} a las 3',
    'Hoy lo recoge la abuela, lleva su identificación',
    '¿En el mismo lugar de ayer?',
  ],
  injury: ['¿Está bien {kid}? ¿Voy para allá?', 'Gracias por avisar, por favor pónganle hielo'],
  medical: ['Sí, está en la mochila, en la bolsa de enfrente', 'Sí, es correcto, gracias por preguntar'],
  confirm: ['Sí, gracias', 'Sí, {kid} va', 'Claro que sí', 'No podemos', '¿A qué hora sería?', 'Sí, está bien'],
  gear: ['¡Ay, perdón! ¿Le pueden prestar unas hoy?', 'Sí, es nuestra, muchas gracias', '¿Es esta?'],
  weather: ['Gracias por avisar', '¿La salida es en el mismo lugar?', 'Entendido, gracias'],
  thanks: ['A ustedes', 'Gracias, igualmente'],
  who: ['Sí, soy de la familia de {kid}', 'Sí, es este número'],
  question: ['Sí, está bien', 'Sí, gracias', 'No estoy segura, les aviso más tarde', 'No, esta vez no'],
  notice: ['Gracias', 'Muy bien, gracias', 'Entendido', 'Gracias por la información'],
}

const questions: Readonly<Record<ParentLanguage, readonly string[]>> = {
  en: [
    'What time is pick-up today?',
    'Does {kid} need to bring lunch tomorrow?',
    'Which field are they on?',
    'Is there camp on Friday?',
    'Can I drop off a change of clothes at the tent?',
  ],
  es: ['¿A qué hora es la salida hoy?', '¿{kid} tiene que llevar almuerzo mañana?', '¿En qué campo están?'],
}

const chatter: Readonly<Record<ParentLanguage, readonly string[]>> = {
  en: [
    '{kid} talked about camp all evening',
    '{kid} drew this for Coach Dan',
    'We love what you are doing out there',
    'The whole family says hi to Coach Dan',
    'It is so nice to get a text from you instead of an email',
  ],
  es: [
    '{kid} está feliz con el campamento',
    '{kid} hizo este dibujo para ustedes',
    'Saludos a los entrenadores',
    'Muchas gracias por todo lo que hacen',
  ],
}

/** The ways a parent may answer on this topic. */
export function answersTo(topic: Topic, language: ParentLanguage): readonly string[] {
  return (language === 'es' ? spanish : english)[topic]
}

export function questionsIn(language: ParentLanguage): readonly string[] {
  return questions[language]
}

export function chatterIn(language: ParentLanguage): readonly string[] {
  return chatter[language]
}

/** What parents say with a picture. */
const withPicture: ReadonlySet<string> = new Set([
  'Is it this one?',
  '¿Es esta?',
  '{kid} drew this for Coach Dan',
  '{kid} hizo este dibujo para ustedes',
])

export function comesWithPicture(phrase: string): boolean {
  return withPicture.has(phrase)
}
